"""Keep who added what a document lost, when and from where; and which documents were sent in together."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def added() -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="frameworks.addedwords",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0013_keep_what_packages_call_things"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AddedWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("source", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="added_words_come_from_somewhere"
                    )
                ],
            },
        ),
        migrations.AddField("readingitem", "added", added()),
        migrations.AddField("statement", "added", added()),
        migrations.AddField("reading", "sent_with", models.UUIDField(blank=True, null=True)),
        migrations.AddIndex(
            "reading",
            models.Index(
                condition=models.Q(("sent_with__isnull", False)), fields=["sent_with"], name="reading_sent_together"
            ),
        ),
    ]
