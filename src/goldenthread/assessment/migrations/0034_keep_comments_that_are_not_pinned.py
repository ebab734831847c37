"""A comment that is typed and not pinned is kept with the draft, and with what was overwritten in it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns that are empty where there is none."""

    dependencies = [("assessment", "0033_count_without_looking")]
    operations = [
        migrations.AddField("markingdraft", "unpinned", models.JSONField(blank=True, default=dict)),
        migrations.AddField("overwrittendraft", "unpinned", models.JSONField(blank=True, default=dict)),
    ]
