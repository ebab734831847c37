import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coaching", "0004_take_in_what_was_done"),
        ("programmes", "0008_draft_policies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CoachRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("capacity", models.PositiveSmallIntegerField()),
                ("phases", models.JSONField(default=list)),
                ("areas", models.TextField(blank=True, default="")),
                ("meets", models.JSONField(default=list)),
                ("from_on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "tie",
                    models.CharField(
                        choices=[
                            ("line_manager", "line_manager"),
                            ("family", "family"),
                            ("work", "work"),
                            ("governor", "governor"),
                            ("other", "other"),
                        ],
                        max_length=14,
                    ),
                ),
                ("urn", models.CharField(blank=True, default="", max_length=8)),
                ("words", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("why_ended", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="ConflictParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
            ],
        ),
        migrations.CreateModel(
            name="HandOverNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="meeting",
            name="meeting_state_is_known",
        ),
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("booked", "booked"),
                    ("held", "held"),
                    ("cancelled", "cancelled"),
                    ("taken_back", "taken_back"),
                    ("handed_over", "handed_over"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="meetingstep",
            name="event",
            field=models.CharField(
                choices=[
                    ("hold", "hold"),
                    ("cancel", "cancel"),
                    ("take_back", "take_back"),
                    ("hand_over", "hand_over"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="meetingstep",
            name="state",
            field=models.CharField(
                choices=[
                    ("booked", "booked"),
                    ("held", "held"),
                    ("cancelled", "cancelled"),
                    ("taken_back", "taken_back"),
                    ("handed_over", "handed_over"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["booked", "held", "cancelled", "taken_back", "handed_over"])),
                name="meeting_state_is_known",
            ),
        ),
        migrations.AddField(
            model_name="coachrecord",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="coachrecord",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="coach_records", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="conflict",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="conflict",
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
            model_name="conflict",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="conflicts", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="conflictparty",
            name="conflict",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="party", to="coaching.conflict"
            ),
        ),
        migrations.AddField(
            model_name="handovernote",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="handovernote",
            name="pairing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="coaching.pairing"
            ),
        ),
        migrations.AddIndex(
            model_name="coachrecord",
            index=models.Index(fields=["person", "from_on", "id"], name="records_of_a_coach"),
        ),
        migrations.AddConstraint(
            model_name="coachrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__lte", 200)), name="coach_has_a_capacity_that_can_be_meant"
            ),
        ),
        migrations.AddIndex(
            model_name="conflict",
            index=models.Index(fields=["person"], name="conflicts_of_a_coach"),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=models.Q(("tie__in", ["line_manager", "family", "work", "governor", "other"])),
                name="conflict_tie_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
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
                name="conflict_that_ended_says_who_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), _negated=True), name="conflict_party_has_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="handovernote",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="hand_over_note_has_words"
            ),
        ),
    ]
