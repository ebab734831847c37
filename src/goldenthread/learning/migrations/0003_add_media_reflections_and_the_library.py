import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0003_credit_discussions_and_reviews"),
        ("frameworks", "0015_remember_where_doubts_were_read"),
        ("ground", "0002_keep_time"),
        ("learning", "0002_remember_progress"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("shared", "shared"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("research", "research"), ("media", "media"), ("practice", "practice")], max_length=10
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("authors", models.CharField(blank=True, default="", max_length=300)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("address", models.URLField(blank=True, default="", max_length=500)),
                ("licence", models.CharField(blank=True, default="", max_length=200)),
                ("summary", models.TextField()),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("statements", models.ManyToManyField(related_name="+", to="frameworks.statement")),
            ],
            options={
                "indexes": [models.Index(fields=["state", "title"], name="library_by_title")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "shared", "declined", "withdrawn"])),
                        name="library_item_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["research", "media", "practice"])),
                        name="library_item_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("summary", ""), _negated=True)
                        ),
                        name="library_item_says_what_it_is",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("says", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="learning.item"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="library_item_version_number_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Media",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("picture", "picture"), ("video", "video"), ("download", "download")], max_length=10
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("alt", models.TextField(blank=True, default="")),
                ("is_decorative", models.BooleanField(default=False)),
                ("address", models.URLField(blank=True, default="", max_length=500)),
                ("transcript", models.TextField(blank=True, default="")),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="media", to="learning.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="media_number_is_unique_in_a_unit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", False), ("is_decorative", True), ("kind", "picture")),
                            models.Q(
                                ("file__isnull", False), ("kind", "picture"), models.Q(("alt", ""), _negated=True)
                            ),
                            models.Q(
                                ("file", None),
                                ("kind", "video"),
                                models.Q(("address", ""), _negated=True),
                                models.Q(("transcript", ""), _negated=True),
                            ),
                            models.Q(("file__isnull", False), ("kind", "download")),
                            _connector="OR",
                        ),
                        name="media_says_what_its_kind_needs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reflection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("question_key", models.UUIDField()),
                ("words", models.TextField()),
                ("is_enough", models.BooleanField(default=False)),
                ("key", models.UUIDField(blank=True, null=True)),
                ("began_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reflections", to="cohorts.enrolment"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reflections", to="learning.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["enrolment", "question_key"], name="reflections_on_a_prompt")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="reflection_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sharing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question_key", models.UUIDField()),
                ("is_shared", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sharings", to="cohorts.enrolment"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sharings", to="learning.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["enrolment", "question_key"], name="sharings_of_a_reflection")],
            },
        ),
        migrations.RemoveConstraint(
            model_name="question",
            name="question_kind_is_known",
        ),
        migrations.AddField(
            model_name="attempt",
            name="key",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="attempt",
            name="placed",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="question",
            name="least_words",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("choice", "choice"),
                    ("several", "several"),
                    ("true_false", "true_false"),
                    ("short", "short"),
                    ("numeric", "numeric"),
                    ("ordering", "ordering"),
                    ("matching", "matching"),
                    ("reflection", "reflection"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(fields=("enrolment", "key"), name="attempt_counts_once_by_its_key"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["choice", "several", "true_false", "short", "numeric", "ordering", "matching", "reflection"],
                    )
                ),
                name="question_kind_is_known",
            ),
        ),
    ]
