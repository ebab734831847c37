import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goldenthread.cohorts.models.checking_in


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0006_measure_by_parts_and_chase"),
        ("ground", "0002_keep_time"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.AddField(
            model_name="registertaking",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="AttendanceImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("present_from", models.PositiveSmallIntegerField()),
                ("partly_from", models.PositiveSmallIntegerField()),
                ("unread", models.JSONField(blank=True, default=list)),
                ("at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ground.storedfile",
                        to_field="ref",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="cohorts.session"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("partly_from__gte", 1),
                            ("present_from__gte", models.F("partly_from")),
                            ("present_from__lte", 100),
                        ),
                        name="attendance_asks_more_for_present_than_for_partly",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="attendance_is_confirmed_by_somebody_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False)),
                        fields=("session", "sha256"),
                        name="attendance_of_a_file_is_entered_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("name", models.CharField(blank=True, max_length=200)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("spans", models.JSONField(blank=True, default=list)),
                ("seconds", models.PositiveIntegerField(default=0)),
                ("candidates", models.JSONField(blank=True, default=list)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("email", "email"),
                            ("name", "name"),
                            ("remembered", "remembered"),
                            ("chosen", "chosen"),
                            ("asked", "asked"),
                            ("stranger", "stranger"),
                            ("nobody", "nobody"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="cohorts.attendanceimport"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="cohorts.enrolment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("attendance", "line"), name="attendance_line_is_there_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("enrolment", None), ("how__in", ["asked", "stranger", "nobody"])),
                            models.Q(
                                models.Q(("how__in", ["asked", "stranger", "nobody"]), _negated=True),
                                ("enrolment__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="attendance_is_somebodys_or_says_that_it_is_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "secret",
                    models.CharField(
                        default=goldenthread.cohorts.models.checking_in.new_secret, editable=False, max_length=32
                    ),
                ),
                ("partly_after", models.PositiveSmallIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="check_ins", to="cohorts.session"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opened_at"))),
                        name="check_in_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("secret", ""), _negated=True), name="check_in_has_a_secret"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("session",),
                        name="check_in_is_open_once_for_a_session",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("present", "present"),
                            ("partly", "partly"),
                            ("absent", "absent"),
                            ("excused", "excused"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(choices=[("sheet", "sheet"), ("self", "self")], max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "check_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="cohorts.checkin",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="cohorts.enrolment"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="cohorts.session"
                    ),
                ),
                (
                    "taking",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="cohorts.registertaking",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ["present", "partly", "absent", "excused"])),
                        name="claim_mark_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("check_in", None), ("source", "sheet"), ("taking__isnull", False)),
                            models.Q(("check_in__isnull", False), ("source", "self"), ("taking", None)),
                            _connector="OR",
                        ),
                        name="claim_came_by_a_sheet_or_by_checking_in",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source", "self")),
                        fields=("session", "enrolment"),
                        name="claim_is_checked_in_once",
                    ),
                    models.UniqueConstraint(fields=("taking", "enrolment"), name="claim_is_made_once_by_a_sheet"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("why", models.TextField(blank=True, default="")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="choices", to="cohorts.registerentry"
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="choice", to="cohorts.registerclaim"
                    ),
                ),
            ],
        ),
    ]
