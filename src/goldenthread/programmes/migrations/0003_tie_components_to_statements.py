"""Components are tied to statements."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0001_open_the_room"),
        ("programmes", "0002_build_programmes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComponentStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "use",
                    models.CharField(
                        choices=[("taught", "taught"), ("practised", "practised"), ("assessed", "assessed")],
                        max_length=10,
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ties", to="programmes.component"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.statement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("component", "statement", "use"), name="component_uses_a_statement_so_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("use__in", ["taught", "practised", "assessed"])), name="use_is_known"
                    ),
                ],
            },
        ),
    ]
