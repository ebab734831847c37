import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coaching", "0001_open_the_room"),
        ("cohorts", "0003_credit_discussions_and_reviews"),
        ("people", "__first__"),
        ("programmes", "0007_let_components_be_diagnostics_and_reflections"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuietAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.CharField(max_length=60, unique=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True), name="instrument_has_a_short_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InstrumentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("state", models.CharField(choices=[("draft", "draft"), ("frozen", "frozen")], max_length=10)),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="coaching.instrument"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("instrument", "number"), name="instrument_has_each_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("instrument",),
                        name="instrument_has_one_draft_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at", None), ("state", "draft")),
                            models.Q(("frozen_at__isnull", False), ("state", "frozen")),
                            _connector="OR",
                        ),
                        name="instrument_version_frozen_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("nominating", "nominating"),
                            ("open", "open"),
                            ("closed", "closed"),
                            ("shared", "shared"),
                            ("called_off", "called_off"),
                        ],
                        max_length=10,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("credit_ref", models.UUIDField(blank=True, null=True)),
                ("raters_forgotten_at", models.DateTimeField(blank=True, null=True)),
                (
                    "began_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="programmes.component",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="cohorts.enrolment"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="coaching.instrumentversion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "closes_at"], name="reviews_that_close")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["nominating", "open", "closed", "shared", "called_off"])),
                        name="review_state_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["nominating", "open"])),
                        fields=("enrolment", "version"),
                        name="review_is_under_way_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), _negated=True), ("closes_at__isnull", False), _connector="OR"
                        ),
                        name="review_open_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("state__in", ["nominating", "open"])),
                            models.Q(
                                models.Q(("state__in", ["nominating", "open"]), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="review_over_has_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credit_ref", None), ("component__isnull", False), _connector="OR"),
                        name="review_credit_has_a_component",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rater",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("group", models.CharField(max_length=60)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("named", "named"),
                            ("asked", "asked"),
                            ("answered", "answered"),
                            ("declined", "declined"),
                            ("lapsed", "lapsed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("token_hash", models.CharField(blank=True, default="", max_length=64)),
                ("reminded", models.PositiveSmallIntegerField(default=0)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="raters", to="coaching.review"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["named", "asked", "answered", "declined", "lapsed"])),
                        name="rater_state_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("email__in", ["", "erased@erased.invalid"]), _negated=True),
                        fields=("review", "email"),
                        name="rater_is_named_once_in_a_review",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("token_hash", ""), _negated=True),
                        fields=("token_hash",),
                        name="rater_link_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "asked"), ("token_hash", ""), _connector="OR"),
                        name="rater_link_opens_only_while_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InstrumentTie",
            fields=[
                (
                    "component",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="instrument_tie",
                        serialize=False,
                        to="programmes.component",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ties", to="coaching.instrument"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RaterSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ratings", models.JSONField(default=dict)),
                ("comments", models.JSONField(default=dict)),
                (
                    "rater",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheet", to="coaching.rater"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reflection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("ratings", models.JSONField(default=dict)),
                ("comments", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reflections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reflections",
                        to="coaching.instrumentversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("participant", "number"), name="reflection_has_each_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ratings", models.JSONField(default=dict)),
                ("comments", models.JSONField(default=dict)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_sheet", to="coaching.review"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("figures", models.JSONField()),
                ("comments", models.JSONField(default=dict)),
                ("answered", models.PositiveSmallIntegerField()),
                ("is_enough", models.BooleanField()),
                ("made_at", models.DateTimeField()),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="result", to="coaching.review"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("close", "close"),
                            ("share", "share"),
                            ("stop_sharing", "stop_sharing"),
                            ("call_off", "call_off"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("nominating", "nominating"),
                            ("open", "open"),
                            ("closed", "closed"),
                            ("shared", "shared"),
                            ("called_off", "called_off"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="coaching.review"
                    ),
                ),
            ],
        ),
    ]
