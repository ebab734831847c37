"""Keep providers’ pages with their readings, and which published statements stand on them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0010_open_editions_to_everybody"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("offer", models.JSONField()),
                ("areas", models.JSONField()),
                ("linked_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pages",
                        to="frameworks.edition",
                    ),
                ),
                (
                    "reading",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="page", to="frameworks.reading"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PageStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("section", models.PositiveSmallIntegerField()),
                ("section_title", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("learn_that", "learn_that"),
                            ("stem", "stem"),
                            ("practice", "practice"),
                            ("learn_how_to", "learn_how_to"),
                            ("learn_about", "learn_about"),
                            ("criterion", "criterion"),
                            ("behaviour", "behaviour"),
                            ("standard", "standard"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("text", models.TextField()),
                ("is_whole", models.BooleanField()),
                ("is_foreign", models.BooleanField()),
                ("lines", models.JSONField()),
                ("doubts", models.JSONField()),
                ("is_exact", models.BooleanField(default=False)),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="on_pages",
                        to="frameworks.statement",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="frameworks.readpage"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("page", "position"), name="page_statement_position_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_exact", False), ("statement", None)),
                            models.Q(("is_foreign", False), ("is_whole", True)),
                            _connector="OR",
                        ),
                        name="page_statement_linked_is_whole_and_own",
                    ),
                ],
            },
        ),
    ]
