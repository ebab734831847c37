"""Due dates that were set for a cohort."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ComponentDue(models.Model):
    """By when a component is due on one cohort, as somebody who runs it decided. The newest row holds.

    Without a day it is due by the policy's rule again.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("cohort", "component", "due_on", "why", "by", "at")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="due_dates")
    component = models.ForeignKey("programmes.Component", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(why=""), name="due_date_has_a_reason"),
        ]
        indexes = [models.Index(fields=["cohort", "component"], name="due_dates_of_a_cohort")]
