import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0015_remember_where_doubts_were_read"),
        ("learning", "0005_tell_of_posts"),
        ("programmes", "0007_let_components_be_diagnostics_and_reflections"),
    ]

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("opened_at", models.DateTimeField()),
                (
                    "component",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="task", to="programmes.component"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TaskVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("retired", "retired")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("asks", models.TextField(blank=True, default="")),
                ("is_written", models.BooleanField(default=True)),
                ("least_words", models.PositiveIntegerField(default=0)),
                ("most_words", models.PositiveIntegerField(default=0)),
                (
                    "attaching",
                    models.CharField(choices=[("never", "never"), ("may", "may"), ("must", "must")], max_length=10),
                ),
                ("attach_what", models.CharField(blank=True, default="", max_length=300)),
                (
                    "due_from",
                    models.CharField(
                        choices=[
                            ("never", "never"),
                            ("cohort_starts", "cohort_starts"),
                            ("last_session", "last_session"),
                        ],
                        max_length=14,
                    ),
                ),
                ("due_days", models.PositiveSmallIntegerField(default=0)),
                ("labels", models.JSONField(default=list)),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="learning.task"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("task", "number"), name="task_version_number_is_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("task",), name="task_has_one_draft_at_most"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("task",),
                        name="task_has_one_published_version_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("state", "draft")),
                            models.Q(("published_at__isnull", False), ("state__in", ["published", "retired"])),
                            _connector="OR",
                        ),
                        name="task_version_published_has_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attaching__in", ["never", "may", "must"])), name="task_attaching_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_from__in", ["never", "cohort_starts", "last_session"])),
                        name="task_due_rule_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.statement"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="learning.taskversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "statement"), name="task_judges_a_statement_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Exemplar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("title", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("notes", models.TextField(blank=True, default="")),
                ("is_before", models.BooleanField(default=False)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exemplars", to="learning.taskversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "key"), name="exemplar_is_once_in_a_version"),
                    models.CheckConstraint(condition=models.Q(("body", ""), _negated=True), name="exemplar_has_words"),
                ],
            },
        ),
    ]
