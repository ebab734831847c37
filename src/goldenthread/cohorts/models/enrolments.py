"""Enrolments, what has happened to them, and who walks beside them."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.cohorts.models.seeing import SEES_EVERYTHING
from goldenthread.cohorts.types import HAS_A_PLACE, Event, Role, State
from goldenthread.people.types import Actor, Duty, OrganisationKind
from goldenthread.programmes.types import Route


class EnrolmentSet(models.QuerySet["Enrolment"]):
    """Enrolments, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Each in their own way, and only while they wear the hat:

        * the provider's staff and an inspector: all;
        * a delivery partner's programme manager: those on the partner's cohorts;
        * a facilitator: those on cohorts whose sessions they lead, of the partner for which they are one;
        * a headteacher: those of their school;
        * a sponsor, mentor or coach: those they walk beside now, of the school or partner for which they are one;
        * a participant: their own.
        """
        if actor.wears_for_provider(*SEES_EVERYTHING):
            return self
        own = models.Q(cohort__partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))
        own |= models.Q(school_id__in=actor.places(Duty.HEADTEACHER))
        if actor.wears(Duty.FACILITATOR):
            here = self.model.objects.filter(**actor.within("cohort__partner_id", Duty.FACILITATOR))
            led = here.filter(cohort__sessions__facilitator_id=actor.person_id)
            beside = here.filter(cohort__sessions__beside__person_id=actor.person_id)
            own |= models.Q(cohort_id__in=led.values("cohort_id")) | models.Q(cohort_id__in=beside.values("cohort_id"))
        if actor.wears(*(Duty(role.value) for role in Role)):
            own |= models.Q(pk__in=Companion.objects.walked_by(actor).values("enrolment_id"))
        if actor.wears(Duty.PARTICIPANT):
            own |= models.Q(participant_id=actor.person_id)
        return self.filter(own)

    def with_a_place(self) -> Self:
        """Those that take one of the cohort's places."""
        return self.filter(state__in=[s.value for s in HAS_A_PLACE])


class Enrolment(models.Model):
    """One participant on one cohort."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="enrolments")
    participant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="enrolments")
    school = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="enrolments")
    route = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Route])
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    enrolled_at = models.DateTimeField()

    objects = EnrolmentSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]), name="enrolment_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(route__in=[r.value for r in Route]), name="enrolment_route_is_known"
            ),
            models.UniqueConstraint(
                fields=["cohort", "participant"],
                condition=models.Q(state__in=sorted(s.value for s in HAS_A_PLACE)),
                name="person_has_one_place_on_a_cohort",
            ),
        ]
        indexes = [
            models.Index(fields=["participant", "state"], name="enrolments_of_a_person"),
            models.Index(fields=["school", "state"], name="enrolments_of_a_school"),
            models.Index(fields=["cohort"], condition=models.Q(state="accepted"), name="enrolments_that_wait_to_start"),
        ]


class EnrolmentStep(models.Model):
    """Something that happened to an enrolment. Never changed. ``reason`` is one of DfE's codes where one is needed.

    ``since``: the day from which it counts, where it was entered later.
    """

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("enrolment", "event", "state", "reason", "by", "at", "since")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=10, choices=[(e.value, e.value) for e in Event], blank=True, default="")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    reason = models.CharField(max_length=80, blank=True, default="")
    why = models.TextField(blank=True, default="")
    returns_on = models.DateField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]), name="enrolment_step_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(event__in=["defer", "withdraw"]) | ~models.Q(reason=""),
                name="enrolment_step_that_needs_a_reason_has_one",
            ),
        ]
        indexes = [models.Index(fields=["enrolment", "at"], name="steps_of_an_enrolment")]


_IS_COACH = models.Q(role=Role.COACH.value)


class CompanionSet(models.QuerySet["Companion"]):
    """Who walks beside whom."""

    def walked_by(self, actor: Actor, *roles: Role) -> Self:
        """Where this actor walks now in one of the roles (in any, if none is named): while it has not ended, and while
        they wear its duty at the participant's school, or a coach's for the cohort's partner."""
        now = models.Q(pk__in=())
        for role in roles or tuple(Role):
            home = "cohort__partner_id" if role is Role.COACH else "school_id"
            now |= models.Q(role=role.value, **actor.within(f"enrolment__{home}", Duty(role.value)))
        return self.filter(now, person_id=actor.person_id, ended_at=None)

    def with_duty(self) -> Self:
        """Of whoever has the role's duty now, where it lets them walk beside the enrolment, and may enter."""
        hat = "person__memberships__"
        school = models.Q(**{f"{hat}organisation_id": models.F("enrolment__school_id")}) & ~_IS_COACH
        partner = models.Q(**{f"{hat}organisation_id": models.F("enrolment__cohort__partner_id")}) & _IS_COACH
        provider = models.Q(**{f"{hat}organisation__kind": OrganisationKind.LEAD_PROVIDER.value}) & _IS_COACH
        worn = {f"{hat}duty": models.F("role"), f"{hat}state": "active", "person__is_active": True}
        held = self.model.objects.filter(school | partner | provider, **worn)
        return self.filter(pk__in=held.values("pk"))


class Companion(models.Model):
    """Somebody who walks beside an enrolment, and may see it from a moment until another."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="companions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="walks_beside")
    role = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Role])
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CompanionSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[r.value for r in Role]), name="companion_role_is_known"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "person", "role"],
                condition=models.Q(ended_at=None),
                name="companion_walks_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("began_at")),
                name="companion_ends_after_beginning",
            ),
        ]
        indexes = [models.Index(fields=["person", "role"], name="companions_by_person")]
