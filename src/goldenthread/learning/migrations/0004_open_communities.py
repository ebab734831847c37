import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0003_credit_discussions_and_reviews"),
        ("ground", "0002_keep_time"),
        ("learning", "0003_add_media_reflections_and_the_library"),
        ("people", "__first__"),
        ("programmes", "0007_let_components_be_diagnostics_and_reflections"),
    ]

    operations = [
        migrations.CreateModel(
            name="Prompt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "place",
                    models.CharField(
                        choices=[("cohorts", "cohorts"), ("groups", "groups"), ("programme", "programme")],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("text", models.TextField()),
                ("posts", models.PositiveSmallIntegerField()),
                ("replies", models.PositiveSmallIntegerField()),
                ("least_words", models.PositiveSmallIntegerField()),
                ("opens_on", models.DateField(blank=True, null=True)),
                ("days_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("written_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prompts",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prompts", to="programmes.component"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cohort", None), ("days_in__isnull", False), ("opens_on", None)),
                            models.Q(("cohort__isnull", False), ("days_in", None), ("opens_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="prompt_of_a_cohort_has_a_day_and_another_a_number_of_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("posts__gte", 1), ("replies__gte", 1), _connector="OR"),
                        name="prompt_asks_for_a_post_or_a_reply",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Space",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("programme", "programme"), ("cohort", "cohort"), ("group", "group")], max_length=10
                    ),
                ),
                ("title", models.CharField(blank=True, default="", max_length=150)),
                ("opened_at", models.DateTimeField()),
                (
                    "cohort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spaces",
                        to="cohorts.cohort",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spaces",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cohort", None), ("kind", "programme"), ("programme__isnull", False), ("title", "")
                            ),
                            models.Q(("cohort__isnull", False), ("kind", "cohort"), ("programme", None), ("title", "")),
                            models.Q(
                                ("cohort__isnull", False),
                                ("kind", "group"),
                                ("programme", None),
                                models.Q(("title", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="space_is_of_a_programme_a_cohort_or_a_named_group",
                    ),
                    models.UniqueConstraint(fields=("programme",), name="programme_has_one_space"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "cohort")), fields=("cohort",), name="cohort_has_one_space"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "group")),
                        fields=("cohort", "title"),
                        name="group_title_is_unique_in_its_cohort",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(blank=True, default="", max_length=150)),
                ("opened_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(choices=[("open", "open"), ("closed", "closed")], default="open", max_length=10),
                ),
                ("closed_why", models.TextField(blank=True, default="")),
                ("is_pinned", models.BooleanField(default=False)),
                ("posts_made", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads_begun",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prompt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="learning.prompt",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="learning.space"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["space", "-is_pinned", "-last_at"], name="threads_of_a_space")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_by", None), ("prompt__isnull", False), ("title", "")),
                            models.Q(
                                ("opened_by__isnull", False), ("prompt", None), models.Q(("title", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="thread_was_begun_by_somebody_or_by_a_prompt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_why", ""), ("state", "open")),
                            models.Q(("state", "closed"), models.Q(("closed_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="thread_closed_has_a_reason",
                    ),
                    models.UniqueConstraint(fields=("space", "prompt"), name="prompt_opens_one_thread_in_a_space"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                (
                    "stands_as",
                    models.CharField(
                        choices=[
                            ("participant", "participant"),
                            ("facilitator", "facilitator"),
                            ("coach", "coach"),
                            ("manager", "manager"),
                        ],
                        max_length=12,
                    ),
                ),
                ("key", models.UUIDField()),
                ("text", models.TextField()),
                ("words", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("shown", "shown"), ("hidden", "hidden")], default="shown", max_length=10
                    ),
                ),
                ("hidden_why", models.TextField(blank=True, default="")),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="learning.post",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="cohorts.enrolment",
                    ),
                ),
                (
                    "hidden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts_hidden",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="learning.thread"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("author", "key"), name="post_is_sent_once"),
                    models.UniqueConstraint(fields=("thread", "number"), name="post_has_its_place_in_a_thread"),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="post_has_words"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_by", None), ("hidden_why", ""), ("state", "shown")),
                            models.Q(
                                ("hidden_by__isnull", False),
                                ("state", "hidden"),
                                models.Q(("hidden_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="post_hidden_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("until", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="learning.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="cohorts.enrolment"
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="learning.space"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("space", "enrolment"),
                        name="person_is_in_a_group_once",
                    )
                ],
            },
        ),
    ]
