import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0003_record_what_markers_take"),
        ("people", "0004_say_where_organisations_are_and_what_they_do"),
        ("programmes", "0008_draft_policies"),
    ]

    operations = [
        migrations.CreateModel(
            name="MarkingDeadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("why", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("ready", "ready"),
                            ("accepted", "accepted"),
                            ("put_away", "put_away"),
                        ],
                        max_length=10,
                    ),
                ),
                ("stage", models.CharField(blank=True, default="", max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("stands", models.CharField(blank=True, default="", max_length=64)),
                ("is_proved", models.BooleanField(default=False)),
                ("missing", models.PositiveIntegerField(default=0)),
                ("pairs", models.PositiveIntegerField(default=0)),
                ("most", models.PositiveIntegerField(default=0)),
                ("groups", models.PositiveIntegerField(default=0)),
                ("would_do", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="ProposedGap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seats", models.PositiveSmallIntegerField()),
                ("possible", models.PositiveSmallIntegerField()),
                ("left_out", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="ProposedSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seat", models.PositiveSmallIntegerField()),
                ("others", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="markingdeadline",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="markingdeadline",
            name="window",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deadlines", to="assessment.window"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="window",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="assessment.window"
            ),
        ),
        migrations.AddField(
            model_name="proposedgap",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="gaps", to="assessment.proposal"
            ),
        ),
        migrations.AddField(
            model_name="proposedgap",
            name="script",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.script"
            ),
        ),
        migrations.AddField(
            model_name="proposedseat",
            name="marker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposedseat",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="assessment.proposal"
            ),
        ),
        migrations.AddField(
            model_name="proposedseat",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposedseat",
            name="script",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.script"
            ),
        ),
        migrations.AddIndex(
            model_name="markingdeadline",
            index=models.Index(fields=["window", "-id"], name="deadlines_of_a_window"),
        ),
        migrations.AddConstraint(
            model_name="markingdeadline",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="marking_deadline_has_a_reason"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["window", "-id"], name="proposals_of_a_window"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "ready", "accepted", "put_away"])),
                name="proposal_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["asked", "ready"])),
                fields=("window",),
                name="window_has_one_proposal_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedgap",
            constraint=models.UniqueConstraint(fields=("proposal", "script"), name="gap_is_told_once_a_script"),
        ),
        migrations.AddConstraint(
            model_name="proposedseat",
            constraint=models.UniqueConstraint(fields=("proposal", "script", "seat"), name="seat_is_proposed_once"),
        ),
        migrations.AddConstraint(
            model_name="proposedseat",
            constraint=models.UniqueConstraint(
                fields=("proposal", "script", "marker"), name="marker_is_proposed_once_a_script"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedseat",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat__gte", 1)), name="proposed_seats_are_counted_from_one"
            ),
        ),
    ]
