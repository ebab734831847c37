import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0001_open_the_room"),
        ("people", "__first__"),
        ("programmes", "0001_describe_qualifications"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="frameworks.edition"
                    ),
                ),
                (
                    "qualification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="programmes.qualification",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="programme_has_a_title"
                    ),
                    models.UniqueConstraint(fields=("title",), name="programme_title_is_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EngagementPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveSmallIntegerField()),
                ("in_force_from", models.DateField()),
                ("source", models.CharField(max_length=500)),
                ("is_illustrative", models.BooleanField(default=False)),
                ("body", models.JSONField()),
                ("set_at", models.DateTimeField()),
                (
                    "qualification",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.qualification",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("programme__isnull", False), ("qualification", None)),
                            models.Q(("programme", None), ("qualification__isnull", False)),
                            _connector="OR",
                        ),
                        name="engagementpolicy_belongs_to_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("programme", None)),
                        fields=("qualification", "version"),
                        name="engagementpolicy_version_is_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("qualification", None)),
                        fields=("programme", "version"),
                        name="engagementpolicy_own_version_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="engagementpolicy_has_a_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveSmallIntegerField()),
                ("in_force_from", models.DateField()),
                ("source", models.CharField(max_length=500)),
                ("is_illustrative", models.BooleanField(default=False)),
                ("body", models.JSONField()),
                ("set_at", models.DateTimeField()),
                (
                    "qualification",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.qualification",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("programme__isnull", False), ("qualification", None)),
                            models.Q(("programme", None), ("qualification__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessmentpolicy_belongs_to_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("programme", None)),
                        fields=("qualification", "version"),
                        name="assessmentpolicy_version_is_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("qualification", None)),
                        fields=("programme", "version"),
                        name="assessmentpolicy_own_version_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="assessmentpolicy_has_a_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("retired", "retired")], max_length=10
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.release",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "number"), name="release_number_is_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("programme",),
                        name="programme_has_one_draft_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("state", "draft")),
                            models.Q(("published_at__isnull", False), ("state__in", ["published", "retired"])),
                            _connector="OR",
                        ),
                        name="release_published_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Module",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="modules", to="programmes.release"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="module_has_a_title")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(choices=[("publish", "publish"), ("retire", "retire")], max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("retired", "retired")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="programmes.release"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("release", "event"), name="release_takes_each_step_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Component",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "event"),
                            ("webinar", "webinar"),
                            ("online_study", "online_study"),
                            ("community", "community"),
                            ("formative_task", "formative_task"),
                            ("coaching", "coaching"),
                            ("study_pack", "study_pack"),
                            ("induction", "induction"),
                            ("conference", "conference"),
                            ("clinic", "clinic"),
                            ("school_visit", "school_visit"),
                            ("line_manager_meeting", "line_manager_meeting"),
                            ("buddy_work", "buddy_work"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("about", models.TextField(blank=True, default="")),
                ("minutes", models.PositiveIntegerField()),
                ("weight", models.PositiveSmallIntegerField(default=1)),
                ("is_blended", models.BooleanField()),
                ("is_online", models.BooleanField()),
                ("is_required", models.BooleanField(default=True)),
                ("stands_apart", models.BooleanField(default=False)),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="components", to="programmes.module"
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
                                    "event",
                                    "webinar",
                                    "online_study",
                                    "community",
                                    "formative_task",
                                    "coaching",
                                    "study_pack",
                                    "induction",
                                    "conference",
                                    "clinic",
                                    "school_visit",
                                    "line_manager_meeting",
                                    "buddy_work",
                                ],
                            )
                        ),
                        name="component_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_blended", True), ("is_online", True), _connector="OR"),
                        name="component_is_on_a_route",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 6000)),
                        name="component_takes_some_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 1000)), name="component_weighs_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="component_has_a_title"
                    ),
                ],
            },
        ),
    ]
