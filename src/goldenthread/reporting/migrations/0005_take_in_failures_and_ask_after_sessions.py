import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goldenthread.reporting.models.surveying


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0003_credit_discussions_and_reviews"),
        ("people", "__first__"),
        ("reporting", "0004_tell_schools_by_a_plan"),
    ]

    operations = [
        migrations.CreateModel(
            name="SurveyForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(unique=True)),
                ("title", models.CharField(max_length=120)),
                ("questions", models.JSONField()),
                ("minimum", models.PositiveSmallIntegerField()),
                ("open_days", models.PositiveSmallIntegerField()),
                ("set_at", models.DateTimeField()),
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
                        condition=models.Q(("minimum__gte", 3)), name="survey_shows_nothing_below_three_answers"
                    ),
                    models.CheckConstraint(condition=models.Q(("open_days__gte", 1)), name="survey_is_open_for_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("people", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("rated", models.PositiveIntegerField(default=0)),
                ("satisfied", models.PositiveIntegerField(default=0)),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="survey", to="cohorts.session"
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="reporting.surveyform",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["closes_at"], name="surveys_by_their_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opened_at"))),
                        name="survey_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rated__lte", models.F("answered")), ("satisfied__lte", models.F("rated"))),
                        name="survey_counts_fit_into_one_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=goldenthread.reporting.models.surveying.any_place,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("said", models.JSONField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="reporting.survey"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AddressPause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("address", models.EmailField(max_length=254)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("why", models.CharField(blank=True, default="", max_length=300)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="address_pauses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="pauses_of_a_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("person", "address"),
                        name="address_is_paused_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at", None), ("ended_by__isnull", False), _connector="OR"),
                        name="address_pause_is_ended_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterFailure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("severity", models.CharField(choices=[("hard", "hard"), ("soft", "soft")], max_length=4)),
                ("via", models.CharField(choices=[("refused", "refused"), ("report", "report")], max_length=8)),
                ("code", models.CharField(blank=True, default="", max_length=12)),
                ("says", models.CharField(blank=True, default="", max_length=500)),
                ("report", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="failures", to="reporting.lettersent"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-at"], name="failures_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["hard", "soft"])), name="letter_failure_severity_is_known"
                    ),
                    models.UniqueConstraint(fields=("letter", "report"), name="report_of_a_failure_counts_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("is_answered", models.BooleanField(default=False)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys_asked",
                        to="cohorts.enrolment",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="reporting.survey"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "enrolment"), name="person_is_asked_once_about_a_session")
                ],
            },
        ),
    ]
