"""Keep what things of a CASE package are called there, and what stands under what, while it is reviewed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0012_keep_what_a_newer_reader_would_change"),
    ]

    operations = [
        migrations.AddField("reading", "case_id", models.UUIDField(blank=True, null=True)),
        migrations.AddField("readingsection", "case_id", models.UUIDField(blank=True, null=True)),
        migrations.AddField("readingitem", "case_id", models.UUIDField(blank=True, null=True)),
        migrations.AddField(
            "readingitem",
            "under",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="holds",
                to="frameworks.readingitem",
            ),
        ),
    ]
