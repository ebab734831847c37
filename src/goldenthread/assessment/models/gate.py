"""What the gate asks after and this room cannot see by itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.assessment.types.gate import Asked


class GateFact(models.Model):
    """Somebody's fees are in order or not, or their evaluations are done or not. The newest of each stands."""

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("enrolment", "asked", "holds", "by", "at")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="gate_facts")
    asked = models.CharField(max_length=12, choices=[(a.value, a.value) for a in Asked])
    holds = models.BooleanField()
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(why=""), name="gate_fact_has_a_reason"),
            models.CheckConstraint(condition=models.Q(asked__in=[a.value for a in Asked]), name="gate_fact_is_asked"),
        ]
        indexes = [models.Index(fields=["enrolment", "asked", "-id"], name="gate_facts_of_an_enrolment")]
