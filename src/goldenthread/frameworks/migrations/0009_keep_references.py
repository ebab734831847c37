"""Keep the references of readings under review and of published editions."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0008_name_every_kind_of_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("group", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="ReadingReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("group", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField()),
                ("lines", models.JSONField()),
                ("original", models.JSONField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("is_out", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="references", to="frameworks.reading"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="frameworks.readingsection",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="readingdoubt",
            name="reference",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="doubts",
                to="frameworks.readingreference",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingdoubt",
            constraint=models.CheckConstraint(
                condition=models.Q(("item", None), ("reference", None), _connector="OR"),
                name="reading_doubt_is_about_one_thing_at_most",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="references", to="frameworks.edition"
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="references",
                to="frameworks.section",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingreference",
            constraint=models.UniqueConstraint(
                fields=("reading", "position"), name="reading_reference_position_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingreference",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="reading_reference_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingreference",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="reading_reference_version_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingreference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("changed_at", None), ("changed_by", None)),
                    models.Q(("changed_at__isnull", False), ("changed_by__isnull", False)),
                    _connector="OR",
                ),
                name="reading_reference_changed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="reference",
            constraint=models.UniqueConstraint(fields=("edition", "position"), name="reference_position_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="reference",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="reference_says_something"
            ),
        ),
    ]
