"""What opens a brief beside engagement: surveys that wait for an answer, as the room above tells, and fees."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SessionSurvey(models.Model):
    """Somebody is asked about a session, and has answered or not: not what, and not when. It goes with the session."""

    personal: ClassVar[tuple[str, ...]] = ()

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="session_surveys")
    session = models.ForeignKey("cohorts.Session", on_delete=models.CASCADE, related_name="+")
    closes_at = models.DateTimeField()
    is_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="person_has_one_survey_about_a_session"),
        ]


class FeesRecord(models.Model):
    """Somebody's fees are in order since a day, or not; the newest record stands, and without one they are."""

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("enrolment", "is_in_order", "since", "by", "at")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="fees_records")
    is_in_order = models.BooleanField()
    since = models.DateField()
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(why=""), name="fees_record_has_a_reason")]
        indexes = [models.Index(fields=["enrolment", "at"], name="fees_records_of_a_person")]
