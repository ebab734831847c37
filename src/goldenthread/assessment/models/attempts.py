"""Assessments that are put off or ended, and the help that comes before a further attempt."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.briefs import Window
from goldenthread.assessment.models.scripts import Script
from goldenthread.assessment.types.attempts import HelpLine, HelpState, PutOffKind, PutOffReason
from goldenthread.programmes.types.again import SupportKind


class PutOff(models.Model):
    """Somebody is not assessed in a window: put off to a later one, or withdrawn from it. They stay on the programme.

    ``why`` is read by those who decide, and by nobody else.
    """

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "window", "enrolment", "kind", "reason", "to_window", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="put_off")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="put_off")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PutOffKind])
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in PutOffReason])
    why = models.TextField()
    to_window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "enrolment"], name="person_is_put_off_once_in_a_window"),
            models.CheckConstraint(
                condition=models.Q(to_window=None) | models.Q(kind=PutOffKind.DEFERRED.value),
                name="withdrawn_assessment_goes_to_no_window",
            ),
        ]


class HelpGiven(models.Model):
    """Support after an attempt that failed, an entry each time: arranged for a day, done with what was agreed for the
    next attempt, or waived with a reason. The newest entry of a kind stands."""

    personal: ClassVar[tuple[str, ...]] = ("agreed",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "script", "kind", "state", "met_on", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="help_given")
    kind = models.CharField(
        max_length=13, choices=[(k.value, k.value) for k in SupportKind], default=SupportKind.MEETING.value
    )
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in HelpState], default=HelpState.DONE.value
    )
    met_on = models.DateField()
    agreed = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=sorted(k.value for k in SupportKind)), name="help_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(s.value for s in HelpState)), name="help_state_is_known"
            ),
        ]

    def as_line(self, by: str) -> HelpLine:
        """As it is read; ``by``: the name of whoever recorded it."""
        return HelpLine(self.met_on, self.agreed, by, SupportKind(self.kind), HelpState(self.state))
