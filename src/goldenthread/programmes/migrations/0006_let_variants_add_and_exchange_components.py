import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_keep_the_systems_that_read"),
        ("programmes", "0005_put_releases_on_their_programmes_edition"),
    ]

    operations = [
        migrations.AddField(
            model_name="component",
            name="clash",
            field=models.CharField(
                blank=True, choices=[("changed", "changed"), ("removed", "removed")], default="", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="component",
            name="instead_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="stand_ins",
                to="programmes.component",
            ),
        ),
        migrations.AddField(
            model_name="component",
            name="stood_for",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("partner", "partner"), ("phase", "phase"), ("region", "region")], max_length=10
                    ),
                ),
                ("about", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="variants", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="variant_has_a_title"
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "title"), name="variant_title_is_unique_in_its_programme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["partner", "phase", "region"])), name="variant_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "partner"), ("partner__isnull", False)),
                            models.Q(models.Q(("kind", "partner"), _negated=True), ("partner", None)),
                            _connector="OR",
                        ),
                        name="variant_names_a_partner_where_it_is_ones",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="component",
            name="variant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="components",
                to="programmes.variant",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clash", ""), ("instead_of", None)), ("variant__isnull", False), _connector="OR"
                ),
                name="component_stands_in_only_in_a_variant",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.UniqueConstraint(
                condition=models.Q(("instead_of__isnull", False)),
                fields=("variant", "instead_of"),
                name="variant_exchanges_a_component_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="component",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("clash", ""),
                    models.Q(("clash", "changed"), ("instead_of__isnull", False)),
                    models.Q(("clash", "removed"), ("instead_of", None)),
                    _connector="OR",
                ),
                name="component_clashes_with_what_it_stands_for",
            ),
        ),
    ]
