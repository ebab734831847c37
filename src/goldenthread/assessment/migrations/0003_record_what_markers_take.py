import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0002_mark_settle_and_release"),
        ("people", "0004_say_where_organisations_are_and_what_they_do"),
        ("programmes", "0008_draft_policies"),
    ]

    operations = [
        migrations.CreateModel(
            name="MarkerAbsence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("why", models.TextField()),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("why_ended", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="MarkerConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "tie",
                    models.CharField(
                        choices=[
                            ("family", "family"),
                            ("work", "work"),
                            ("governor", "governor"),
                            ("taught", "taught"),
                            ("other", "other"),
                        ],
                        max_length=14,
                    ),
                ),
                ("urn", models.CharField(blank=True, default="", max_length=8)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("why_ended", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="MarkerConflictParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
            ],
        ),
        migrations.CreateModel(
            name="MarkerRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("capacity", models.PositiveSmallIntegerField()),
                ("phases", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="MarkerTraining",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("why_ended", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="allocation",
            name="seat_is_first_or_second",
        ),
        migrations.AddField(
            model_name="allocation",
            name="why_ended",
            field=models.CharField(
                blank=True,
                choices=[("moved", "moved"), ("cannot_mark", "cannot_mark"), ("conflict", "conflict")],
                default="",
                max_length=11,
            ),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(
                condition=models.Q(("why_ended", ""), _negated=True), fields=["script"], name="seats_given_up"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(condition=models.Q(("seat__gte", 1)), name="seats_are_counted_from_one"),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("why_ended", ""),
                    models.Q(("ended_at__isnull", False), ("why_ended__in", ["moved", "cannot_mark", "conflict"])),
                    _connector="OR",
                ),
                name="only_a_seat_that_ended_says_why",
            ),
        ),
        migrations.AddField(
            model_name="markerabsence",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="markerabsence",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="markerabsence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="marker_absences", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="markerconflict",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="markerconflict",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="markerconflict",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="markerconflict",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="marker_conflicts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="markerconflictparty",
            name="conflict",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="party", to="assessment.markerconflict"
            ),
        ),
        migrations.AddField(
            model_name="markerconflictparty",
            name="known",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="markerrecord",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="markerrecord",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="marker_records", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="markerrecord",
            name="window",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="marker_records",
                to="assessment.window",
            ),
        ),
        migrations.AddField(
            model_name="markertraining",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="markertraining",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="markertraining",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="marker_trainings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="markertraining",
            name="qualification",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.qualification"
            ),
        ),
        migrations.AddIndex(
            model_name="markerabsence",
            index=models.Index(fields=["person"], name="absences_of_a_marker"),
        ),
        migrations.AddConstraint(
            model_name="markerabsence",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                name="absence_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="markerabsence",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="absence_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="markerabsence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None), ("why_ended", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        models.Q(("why_ended", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="absence_that_was_ended_says_who_and_why",
            ),
        ),
        migrations.AddIndex(
            model_name="markerconflict",
            index=models.Index(fields=["person"], name="conflicts_of_a_marker"),
        ),
        migrations.AddConstraint(
            model_name="markerconflict",
            constraint=models.CheckConstraint(
                condition=models.Q(("tie__in", ["family", "work", "governor", "taught", "other"])),
                name="marker_conflict_tie_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="markerconflict",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="marker_conflict_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="markerconflict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None), ("why_ended", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        models.Q(("why_ended", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="marker_conflict_that_ended_says_who_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="markerconflictparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), _negated=True), name="marker_conflict_party_has_an_address"
            ),
        ),
        migrations.AddIndex(
            model_name="markerrecord",
            index=models.Index(fields=["person", "window", "-id"], name="records_of_a_marker"),
        ),
        migrations.AddConstraint(
            model_name="markerrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__lte", 5000)), name="marker_has_a_capacity_that_can_be_meant"
            ),
        ),
        migrations.AddIndex(
            model_name="markertraining",
            index=models.Index(fields=["person"], name="trainings_of_a_marker"),
        ),
        migrations.AddConstraint(
            model_name="markertraining",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                name="training_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="markertraining",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None), ("why_ended", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        models.Q(("why_ended", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="training_that_was_ended_says_who_and_why",
            ),
        ),
    ]
