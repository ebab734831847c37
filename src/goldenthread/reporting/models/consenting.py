"""What participants decided about what is told of them, and the help they want."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.reporting.types.planning import Part


class PartDecision(models.Model):
    """One decision of a participant about one part; the newest counts. ``version`` is that of the plan they read; none
    where the shipped one held. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("enrolment", "part", "is_told", "version", "at")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="part_decisions")
    part = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Part])
    is_told = models.BooleanField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(part__in=[p.value for p in Part]), name="part_decision_part_is_known"
            ),
        ]
        indexes = [models.Index(fields=["enrolment", "part"], name="decisions_of_an_enrolment")]


class HelpLine(models.Model):
    """One line of the help that somebody wants, theirs or their coach's; the newest counts, an empty one says none."""

    personal: ClassVar[tuple[str, ...]] = ("words",)

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="help_lines")
    words = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["enrolment", "-at"], name="help_lines_of_an_enrolment")]
