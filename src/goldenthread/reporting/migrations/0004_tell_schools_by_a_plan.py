import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0003_credit_discussions_and_reviews"),
        ("people", "0003_keep_the_systems_that_read"),
        ("people", "__first__"),
        ("reporting", "0003_remember_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="help_lines", to="cohorts.enrolment"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["enrolment", "-at"], name="help_lines_of_an_enrolment")],
            },
        ),
        migrations.CreateModel(
            name="PartDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[("engagement", "engagement"), ("next", "next"), ("done", "done"), ("help", "help")],
                        max_length=12,
                    ),
                ),
                ("is_told", models.BooleanField()),
                ("version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="part_decisions",
                        to="cohorts.enrolment",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["enrolment", "part"], name="decisions_of_an_enrolment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["engagement", "next", "done", "help"])),
                        name="part_decision_part_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedTelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("told_at", models.DateTimeField()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned_tellings",
                        to="cohorts.cohort",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("cohort", "day"), name="cohort_is_told_of_once_for_each_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReaderChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.CharField(choices=[("regular", "regular"), ("events", "events")], max_length=10)),
                (
                    "pace",
                    models.CharField(
                        choices=[("each", "each"), ("monthly", "monthly"), ("termly", "termly"), ("never", "never")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reader_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "stream"], name="choices_of_a_reader")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stream__in", ["regular", "events"])), name="reader_choice_stream_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pace__in", ["each", "monthly", "termly", "never"]), ("stream", "regular")),
                            ("pace__in", ["each", "never"]),
                            _connector="OR",
                        ),
                        name="reader_choice_of_events_is_all_or_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ToldAbout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("told", models.JSONField(default=dict)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told_about", to="cohorts.enrolment"
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="about", to="reporting.progressupdate"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("update", "enrolment"), name="update_tells_of_a_person_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UpdatePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField()),
                ("in_force_from", models.DateField()),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("never", "never"),
                            ("monthly", "monthly"),
                            ("half_termly", "half_termly"),
                            ("termly", "termly"),
                            ("dates", "dates"),
                        ],
                        max_length=12,
                    ),
                ),
                ("day", models.PositiveSmallIntegerField()),
                ("dates", models.JSONField(default=list)),
                ("events", models.JSONField(default=list)),
                ("optional", models.JSONField(default=list)),
                ("set_at", models.DateTimeField()),
                (
                    "cohort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="update_plans",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["never", "monthly", "half_termly", "termly", "dates"])),
                        name="update_plan_rhythm_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day__gte", 1), ("day__lte", 28)), name="update_plan_day_is_in_every_month"
                    ),
                    models.UniqueConstraint(fields=("version",), name="update_plan_version_is_unique"),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="progressupdate",
            name="progress_update_cause_is_known",
        ),
        migrations.AddField(
            model_name="lettersent",
            name="held_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="progressupdate",
            name="bounced_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="progressupdate",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="progressupdate",
            name="cause",
            field=models.CharField(
                choices=[
                    ("on_demand", "on_demand"),
                    ("result", "result"),
                    ("behind", "behind"),
                    ("scheduled", "scheduled"),
                    ("deferred", "deferred"),
                    ("resumed", "resumed"),
                    ("withdrawn", "withdrawn"),
                    ("route", "route"),
                    ("catch_up", "catch_up"),
                    ("completed", "completed"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="progressupdate",
            name="cohort",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="progress_updates",
                to="cohorts.cohort",
            ),
        ),
        migrations.AlterField(
            model_name="progressupdate",
            name="told",
            field=models.JSONField(default=list),
        ),
        migrations.AddIndex(
            model_name="lettersent",
            index=models.Index(
                condition=models.Q(("message_id", ""), _negated=True),
                fields=["message_id"],
                name="letters_by_their_message_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "cause__in",
                        [
                            "on_demand",
                            "result",
                            "behind",
                            "scheduled",
                            "deferred",
                            "resumed",
                            "withdrawn",
                            "route",
                            "catch_up",
                            "completed",
                        ],
                    )
                ),
                name="progress_update_cause_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(("cohort__isnull", False), ("partner__isnull", False), _connector="OR"),
                name="progress_update_is_about_a_cohort_or_a_partner",
            ),
        ),
    ]
