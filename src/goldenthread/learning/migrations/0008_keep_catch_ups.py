import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0003_credit_discussions_and_reviews"),
        ("ground", "0002_keep_time"),
        ("learning", "0007_keep_work_on_tasks"),
        ("people", "__first__"),
        ("programmes", "0007_let_components_be_diagnostics_and_reflections"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatchUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("accepted", "accepted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True, default="")),
                ("revision", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                ("saved_from", models.UUIDField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("credit_ref", models.UUIDField(blank=True, null=True)),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("references", models.TextField(blank=True, default="")),
                ("due_on", models.DateField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="catch_ups", to="cohorts.enrolment"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="catch_ups", to="cohorts.session"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "submitted_at"], name="catch_ups_that_wait")],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "enrolment"), name="session_is_caught_up_on_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drafted", "submitted", "returned", "accepted"])),
                        name="catch_up_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "drafted"), ("submitted_at__isnull", False), _connector="OR"),
                        name="catch_up_handed_in_has_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credit_ref__isnull", False), ("state", "accepted")),
                            models.Q(models.Q(("state", "accepted"), _negated=True), ("credit_ref", None)),
                            _connector="OR",
                        ),
                        name="catch_up_is_credited_while_accepted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CatchUpStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("submit", "submit"),
                            ("send_back", "send_back"),
                            ("accept", "accept"),
                            ("reopen", "reopen"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("accepted", "accepted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "catch_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="learning.catchup"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drafted", "submitted", "returned", "accepted"])),
                        name="catch_up_step_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event__in", ["reopen", "send_back"]), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="catch_up_sent_back_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recording", "recording"),
                            ("slides", "slides"),
                            ("transcript", "transcript"),
                            ("reading", "reading"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("link", models.URLField(blank=True, default="", max_length=600)),
                ("at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="programmes.component",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ground.storedfile",
                        to_field="ref",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="cohorts.session",
                        to_field="ref",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["recording", "slides", "transcript", "reading"])),
                        name="material_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("component__isnull", False), ("session", None)),
                            models.Q(("component", None), ("session__isnull", False)),
                            _connector="OR",
                        ),
                        name="material_is_of_a_session_or_of_a_component",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("link", ""), ("file__isnull", False)),
                            models.Q(models.Q(("link", ""), _negated=True), ("file", None)),
                            _connector="OR",
                        ),
                        name="material_is_a_link_or_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentReflection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                ("references", models.TextField()),
                ("word_count", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "catch_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sent", to="learning.catchup"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("catch_up", "number"), name="reflection_number_is_unique")
                ],
            },
        ),
    ]
