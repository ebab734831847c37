"""Find who has accepted a place and was not started without reading everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0007_merge_registers")]

    operations = [
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(
                fields=["cohort"], condition=models.Q(state="accepted"), name="enrolments_that_wait_to_start"
            ),
        ),
    ]
