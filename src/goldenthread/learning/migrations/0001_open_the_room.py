import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programmes", "0002_build_programmes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("opened_at", models.DateTimeField()),
                (
                    "component",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unit", to="programmes.component"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("retired", "retired")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="learning.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="unit_version_number_is_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("unit",), name="unit_has_one_draft_at_most"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("unit",),
                        name="unit_has_one_published_version_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("state", "draft")),
                            models.Q(("published_at__isnull", False), ("state__in", ["published", "retired"])),
                            _connector="OR",
                        ),
                        name="unit_version_published_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("body", models.TextField(blank=True, default="")),
                ("minutes", models.PositiveSmallIntegerField(default=5)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="learning.version"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["version", "position"], name="pages_in_order")],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "key"), name="page_is_once_in_a_version"),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="page_has_a_title"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("choice", "choice"), ("several", "several"), ("short", "short")], max_length=10
                    ),
                ),
                ("prompt", models.TextField()),
                ("choices", models.JSONField(blank=True, default=list)),
                ("accepts", models.JSONField(blank=True, default=list)),
                ("when_right", models.TextField(blank=True, default="")),
                ("when_wrong", models.TextField(blank=True, default="")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="learning.page"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["choice", "several", "short"])), name="question_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prompt", ""), _negated=True), name="question_asks_something"
                    ),
                ],
            },
        ),
    ]
