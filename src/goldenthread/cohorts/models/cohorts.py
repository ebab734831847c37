"""Cohorts and their timetable."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Coalesce

from goldenthread.cohorts.models.enrolments import Enrolment
from goldenthread.cohorts.models.seeing import SEES_EVERYTHING
from goldenthread.cohorts.models.timetables import CoFacilitator, Seat
from goldenthread.cohorts.models.transfers import Transfer
from goldenthread.cohorts.types import COMES, HAS_A_PLACE, TAKES_EVIDENCE, CohortDetails, SessionDetails
from goldenthread.ground.models.keeping import KeptUp
from goldenthread.people.types import Actor, Duty, OrganisationKind, PersonRef
from goldenthread.programmes.types import Route


class CohortSet(models.QuerySet["Cohort"]):
    """Cohorts, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """The provider's staff see all; a partner's manager their own; others those they lead sessions in or are on."""
        if actor.wears_for_provider(*SEES_EVERYTHING):
            return self
        own = models.Q(partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))
        if actor.wears(Duty.FACILITATOR):
            own |= models.Q(pk__in=Session.objects.facilitated_by(actor).values("cohort_id"))
        if actor.wears(Duty.PARTICIPANT):
            mine = Enrolment.objects.filter(participant_id=actor.person_id, state__in=[s.value for s in HAS_A_PLACE])
            own |= models.Q(pk__in=mine.values("cohort_id"))
        return self.filter(own)


class Cohort(models.Model):
    """A release of a programme on dates, run with one delivery partner.

    ``policy_on``: measured by the policy in force on this day, where that was decided for this cohort. ``only_route``:
    the one route on which it takes people; empty where it takes both.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey("programmes.Release", on_delete=models.PROTECT, related_name="cohorts")
    variant = models.ForeignKey(
        "programmes.Variant", on_delete=models.PROTECT, null=True, blank=True, related_name="cohorts"
    )
    partner = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="cohorts")
    title = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    capacity = models.PositiveIntegerField()
    venue = models.CharField(max_length=200, blank=True, default="")
    opened_at = models.DateTimeField()
    policy_on = models.DateField(null=True, blank=True)
    only_route = models.CharField(
        max_length=10, blank=True, default="", choices=[(route.value, route.value) for route in Route]
    )

    objects = CohortSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="cohort_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="cohort_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="cohort_has_a_place"),
            models.CheckConstraint(
                condition=models.Q(only_route__in=["", *(route.value for route in Route)]), name="cohort_route_is_known"
            ),
            models.UniqueConstraint(fields=["partner", "title"], name="cohort_title_is_unique_at_its_partner"),
        ]
        indexes = [models.Index(fields=["partner", "-starts_on"], name="cohorts_of_a_partner")]

    @property
    def measured_on(self) -> date:
        """The day whose policy measures its people: its first, unless another was decided."""
        return self.policy_on or self.starts_on

    def as_details(self) -> CohortDetails:
        """What can be changed about it."""
        return CohortDetails(
            self.title,
            self.starts_on,
            self.ends_on,
            self.capacity,
            self.venue,
            Route(self.only_route) if self.only_route else None,
        )

    @property
    def routes(self) -> frozenset[Route]:
        """The routes on which it takes people."""
        return frozenset({Route(self.only_route)} if self.only_route else Route)


class SessionSet(models.QuerySet["Session"]):
    """Sessions, as far as somebody may see them: those of the cohorts they may see."""

    def seen_by(self, actor: Actor) -> Self:
        """A facilitator sees the whole timetable of a cohort in which they lead anything."""
        if actor.wears_for_provider(*SEES_EVERYTHING):
            return self
        return self.filter(cohort_id__in=Cohort.objects.seen_by(actor).values("pk"))

    def led_by(self, person_id: int) -> Self:
        """Those that somebody facilitates, whether they lead them or stand beside who does."""
        beside = CoFacilitator.objects.filter(person_id=person_id).values("session_id")
        return self.filter(models.Q(facilitator_id=person_id) | models.Q(pk__in=beside))

    def facilitated_by(self, actor: Actor) -> Self:
        """Those that this actor facilitates, while they wear that duty for the cohort's partner."""
        return self.led_by(actor.person_id).filter(**actor.within("cohort__partner_id", Duty.FACILITATOR))

    def with_leads(self) -> Self:
        """Each with ``lead_left``: whether whoever is to lead it has that duty for its partner no more."""
        hat = "facilitator__memberships__"
        here = models.Q(**{f"{hat}organisation_id": models.F("cohort__partner_id")})
        everywhere = models.Q(**{f"{hat}organisation__kind": OrganisationKind.LEAD_PROVIDER.value})
        worn = {f"{hat}duty": Duty.FACILITATOR.value, f"{hat}state": "active", "facilitator__is_active": True}
        held = models.Exists(self.model.objects.filter(here | everywhere, pk=models.OuterRef("pk"), **worn))
        left = models.Q(facilitator__isnull=False) & ~models.Q(held)
        return self.annotate(lead_left=models.ExpressionWrapper(left, output_field=models.BooleanField()))

    def on_route_of(self, person_id: int) -> Self:
        """Those of the cohorts on which somebody takes evidence, on a route that has the component."""
        taking = [state.value for state in TAKES_EVIDENCE]
        theirs = Enrolment.objects.filter(
            cohort_id=models.OuterRef("cohort_id"), participant_id=person_id, state__in=taking
        )
        blended = models.Q(models.Exists(theirs.filter(route=Route.BLENDED.value)), component__is_blended=True)
        online = models.Q(models.Exists(theirs.filter(route=Route.ONLINE.value)), component__is_online=True)
        return self.filter(blended | online)

    def attended_by(self, person_id: int) -> Self:
        """Those to which somebody comes: on their route, with a place where one is needed."""
        held = Seat.objects.filter(
            session_id=models.OuterRef("pk"), enrolment__participant_id=person_id, is_waiting=False
        )
        return self.on_route_of(person_id).with_places().filter(models.Q(by_place=False) | models.Exists(held))

    def with_places(self) -> Self:
        """Each with ``by_place``: whether people come only by a place there, because its component has several sessions
        or it has a capacity; and with how many have one (``seated``) and how many wait (``waiting``)."""
        seats = Seat.objects.filter(session_id=models.OuterRef("pk"))
        return self.annotate(
            by_place=by_place(models.OuterRef("cohort_id"), models.OuterRef("component_id"), models.OuterRef("pk")),
            seated=how_many(seats.held()),
            waiting=how_many(seats.waiting().order_by()),
        )

    def awaited(self) -> Self:
        """Those at which somebody is expected: who comes to sessions, on a route that has the component, with a place
        where one is needed, and was there already when it ended."""
        taking = [state.value for state in COMES]
        people = Enrolment.objects.filter(cohort_id=models.OuterRef("cohort_id"), state__in=taking)
        people = people.exclude(models.Exists(came_later(models.OuterRef(models.OuterRef("ends_at")))))
        blended = models.Q(models.Exists(people.filter(route=Route.BLENDED.value)), component__is_blended=True)
        online = models.Q(models.Exists(people.filter(route=Route.ONLINE.value)), component__is_online=True)
        seated = models.Exists(
            Seat.objects.held().filter(session_id=models.OuterRef("pk"), enrolment__state__in=taking)
        )
        return self.with_places().filter(
            models.Q(by_place=False) & (blended | online) | models.Q(by_place=True) & seated
        )


def came_later(than: models.OuterRef) -> models.QuerySet[Transfer]:
    """Transfers of an enrolment, asked about in a query of enrolments, that came after a moment."""
    return Transfer.objects.filter(enrolment_id=models.OuterRef("pk"), at__gt=than)


def by_place(
    cohort: int | models.OuterRef, component: int | models.OuterRef, session: int | models.OuterRef
) -> models.Exists:
    """Whether people come to a session only by a place there."""
    same = Session.objects.filter(cohort_id=cohort, component_id=component)
    return models.Exists(same.filter(~models.Q(pk=session) | models.Q(pk=session, capacity__isnull=False)))


def how_many(rows: models.QuerySet[Any]) -> Coalesce:
    """Of rows that point to a session, how many point to the one outside."""
    counted = rows.order_by().values("session_id").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0)


class Session(models.Model):
    """A live component of a cohort at a time and place. ``facilitator`` leads it; others may stand beside them.

    ``anyway`` says why it is at an unusual hour or on a holiday. ``sequence`` grows with what calendars show.
    ``is_marked``: somebody was marked; the database itself keeps that up.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    kept_up: ClassVar[tuple[KeptUp, ...]] = (
        KeptUp(
            "session_is_marked",
            "INSERT",
            "cohorts_registerentry",
            "UPDATE cohorts_session SET is_marked = true WHERE id = NEW.session_id AND NOT is_marked",
        ),
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    component = models.ForeignKey("programmes.Component", on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=200, blank=True, default="")
    room = models.CharField(max_length=120, blank=True, default="")
    online_link = models.URLField(max_length=400, blank=True, default="")
    facilitator = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="led_sessions"
    )
    capacity = models.PositiveIntegerField(null=True, blank=True)
    anyway = models.CharField(max_length=200, blank=True, default="")
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    is_marked = models.BooleanField(default=False, editable=False)

    objects = SessionSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=models.Q(capacity=None) | models.Q(capacity__gte=1),
                name="session_with_a_capacity_has_a_place",
            ),
        ]
        indexes = [
            models.Index(fields=["cohort", "starts_at"], name="sessions_of_a_cohort"),
            models.Index(fields=["cohort", "component"], name="sessions_of_a_component"),
            models.Index(fields=["facilitator", "starts_at"], name="sessions_of_a_facilitator"),
            models.Index(fields=["starts_at", "ends_at"], name="sessions_by_time"),
            models.Index(fields=["ends_at"], condition=models.Q(is_marked=False), name="sessions_nobody_was_marked_at"),
        ]

    def is_on(self, route: Route) -> bool:
        """Whether this route has its component; wants ``component`` fetched."""
        return bool(self.component.is_blended if route is Route.BLENDED else self.component.is_online)

    def as_details(self) -> SessionDetails:
        """What can be changed about it; wants ``facilitator`` and ``beside__person`` fetched."""
        return SessionDetails(
            self.starts_at,
            self.ends_at,
            self.venue,
            self.room,
            self.online_link,
            PersonRef(self.facilitator.ref) if self.facilitator else None,
            tuple(PersonRef(other.person.ref) for other in self.beside.all()),
            self.capacity,
            self.anyway,
        )

    def beside_ids(self) -> frozenset[int]:
        """The persons beside who leads it, by id; in one statement, unless fetched."""
        return frozenset(other.person_id for other in self.beside.all())
