import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0004_let_cohorts_take_variants_and_people_transfer"),
        ("people", "0003_keep_the_systems_that_read"),
        ("people", "__first__"),
        ("programmes", "0007_let_components_be_diagnostics_and_reflections"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("token_hash", ""), _negated=True), name="calendar_feed_has_a_secret"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoFacilitator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions_beside",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="beside", to="cohorts.session"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "session"], name="sessions_of_a_cofacilitator")],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "person"), name="person_facilitates_a_session_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RemovedSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(unique=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("sequence", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removed_sessions",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.component"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RemovedFor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="cohorts.removedsession"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "session"], name="removals_of_a_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "person"), name="removal_is_told_to_a_person_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_waiting", models.BooleanField()),
                ("since", models.DateTimeField()),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.component"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="cohorts.enrolment"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="cohorts.session"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["session", "is_waiting", "since"], name="seats_of_a_session")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_waiting", False)),
                        fields=("enrolment", "component"),
                        name="person_has_one_place_for_a_component",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_waiting", True)),
                        fields=("enrolment", "component"),
                        name="person_waits_once_for_a_component",
                    ),
                    models.UniqueConstraint(fields=("session", "enrolment"), name="person_is_on_a_session_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("term", "term"), ("half_term", "half_term"), ("closure", "closure")], max_length=10
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("is_illustrative", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="term_spans", to="people.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="term_span_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["term", "half_term", "closure"])),
                        name="term_span_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gte", models.F("first_on"))),
                        name="term_span_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "kind", "first_on"), name="term_spans_of_a_kind_begin_on_different_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TimetableLock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="timetable_lock_is_one_row")
                ],
            },
        ),
        migrations.AddField(
            model_name="session",
            name="anyway",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="session",
            name="capacity",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="sequence",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["starts_at", "ends_at"], name="sessions_by_time"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity", None), ("capacity__gte", 1), _connector="OR"),
                name="session_with_a_capacity_has_a_place",
            ),
        ),
    ]
