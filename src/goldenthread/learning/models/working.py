"""What work on a task and catching up have in common: a draft that is saved as it is written, and who may see it."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from goldenthread.learning.rules.states import WorkEvent, WorkState
from goldenthread.people.types import Actor, Duty

M = TypeVar("M", bound="Written")


class WrittenSet(models.QuerySet[M]):
    """Somebody's work, as far as somebody may see it. What is not handed in is its writer's alone."""

    def written_by(self, actor: Actor) -> Self:
        """One's own."""
        return self.filter(enrolment__participant_id=actor.person_id if actor.wears(Duty.PARTICIPANT) else None)

    def read_by(self, actor: Actor) -> Self:
        """What was handed in to those who may review it, and to the provider's staff who answer for quality."""
        handed_in = self.exclude(submitted_at=None)
        if actor.wears_for_provider(Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR):
            return handed_in
        return handed_in.filter(pk__in=self._among(actor))

    def reviewed_by(self, actor: Actor) -> Self:
        """What was handed in and this actor may answer: not their own, and nobody's at their own school."""
        among = self.exclude(submitted_at=None)
        if not actor.wears_for_provider(Duty.PROGRAMME_MANAGER) and not actor.wears(Duty.ADMINISTRATOR):
            among = among.filter(pk__in=self._among(actor))
        return among.exclude(enrolment__participant_id=actor.person_id).exclude(
            enrolment__school_id__in=actor.places(*Duty)
        )

    def _among(self, actor: Actor) -> models.QuerySet[M, dict[str, Any]]:
        """What belongs to the cohorts they run or lead, and to those they coach, by key: a lock bears no joins."""
        cohort = "enrolment__cohort"
        own = models.Q(**{f"{cohort}__partner_id__in": actor.places(Duty.PROGRAMME_MANAGER)})
        if actor.wears(Duty.FACILITATOR):
            here = models.Q(**actor.within(f"{cohort}__partner_id", Duty.FACILITATOR))
            own |= here & models.Q(**{f"{cohort}__sessions__facilitator_id": actor.person_id})
            own |= here & models.Q(**{f"{cohort}__sessions__beside__person_id": actor.person_id})
        if self.model.is_coached and actor.wears(Duty.COACH):
            own |= models.Q(
                enrolment__companions__person_id=actor.person_id,
                enrolment__companions__role=Duty.COACH.value,
                enrolment__companions__ended_at=None,
                **actor.within(f"{cohort}__partner_id", Duty.COACH),
            )
        return self.model._default_manager.filter(own).values("pk")


class Written(models.Model):
    """Words that somebody saves as they go and hands in. ``revision`` counts the saves and ``saved_from`` names the
    tab of the last, so that tabs do not overwrite each other; ``credit_ref`` names the entry of the ledger that
    accepting it made."""

    is_coached: ClassVar[bool] = False

    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in WorkState])
    words = models.TextField(blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_from = models.UUIDField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    credit_ref = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True


class Step(models.Model):
    """Something that happened to somebody's work. Never changed."""

    event = models.CharField(max_length=10, choices=[(e.value, e.value) for e in WorkEvent])
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in WorkState])
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
