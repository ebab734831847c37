"""What takes long goes after letters."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column, and the index by which deliveries are taken."""

    dependencies = [("ground", "0004_take_words_about_people_out_of_the_record")]
    operations = [
        migrations.AddField("delivery", "is_long", models.BooleanField(default=False)),
        migrations.RemoveIndex("delivery", "deliveries_due"),
        migrations.AddIndex(
            "delivery",
            models.Index(
                condition=models.Q(("state__in", ["waiting", "taken"])),
                fields=["is_long", "next_at"],
                name="deliveries_due",
            ),
        ),
    ]
