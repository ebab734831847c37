"""Remember which item a doubt was read with, where that was merged into another: it goes back with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0014_keep_what_people_add_and_send_in_together"),
    ]

    operations = [
        migrations.AddField(
            "readingdoubt",
            "read_with",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="frameworks.readingitem",
            ),
        ),
    ]
