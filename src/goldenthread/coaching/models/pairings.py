"""Pairings of a participant and a coach."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models

from goldenthread.coaching.rules.states import Event, State
from goldenthread.cohorts.types.engagement import MILLION
from goldenthread.people.types import Actor, Duty


class PairingSet(models.QuerySet["Pairing"]):
    """Pairings, as far as somebody may see them. What was said in meetings is only for the two."""

    def seen_by(self, actor: Actor) -> Self:
        """The coach while it lasts and they coach for that partner, the participant, and those who run the cohort or
        check it."""
        if actor.wears_for_provider(
            Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.CURRICULUM_LEAD, Duty.INSPECTOR
        ):
            return self
        own = models.Q(enrolment__cohort__partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))
        if actor.wears(Duty.COACH):
            own |= _coached(actor)
        if actor.wears(Duty.PARTICIPANT):
            own |= models.Q(enrolment__participant_id=actor.person_id)
        return self.filter(own)

    def active(self) -> Self:
        """Those that last."""
        return self.filter(state=State.ACTIVE.value)

    def finished(self, *, on: date) -> Self:
        """Those whose participant has nothing ahead: ``rules.finishing`` says of whom that is so."""
        return self.filter(enrolment__cohort__ends_on__lt=on, enrolment__engagement__millionths__gte=MILLION)

    def coached_by(self, actor: Actor) -> Self:
        """Those this actor coaches now."""
        if not actor.wears(Duty.COACH):
            return self.none()
        return self.filter(_coached(actor))

    def coaching_of(self, actor: Actor) -> Self:
        """Those in which this actor is the one who is coached."""
        if not actor.wears(Duty.PARTICIPANT):
            return self.none()
        return self.filter(enrolment__participant_id=actor.person_id)


def _coached(actor: Actor) -> models.Q:
    """Those that last, with this actor as the coach, of partners for which they coach."""
    here = actor.within("enrolment__cohort__partner_id", Duty.COACH)
    return models.Q(coach_id=actor.person_id, state=State.ACTIVE.value, **here)


class Pairing(models.Model):
    """One coach beside one enrolment, from a moment until it ends. ``hand_over``: why the coach changed."""

    personal: ClassVar[tuple[str, ...]] = ("hand_over",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="pairings")
    coach = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="coaches")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.ACTIVE.value)
    hand_over = models.TextField(blank=True, default="")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PairingSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=models.Q(state="active"), name="enrolment_has_one_coach_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(state="active", ended_at=None)
                | models.Q(state__in=["handed_over", "ended"], ended_at__isnull=False),
                name="pairing_that_ended_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["coach", "state"], name="pairings_of_a_coach")]


class PairingStep(models.Model):
    """Something that happened to a pairing after it began. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("why",)

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=12, choices=[(e.value, e.value) for e in Event])
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(why=""), name="pairing_step_has_a_reason")]
