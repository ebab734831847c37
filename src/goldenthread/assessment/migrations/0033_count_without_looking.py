"""Scripts by window and state, and seats by marker, are counted without a look at one of them."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies = [("assessment", "0032_set_rulings_aside")]
    operations = [
        migrations.RemoveIndex("script", "scripts_of_a_window"),
        migrations.AddIndex("script", models.Index(fields=["standard", "window", "state"], name="scripts_of_a_window")),
        migrations.AddIndex(
            "allocation",
            models.Index(
                condition=models.Q(("ended_at", None), ("is_standard", False)),
                fields=["marker"],
                name="seats_that_hold",
            ),
        ),
    ]
