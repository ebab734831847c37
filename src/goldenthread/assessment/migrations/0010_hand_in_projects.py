import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0009_write_answers_here"),
        ("cohorts", "0013_tally_who_is_there"),
        ("ground", "0004_take_words_about_people_out_of_the_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProjectFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("place", models.CharField(max_length=20)),
                ("blocks", models.JSONField()),
                ("parts", models.JSONField()),
                ("untold", models.JSONField(default=list)),
                ("extractor", models.CharField(max_length=120)),
                ("counting", models.PositiveSmallIntegerField(default=1)),
                ("notes", models.JSONField(default=list)),
                ("is_filled", models.BooleanField(default=False)),
                ("kept_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="project_files",
                        to="assessment.script",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProjectForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=60)),
                ("version", models.PositiveSmallIntegerField()),
                ("holds_from", models.DateField()),
                ("body", models.JSONField()),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProjectWindow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("books_until", models.DateTimeField(blank=True, null=True)),
                ("places", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("fee", models.CharField(blank=True, default="", max_length=200)),
                ("set_at", models.DateTimeField()),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="windows", to="assessment.projectform"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "window",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="project", to="assessment.window"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SponsorAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=254)),
                ("token_hash", models.CharField(blank=True, default="", max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("letters", models.PositiveSmallIntegerField(default=1)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sponsor_asks", to="assessment.script"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SponsorComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("name", models.CharField(max_length=120)),
                ("signed_at", models.DateTimeField()),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="assessment.sponsorask"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VersionPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("place", models.CharField(max_length=20)),
                ("label", models.CharField(blank=True, default="", max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("text", models.TextField(blank=True, default="")),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="assessment.sponsorcomment",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="assessment.projectfile",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="assessment.scriptversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WindowBooking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("booked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("missed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "booked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="window_bookings",
                        to="cohorts.enrolment",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="assessment.window"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FilledSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=20)),
                ("rows", models.JSONField()),
                ("kept_at", models.DateTimeField()),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filled_sheets",
                        to="assessment.script",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("script", "place"), name="sheet_is_filled_in_once_for_a_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("improves", models.TextField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("kept_at", models.DateTimeField()),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="projects", to="assessment.script"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("script", "number"), name="project_number_is_unique_in_a_script"),
                    models.CheckConstraint(
                        condition=models.Q(("number__in", [1, 2])), name="project_is_the_first_or_second"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="project_ends_after_it_begins"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="projectfile",
            index=models.Index(fields=["script", "place", "-id"], name="project_files_of_a_place"),
        ),
        migrations.AddConstraint(
            model_name="projectfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="project_file_has_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="projectform",
            constraint=models.UniqueConstraint(fields=("slug", "version"), name="project_form_version_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="projectwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(("places", None), ("places__gte", 1), _connector="OR"),
                name="project_window_has_a_place_or_no_limit",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorask",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("script",), name="script_has_one_sponsor_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorask",
            constraint=models.UniqueConstraint(
                condition=models.Q(("token_hash", ""), _negated=True),
                fields=("token_hash",),
                name="project_sponsor_link_is_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorask",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("token_hash", ""), _connector="OR"),
                name="project_sponsor_link_opens_only_while_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="sponsorcomment",
            constraint=models.UniqueConstraint(fields=("ask", "number"), name="sponsor_comment_number_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="versionpiece",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="version_piece_number_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="versionpiece",
            constraint=models.UniqueConstraint(fields=("version", "place"), name="version_has_one_piece_for_a_place"),
        ),
        migrations.AddIndex(
            model_name="windowbooking",
            index=models.Index(fields=["enrolment", "ended_at"], name="bookings_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="windowbooking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("window", "enrolment"),
                name="person_has_one_booking_of_a_window",
            ),
        ),
        migrations.AddConstraint(
            model_name="windowbooking",
            constraint=models.CheckConstraint(
                condition=models.Q(("missed_at", None), ("ended_at", None), _connector="OR"),
                name="missed_booking_was_not_given_back",
            ),
        ),
    ]
