"""What was given where a script was marked anew, and what a correction comes from."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Both are kept from now on; what was decided before says neither."""

    dependencies = [("assessment", "0035_keep_overwritten_sheets")]
    operations = [
        migrations.CreateModel(
            name="MarkedAnew",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheet", models.JSONField()),
                ("comment", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marked", to="assessment.review"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            "correction",
            "cause",
            models.CharField(
                blank=True,
                choices=[("carried", "carried"), ("case", "case"), ("hand", "hand"), ("review", "review")],
                default="",
                max_length=7,
            ),
        ),
        migrations.AddConstraint(
            "correction",
            models.CheckConstraint(
                condition=models.Q(("cause__in", ["", "carried", "case", "hand", "review"])),
                name="correction_cause_is_known",
            ),
        ),
    ]
