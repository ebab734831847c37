import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_open_the_room"),
        ("people", "__first__"),
        ("programmes", "0002_build_programmes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cohort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("capacity", models.PositiveIntegerField()),
                ("venue", models.CharField(blank=True, default="", max_length=200)),
                ("opened_at", models.DateTimeField()),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cohorts", to="people.organisation"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cohorts", to="programmes.release"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["partner", "-starts_on"], name="cohorts_of_a_partner")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="cohort_has_a_title"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="cohort_ends_after_it_starts"
                    ),
                    models.CheckConstraint(condition=models.Q(("capacity__gte", 1)), name="cohort_has_a_place"),
                    models.UniqueConstraint(fields=("partner", "title"), name="cohort_title_is_unique_at_its_partner"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("route", models.CharField(choices=[("blended", "blended"), ("online", "online")], max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "offered"),
                            ("accepted", "accepted"),
                            ("active", "active"),
                            ("deferred", "deferred"),
                            ("withdrawn", "withdrawn"),
                            ("completed", "completed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("enrolled_at", models.DateTimeField()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="cohorts.cohort"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="people.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["participant", "state"], name="enrolments_of_a_person"),
                    models.Index(fields=["school", "state"], name="enrolments_of_a_school"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["offered", "accepted", "active", "deferred", "withdrawn", "completed"])
                        ),
                        name="enrolment_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("route__in", ["blended", "online"])), name="enrolment_route_is_known"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["accepted", "active", "completed", "deferred", "offered"])),
                        fields=("cohort", "participant"),
                        name="person_has_one_place_on_a_cohort",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Companion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("sponsor", "sponsor"), ("mentor", "mentor"), ("coach", "coach")], max_length=10
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="walks_beside",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="companions", to="cohorts.enrolment"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "role"], name="companions_by_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["sponsor", "mentor", "coach"])), name="companion_role_is_known"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("enrolment", "person", "role"),
                        name="companion_walks_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"
                        ),
                        name="companion_ends_after_beginning",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accept", "accept"),
                            ("start", "start"),
                            ("defer", "defer"),
                            ("resume", "resume"),
                            ("withdraw", "withdraw"),
                            ("complete", "complete"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "offered"),
                            ("accepted", "accepted"),
                            ("active", "active"),
                            ("deferred", "deferred"),
                            ("withdrawn", "withdrawn"),
                            ("completed", "completed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=80)),
                ("why", models.TextField(blank=True, default="")),
                ("returns_on", models.DateField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="cohorts.enrolment"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["enrolment", "at"], name="steps_of_an_enrolment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["offered", "accepted", "active", "deferred", "withdrawn", "completed"])
                        ),
                        name="enrolment_step_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event__in", ["defer", "withdraw"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enrolment_step_that_needs_a_reason_has_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("venue", models.CharField(blank=True, default="", max_length=200)),
                ("room", models.CharField(blank=True, default="", max_length=120)),
                ("online_link", models.URLField(blank=True, default="", max_length=400)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="cohorts.cohort"
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="programmes.component"
                    ),
                ),
                (
                    "facilitator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["cohort", "starts_at"], name="sessions_of_a_cohort"),
                    models.Index(fields=["facilitator", "starts_at"], name="sessions_of_a_facilitator"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="session_ends_after_it_starts"
                    )
                ],
            },
        ),
    ]
