"""What stands around sessions: term dates, who else facilitates, places and waiting lists, and calendar feeds."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.cohorts.types import TAKES_EVIDENCE
from goldenthread.cohorts.types.terms import Span, SpanKind
from goldenthread.people.types import Actor, Duty, OrganisationKind


class TermSpanSet(models.QuerySet["TermSpan"]):
    """Term dates, as far as somebody may change them."""

    def for_partner(self, partner_id: int) -> Self:
        """A partner's own and the provider's."""
        of_provider = models.Q(organisation__kind=OrganisationKind.LEAD_PROVIDER.value)
        return self.filter(models.Q(organisation_id=partner_id) | of_provider)

    def kept_by(self, actor: Actor) -> Self:
        """The provider's managers keep everybody's; a partner's manager their own."""
        if actor.wears_for_provider(Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR):
            return self
        return self.filter(organisation_id__in=actor.places(Duty.PROGRAMME_MANAGER))


class TermSpan(models.Model):
    """A term, a half term or a closure of the provider or of a delivery partner."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="term_spans")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in SpanKind])
    title = models.CharField(max_length=80)
    first_on = models.DateField()
    last_on = models.DateField()
    is_illustrative = models.BooleanField(default=False)

    objects = TermSpanSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="term_span_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in SpanKind]), name="term_span_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="term_span_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "first_on"], name="term_spans_of_a_kind_begin_on_different_days"
            ),
        ]

    def as_span(self) -> Span:
        """As rules know it."""
        return Span(SpanKind(self.kind), self.title, self.first_on, self.last_on, self.is_illustrative)


class CoFacilitator(models.Model):
    """Somebody who facilitates a session beside the one who leads it."""

    personal: ClassVar[tuple[str, ...]] = ()

    session = models.ForeignKey("cohorts.Session", on_delete=models.CASCADE, related_name="beside")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="sessions_beside")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="person_facilitates_a_session_once"),
        ]
        indexes = [models.Index(fields=["person", "session"], name="sessions_of_a_cofacilitator")]


class SeatSet(models.QuerySet["Seat"]):
    """Places at sessions."""

    def held(self) -> Self:
        """Those that somebody who takes evidence has; not those that wait."""
        return self.filter(is_waiting=False, enrolment__state__in=[s.value for s in TAKES_EVIDENCE])

    def waiting(self) -> Self:
        """Waiting lists in their order."""
        still = [s.value for s in TAKES_EVIDENCE]
        return self.filter(is_waiting=True, enrolment__state__in=still).order_by("since", "pk")


class Seat(models.Model):
    """A participant's place at one of several sessions of a component, or their turn to get one there."""

    personal: ClassVar[tuple[str, ...]] = ()

    session = models.ForeignKey("cohorts.Session", on_delete=models.PROTECT, related_name="seats")
    component = models.ForeignKey("programmes.Component", on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="seats")
    is_waiting = models.BooleanField()
    since = models.DateTimeField()

    objects = SeatSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "component"],
                condition=models.Q(is_waiting=False),
                name="person_has_one_place_for_a_component",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "component"],
                condition=models.Q(is_waiting=True),
                name="person_waits_once_for_a_component",
            ),
            models.UniqueConstraint(fields=["session", "enrolment"], name="person_is_on_a_session_once"),
        ]
        indexes = [models.Index(fields=["session", "is_waiting", "since"], name="seats_of_a_session")]


class RemovedSession(models.Model):
    """A session that was taken out of a timetable, so that calendars and letters can still say so. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("ref", "cohort", "component", "starts_at", "ends_at", "sequence", "at")

    ref = models.UUIDField(unique=True)
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="removed_sessions")
    component = models.ForeignKey("programmes.Component", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()


class RemovedFor(models.Model):
    """Somebody who was to come to a session that was taken out, or to facilitate it."""

    personal: ClassVar[tuple[str, ...]] = ()

    session = models.ForeignKey(RemovedSession, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="removal_is_told_to_a_person_once"),
        ]
        indexes = [models.Index(fields=["person", "session"], name="removals_of_a_person")]


class CalendarFeed(models.Model):
    """The address of somebody's calendar. Its secret part is made from ``ref`` and the installation's key, so that it
    can be shown again; only its hash is kept. A new ``ref`` ends the old address."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(token_hash=""), name="calendar_feed_has_a_secret")]


class TimetableLock(models.Model):
    """One row, locked by whoever changes any timetable: two who plan at once see one another's sessions."""

    personal: ClassVar[tuple[str, ...]] = ()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="timetable_lock_is_one_row")]
