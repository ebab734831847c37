"""How often a sheet was saved, and what was overwritten in it."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A sheet says on which save the next one rests."""

    dependencies = [("assessment", "0034_keep_comments_that_are_not_pinned")]
    operations = [
        migrations.AddField("filledsheet", "number", models.PositiveIntegerField(default=1)),
        migrations.CreateModel(
            name="OverwrittenSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("rows", models.JSONField()),
                ("length", models.PositiveIntegerField()),
                ("is_mixed", models.BooleanField()),
                ("saved_at", models.DateTimeField()),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overwritten",
                        to="assessment.filledsheet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "number"), name="sheet_is_overwritten_once_by_number")
                ]
            },
        ),
    ]
