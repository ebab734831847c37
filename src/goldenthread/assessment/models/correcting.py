"""What was told, corrected; and results that go out at a moment set beforehand."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.assessment.models.briefs import Window
from goldenthread.assessment.models.results import Result, Settlement
from goldenthread.assessment.types.readiness import PlannedState
from goldenthread.assessment.types.releasing import Cause
from goldenthread.assessment.types.words import Outcome

# A case that is decided after a result is out can void it, and an appeal can set that aside.
_OUTCOMES = sorted(o.value for o in Outcome)
_CAUSES = sorted(c.value for c in Cause)
_PLANNED = sorted(s.value for s in PlannedState)


class Correction(models.Model):
    """A released result that was wrong: what had been told, what stands since, and why. Never changed.

    ``cause`` is empty where it was not kept yet.
    """

    personal: ClassVar[tuple[str, ...]] = ("reason",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "result", "before", "settlement", "cause", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="corrections")
    before = models.OneToOneField(Settlement, on_delete=models.PROTECT, related_name="+")
    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, related_name="+")
    outcome_before = models.CharField(max_length=6, choices=[(o, o) for o in _OUTCOMES])
    outcome = models.CharField(max_length=6, choices=[(o, o) for o in _OUTCOMES])
    cause = models.CharField(max_length=7, choices=[(c, c) for c in _CAUSES], blank=True, default="")
    reason = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=_OUTCOMES), name="correction_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome_before__in=_OUTCOMES), name="correction_outcome_before_is_known"
            ),
            models.CheckConstraint(condition=Q(cause__in=["", *_CAUSES]), name="correction_cause_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(before=models.F("settlement")), name="correction_has_another_settlement"
            ),
        ]
        indexes = [models.Index(fields=["result", "id"], name="corrections_of_a_result")]


class PlannedRelease(models.Model):
    """A moment at which the results of a window go out, if nothing keeps them in by then."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("ref", "window", "release_at", "planned_by", "planned_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="planned_releases")
    release_at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=[(s, s) for s in _PLANNED])
    planned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    says = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["window"], condition=Q(state="planned"), name="window_has_one_release_planned_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=_PLANNED), name="planned_release_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="planned", done_at=None) | (~Q(state="planned") & Q(done_at__isnull=False)),
                name="planned_release_that_is_over_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["release_at"], condition=Q(state="planned"), name="releases_that_are_planned"),
        ]
