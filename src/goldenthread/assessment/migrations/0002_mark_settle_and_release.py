import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_open_the_room"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("seat", models.PositiveSmallIntegerField()),
                ("allocated_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "allocated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "marker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocations", to="assessment.script"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["marker", "ended_at"], name="allocations_of_a_marker")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("script", "seat"), name="seat_has_one_marker"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("script", "marker"),
                        name="marker_has_one_seat_at_a_script",
                    ),
                    models.CheckConstraint(condition=models.Q(("seat__in", [1, 2])), name="seat_is_first_or_second"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Marking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("total", models.PositiveSmallIntegerField()),
                ("outcome", models.CharField(choices=[("passed", "passed"), ("failed", "failed")], max_length=6)),
                ("comment", models.TextField(blank=True, default="")),
                ("finished_at", models.DateTimeField()),
                (
                    "allocation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marking", to="assessment.allocation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["passed", "failed"])), name="marking_outcome_is_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20)),
                ("mark", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                (
                    "marking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="assessment.marking"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("marking", "code"), name="criterion_is_marked_once_in_a_marking"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="criterion_mark_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarkingDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheet", models.JSONField(default=dict)),
                ("comment", models.TextField(blank=True, default="")),
                ("saved_at", models.DateTimeField()),
                (
                    "allocation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="assessment.allocation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("total", models.PositiveSmallIntegerField()),
                ("outcome", models.CharField(choices=[("passed", "passed"), ("failed", "failed")], max_length=6)),
                ("comment", models.TextField(blank=True, default="")),
                ("settled_at", models.DateTimeField()),
                (
                    "moderator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settlements", to="assessment.script"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["script", "-id"], name="settlements_of_a_script")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["passed", "failed"])), name="settlement_outcome_is_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SettledMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20)),
                ("mark", models.PositiveSmallIntegerField()),
                ("reason", models.TextField(blank=True, default="")),
                ("feedback", models.TextField()),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="assessment.settlement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("settlement", "code"), name="criterion_is_settled_once_in_a_settlement"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("feedback", ""), _negated=True), name="settled_mark_has_feedback"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("outcome", models.CharField(choices=[("passed", "passed"), ("failed", "failed")], max_length=6)),
                ("total", models.PositiveSmallIntegerField()),
                ("released_at", models.DateTimeField()),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "script",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="result", to="assessment.script"
                    ),
                ),
                (
                    "settlement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.settlement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["passed", "failed"])), name="result_outcome_is_known"
                    )
                ],
            },
        ),
    ]
