import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0003_credit_discussions_and_reviews"),
        ("people", "__first__"),
        ("programmes", "0007_let_components_be_diagnostics_and_reflections"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("from_route", models.CharField(choices=[("blended", "blended"), ("online", "online")], max_length=10)),
                ("to_route", models.CharField(choices=[("blended", "blended"), ("online", "online")], max_length=10)),
                ("why", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="cohorts.enrolment"
                    ),
                ),
                (
                    "from_cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="left_by", to="cohorts.cohort"
                    ),
                ),
                (
                    "to_cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joined_by", to="cohorts.cohort"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_cohort", models.F("to_cohort")), ("from_route", models.F("to_route")), _negated=True
                        ),
                        name="transfer_changes_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="transfer_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CarriedOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("parts", models.PositiveIntegerField()),
                ("out_of", models.PositiveIntegerField()),
                (
                    "done",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.component"
                    ),
                ),
                (
                    "onto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.component",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="carried", to="cohorts.transfer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("transfer", "done"), name="transfer_carries_a_component_once"),
                    models.CheckConstraint(
                        condition=models.Q(("parts__gte", 1), ("parts__lte", models.F("out_of"))),
                        name="carried_over_is_a_share",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="credit",
            name="credit_source_is_known",
        ),
        migrations.AddField(
            model_name="cohort",
            name="variant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cohorts",
                to="programmes.variant",
            ),
        ),
        migrations.AlterField(
            model_name="credit",
            name="source",
            field=models.CharField(
                choices=[
                    ("register", "register"),
                    ("unit", "unit"),
                    ("meeting", "meeting"),
                    ("task", "task"),
                    ("catch_up", "catch_up"),
                    ("discussion", "discussion"),
                    ("review", "review"),
                    ("carried", "carried"),
                    ("by_hand", "by_hand"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "source__in",
                        [
                            "register",
                            "unit",
                            "meeting",
                            "task",
                            "catch_up",
                            "discussion",
                            "review",
                            "carried",
                            "by_hand",
                        ],
                    )
                ),
                name="credit_source_is_known",
            ),
        ),
    ]
