"""A webinar platform's file of who was there: kept by hash, reviewed name by name, entered once."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models

from goldenthread.cohorts.types import Attendee, How, Thresholds

WITHOUT_PERSON = [How.ASKED.value, How.STRANGER.value, How.NOBODY.value]


class AttendanceImport(models.Model):
    """One file for one session. It is under review until it is confirmed, and then never changes."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "session",
        "file",
        "sha256",
        "present_from",
        "partly_from",
        "unread",
        "by",
        "at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("cohorts.Session", on_delete=models.PROTECT, related_name="imports")
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    present_from = models.PositiveSmallIntegerField()
    partly_from = models.PositiveSmallIntegerField()
    unread = models.JSONField(default=list, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    partly_from__gte=1, present_from__gte=models.F("partly_from"), present_from__lte=100
                ),
                name="attendance_asks_more_for_present_than_for_partly",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="attendance_is_confirmed_by_somebody_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["session", "sha256"],
                condition=models.Q(confirmed_at__isnull=False),
                name="attendance_of_a_file_is_entered_once",
            ),
        ]

    def as_thresholds(self) -> Thresholds:
        """From which share somebody was present, and from which partly."""
        return Thresholds(self.present_from, self.partly_from)


class AttendanceRow(models.Model):
    """A name in the file over all its rows, and whose it is. ``candidates`` are references of enrolments."""

    personal: ClassVar[tuple[str, ...]] = ("name", "email")
    written_once: ClassVar[tuple[str, ...]] = ("attendance", "line", "spans", "seconds", "candidates")

    attendance = models.ForeignKey(AttendanceImport, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    spans = models.JSONField(default=list, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    candidates = models.JSONField(default=list, blank=True)
    how = models.CharField(max_length=10, choices=[(h.value, h.value) for h in How])
    enrolment = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.PROTECT, null=True, blank=True, related_name="attendance"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attendance", "line"], name="attendance_line_is_there_once"),
            models.CheckConstraint(
                condition=models.Q(how__in=WITHOUT_PERSON, enrolment=None)
                | (~models.Q(how__in=WITHOUT_PERSON) & models.Q(enrolment__isnull=False)),
                name="attendance_is_somebodys_or_says_that_it_is_not",
            ),
        ]

    def as_attendee(self) -> Attendee:
        """The name with its times."""
        spans = tuple((datetime.fromisoformat(begins), datetime.fromisoformat(ends)) for begins, ends in self.spans)
        return Attendee(self.line, self.name, self.email, spans, self.seconds)
