import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0008_name_every_kind_of_statement"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Detail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("level", "level"),
                            ("task", "task"),
                            ("word_limit", "word_limit"),
                            ("least_terms", "least_terms"),
                            ("part", "part"),
                            ("participants_must", "participants_must"),
                            ("providers_must", "providers_must"),
                            ("footnote", "footnote"),
                            ("point", "point"),
                            ("comment", "comment"),
                            ("reference", "reference"),
                        ],
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("label", models.CharField(blank=True, default="", max_length=20)),
                ("title", models.CharField(blank=True, default="", max_length=300)),
                ("subtitle", models.CharField(blank=True, default="", max_length=300)),
                ("text", models.TextField(blank=True, default="")),
                ("more", models.TextField(blank=True, default="")),
                ("figure", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="details", to="frameworks.edition"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="details",
                        to="frameworks.section",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "level",
                                    "task",
                                    "word_limit",
                                    "least_terms",
                                    "part",
                                    "participants_must",
                                    "providers_must",
                                    "footnote",
                                    "point",
                                    "comment",
                                    "reference",
                                ],
                            )
                        ),
                        name="detail_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "level",
                                    "task",
                                    "participants_must",
                                    "providers_must",
                                    "footnote",
                                    "point",
                                    "comment",
                                    "reference",
                                ],
                            ),
                            ("text", ""),
                            _negated=True,
                        ),
                        name="detail_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["level", "part"]), ("label", ""), _negated=True),
                        name="detail_has_its_label",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("figure", None), ("kind", "point"), _negated=True),
                        name="detail_point_has_a_figure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("figure", None),
                            models.Q(("figure__gte", 1), ("kind__in", ["word_limit", "least_terms", "point"])),
                            _connector="OR",
                        ),
                        name="detail_figure_counts_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("section", None), ("kind", "reference"), _connector="OR"),
                        name="detail_section_is_a_references",
                    ),
                    models.UniqueConstraint(fields=("edition", "position"), name="detail_position_is_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["task", "word_limit", "least_terms", "comment"])),
                        fields=("edition", "kind"),
                        name="detail_there_is_one_of_each",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["level", "part"])),
                        fields=("edition", "kind", "label"),
                        name="detail_label_is_its_own",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "point")),
                        fields=("edition", "figure"),
                        name="detail_point_is_its_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadingDetail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("level", "level"),
                            ("task", "task"),
                            ("word_limit", "word_limit"),
                            ("least_terms", "least_terms"),
                            ("part", "part"),
                            ("participants_must", "participants_must"),
                            ("providers_must", "providers_must"),
                            ("footnote", "footnote"),
                            ("point", "point"),
                            ("comment", "comment"),
                            ("reference", "reference"),
                        ],
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("label", models.CharField(blank=True, default="", max_length=20)),
                ("title", models.CharField(blank=True, default="", max_length=300)),
                ("subtitle", models.CharField(blank=True, default="", max_length=300)),
                ("text", models.TextField(blank=True, default="")),
                ("more", models.TextField(blank=True, default="")),
                ("figure", models.PositiveIntegerField(blank=True, null=True)),
                ("lines", models.JSONField()),
                ("original", models.JSONField()),
                ("state", models.CharField(choices=[("waiting", "waiting"), ("accepted", "accepted")], max_length=10)),
                ("version", models.PositiveIntegerField(default=1)),
                ("is_out", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="details", to="frameworks.reading"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="details",
                        to="frameworks.readingsection",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["reading", "position"], name="reading_detail_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "level",
                                    "task",
                                    "word_limit",
                                    "least_terms",
                                    "part",
                                    "participants_must",
                                    "providers_must",
                                    "footnote",
                                    "point",
                                    "comment",
                                    "reference",
                                ],
                            )
                        ),
                        name="reading_detail_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "level",
                                    "task",
                                    "participants_must",
                                    "providers_must",
                                    "footnote",
                                    "point",
                                    "comment",
                                    "reference",
                                ],
                            ),
                            ("text", ""),
                            _negated=True,
                        ),
                        name="reading_detail_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["level", "part"]), ("label", ""), _negated=True),
                        name="reading_detail_has_its_label",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("figure", None), ("kind", "point"), _negated=True),
                        name="reading_detail_point_has_a_figure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("figure", None),
                            models.Q(("figure__gte", 1), ("kind__in", ["word_limit", "least_terms", "point"])),
                            _connector="OR",
                        ),
                        name="reading_detail_figure_counts_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("section", None), ("kind", "reference"), _connector="OR"),
                        name="reading_detail_section_is_a_references",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="reading_detail_version_counts_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_out", False), ("state", "waiting")),
                            models.Q(("changed_by__isnull", False), ("state", "accepted")),
                            _connector="OR",
                        ),
                        name="reading_detail_decided_by_somebody",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="readingitem",
            name="documents",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="readingitem",
            name="part",
            field=models.CharField(blank=True, default="", max_length=5),
        ),
        migrations.AddField(
            model_name="statement",
            name="documents",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="statement",
            name="part",
            field=models.CharField(blank=True, default="", max_length=5),
        ),
        migrations.AddConstraint(
            model_name="readingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "criterion"), models.Q(("documents", ""), ("part", "")), _connector="OR"),
                name="reading_item_in_a_part_is_a_criterion",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "criterion"), models.Q(("documents", ""), ("part", "")), _connector="OR"),
                name="statement_in_a_part_is_a_criterion",
            ),
        ),
        migrations.AddField(
            model_name="readingdoubt",
            name="detail",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="doubts",
                to="frameworks.readingdetail",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingdoubt",
            constraint=models.CheckConstraint(
                condition=models.Q(("item", None), ("detail", None), _connector="OR"),
                name="reading_doubt_is_about_one_thing",
            ),
        ),
    ]
