import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Qualification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=30)),
                ("suite", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("specialist", "specialist"),
                            ("middle", "middle"),
                            ("senior", "senior"),
                            ("headship", "headship"),
                            ("executive", "executive"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "assessment",
                    models.CharField(choices=[("case_study", "case_study"), ("project", "project")], max_length=20),
                ),
                ("course_identifier", models.CharField(blank=True, default="", max_length=60)),
                ("described", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "suite"), name="qualification_is_in_the_catalogue_once"),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["specialist", "middle", "senior", "headship", "executive"])),
                        name="qualification_level_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("assessment__in", ["case_study", "project"])),
                        name="qualification_assessment_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarkScheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("state", models.CharField(choices=[("draft", "draft"), ("frozen", "frozen")], max_length=10)),
                ("is_illustrative", models.BooleanField()),
                ("minimum_total", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=500)),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "qualification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mark_schemes",
                        to="programmes.qualification",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("qualification", "version"), name="mark_scheme_version_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at", None), ("state", "draft")),
                            models.Q(("frozen_at__isnull", False), ("state", "frozen")),
                            _connector="OR",
                        ),
                        name="mark_scheme_frozen_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("asks", models.TextField(blank=True, default="")),
                ("weight", models.PositiveSmallIntegerField()),
                ("minimum", models.SmallIntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="programmes.markscheme"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "code"), name="criterion_code_is_unique_in_its_scheme"),
                    models.CheckConstraint(condition=models.Q(("weight__gte", 1)), name="criterion_weighs_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelDescriptor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.SmallIntegerField()),
                ("label", models.CharField(max_length=100)),
                ("description", models.TextField()),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="programmes.criterion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("criterion", "mark"), name="level_mark_is_unique_on_its_criterion")
                ],
            },
        ),
    ]
