"""Let statements be of every suite: what is learnt about, criteria, behaviours, standards; and keep their printed codes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    # PostgreSQL lets a text grow longer without writing the table anew.
    rewrites_because = "kinds grow from ten letters to twelve, which rewrites no row"

    dependencies = [
        ("frameworks", "0007_thread_statements_together"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="statement",
            name="statement_practice_has_a_stem",
        ),
        migrations.AddField(
            model_name="readingitem",
            name="printed",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="readingitem",
            name="title",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="statement",
            name="printed",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="statement",
            name="title",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="readingitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("learn_that", "learn_that"),
                    ("stem", "stem"),
                    ("practice", "practice"),
                    ("learn_how_to", "learn_how_to"),
                    ("learn_about", "learn_about"),
                    ("criterion", "criterion"),
                    ("behaviour", "behaviour"),
                    ("standard", "standard"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="statement",
            name="kind",
            field=models.CharField(
                choices=[
                    ("learn_that", "learn_that"),
                    ("stem", "stem"),
                    ("practice", "practice"),
                    ("learn_how_to", "learn_how_to"),
                    ("learn_about", "learn_about"),
                    ("criterion", "criterion"),
                    ("behaviour", "behaviour"),
                    ("standard", "standard"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "practice"), ("parent__isnull", False)),
                    ("kind__in", ["learn_about", "standard"]),
                    models.Q(
                        ("kind__in", ["learn_that", "stem", "learn_how_to", "criterion", "behaviour"]), ("parent", None)
                    ),
                    _connector="OR",
                ),
                name="statement_stands_where_its_kind_may",
            ),
        ),
    ]
