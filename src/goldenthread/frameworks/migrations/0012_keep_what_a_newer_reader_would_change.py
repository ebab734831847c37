"""Say which reader read, keep what it offers to correct, and what a newer one would change."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0011_keep_what_providers_pages_say"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="reader",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
        migrations.CreateModel(
            name="ReadingSuggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("was", models.CharField(max_length=100)),
                ("suggests", models.CharField(max_length=100)),
                ("says", models.CharField(max_length=300)),
                ("is_taken", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="frameworks.readingitem",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="suggestions", to="frameworks.reading"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("is_taken", False)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reading_suggestion_decided_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rereading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("unreadable", "unreadable"),
                            ("compared", "compared"),
                            ("taken", "taken"),
                            ("left", "left"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("extracting", "extracting"),
                            ("finding", "finding"),
                            ("writing", "writing"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("stage_done", models.PositiveIntegerField(default=0)),
                ("stage_of", models.PositiveIntegerField(default=0)),
                ("unread_code", models.CharField(blank=True, default="", max_length=30)),
                ("unread_says", models.CharField(blank=True, default="", max_length=300)),
                ("unread_mend", models.CharField(blank=True, default="", max_length=300)),
                ("reader", models.CharField(blank=True, default="", max_length=12)),
                ("is_reliable", models.BooleanField(default=False)),
                ("counts", models.JSONField(default=dict)),
                ("lines", models.JSONField(default=list)),
                ("gained", models.JSONField(default=list)),
                ("lost", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rereadings", to="frameworks.reading"
                    ),
                ),
                (
                    "taken_as",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_from",
                        to="frameworks.reading",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("reading",), name="rereading_waits_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "taken"), ("taken_as__isnull", False)),
                            models.Q(models.Q(("state", "taken"), _negated=True), ("taken_as", None)),
                            _connector="OR",
                        ),
                        name="rereading_taken_has_a_reading",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "unreadable"), _negated=True),
                            models.Q(
                                models.Q(("unread_code", ""), _negated=True),
                                models.Q(("unread_says", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rereading_unreadable_says_why",
                    ),
                ],
            },
        ),
    ]
