"""No two editions of a framework have one label."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0004_give_editions_labels_of_their_own")]

    operations = [
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("framework", "label"), name="edition_label_is_its_own"),
        ),
    ]
