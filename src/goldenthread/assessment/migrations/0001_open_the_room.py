import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cohorts", "0002_keep_the_ledger"),
        ("ground", "0001_open_the_room"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Brief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="brief_has_a_title")
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("state", models.CharField(choices=[("draft", "draft"), ("published", "published")], max_length=10)),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "brief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="assessment.brief"
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
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("brief", "number"), name="brief_version_number_is_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("brief",), name="brief_has_one_draft_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("state", "draft")),
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            _connector="OR",
                        ),
                        name="brief_version_published_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Window",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("scheme", models.UUIDField()),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("planned_at", models.DateTimeField()),
                (
                    "brief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="windows",
                        to="assessment.briefversion",
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="windows", to="cohorts.cohort"
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["closes_at"], name="windows_by_closing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="window_closes_after_it_opens"
                    ),
                    models.UniqueConstraint(fields=("cohort", "opens_at"), name="cohort_has_one_window_at_a_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Script",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.CharField(max_length=11, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("begun", "begun"),
                            ("submitted", "submitted"),
                            ("allocated", "allocated"),
                            ("marked", "marked"),
                            ("settled", "settled"),
                            ("released", "released"),
                        ],
                        max_length=10,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scripts", to="cohorts.enrolment"
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scripts", to="assessment.window"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["window", "state"], name="scripts_of_a_window")],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "window"), name="person_has_one_script_in_a_window"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["begun", "submitted", "allocated", "marked", "settled", "released"])
                        ),
                        name="script_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScriptStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("submit", "submit"),
                            ("allocate", "allocate"),
                            ("complete_marking", "complete_marking"),
                            ("settle", "settle"),
                            ("release", "release"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("begun", "begun"),
                            ("submitted", "submitted"),
                            ("allocated", "allocated"),
                            ("marked", "marked"),
                            ("settled", "settled"),
                            ("released", "released"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="assessment.script"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["script", "at"], name="steps_of_a_script")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["begun", "submitted", "allocated", "marked", "settled", "released"])
                        ),
                        name="script_step_state_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScriptUpload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("blocks", models.JSONField()),
                ("parts", models.JSONField()),
                ("extractor", models.CharField(max_length=120)),
                ("notes", models.JSONField(default=list)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "clean_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ground.storedfile",
                        to_field="ref",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ground.storedfile",
                        to_field="ref",
                    ),
                ),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="assessment.script"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["script", "-id"], name="uploads_of_a_script")],
            },
        ),
        migrations.CreateModel(
            name="ScriptVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("receipt", models.CharField(max_length=20, unique=True)),
                ("declaration", models.PositiveSmallIntegerField()),
                ("submitted_at", models.DateTimeField()),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="assessment.script"
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version",
                        to="assessment.scriptupload",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("script", "number"), name="script_version_number_is_unique")
                ],
            },
        ),
    ]
