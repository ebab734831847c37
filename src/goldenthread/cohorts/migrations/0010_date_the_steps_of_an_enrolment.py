"""Keep from which day a step counts, where that is not the day on which it was entered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0009_let_cohorts_be_of_one_route")]

    operations = [
        migrations.AddField(model_name="enrolmentstep", name="since", field=models.DateField(blank=True, null=True)),
    ]
