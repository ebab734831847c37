"""What participants did with a unit: pages read, checks tried, units finished. Rows are added and never changed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.learning.types import Answer, Tried


class Progress(models.Model):
    """One page read in one enrolment, whatever the version it was read in."""

    personal: ClassVar[tuple[str, ...]] = ()

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="pages_read")
    unit = models.ForeignKey("learning.Unit", on_delete=models.PROTECT, related_name="progress")
    page_key = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "page_key"], name="page_is_read_once")]
        indexes = [models.Index(fields=["enrolment", "unit"], name="progress_in_a_unit")]


class Attempt(models.Model):
    """One answer to one check, with what its writer was told."""

    personal: ClassVar[tuple[str, ...]] = ("words",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="attempts")
    unit = models.ForeignKey("learning.Unit", on_delete=models.PROTECT, related_name="attempts")
    question_key = models.UUIDField()
    chosen = models.JSONField(default=list, blank=True)
    placed = models.JSONField(default=list, blank=True)
    words = models.TextField(blank=True, default="")
    is_right = models.BooleanField()
    feedback = models.TextField()
    key = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["enrolment", "unit"], name="attempts_in_a_unit")]
        constraints = [models.UniqueConstraint(fields=["enrolment", "key"], name="attempt_counts_once_by_its_key")]

    def as_answer(self) -> Answer:
        """What was answered."""
        return Answer(frozenset(self.chosen), self.words, tuple(self.placed))

    def as_tried(self) -> Tried:
        """What came of it, for whoever tried again."""
        return Tried(self.at, self.is_right, self.feedback)


class Finish(models.Model):
    """A unit finished in an enrolment; it stays finished when a later version gains pages."""

    personal: ClassVar[tuple[str, ...]] = ()

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="units_finished")
    unit = models.ForeignKey("learning.Unit", on_delete=models.PROTECT, related_name="finishes")
    version = models.ForeignKey("learning.Version", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "unit"], name="unit_is_finished_once")]
