"""A cohort takes people on both routes, or on one of them only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0008_find_who_waits_to_start")]

    operations = [
        migrations.AddField(
            model_name="cohort",
            name="only_route",
            field=models.CharField(
                blank=True, choices=[("blended", "blended"), ("online", "online")], default="", max_length=10
            ),
        ),
        migrations.AddConstraint(
            model_name="cohort",
            constraint=models.CheckConstraint(
                condition=models.Q(("only_route__in", ["", "blended", "online"])), name="cohort_route_is_known"
            ),
        ),
    ]
