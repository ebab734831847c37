"""A release stands on an edition of its own, so that the next may move to a new one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0001_open_the_room"),
        ("programmes", "0003_tie_components_to_statements"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="edition",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="frameworks.edition",
            ),
        ),
    ]
