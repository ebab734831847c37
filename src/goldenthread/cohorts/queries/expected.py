"""Who is expected at sessions: everybody on the route, or those with a place where a place is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from goldenthread.cohorts.models import Enrolment, Seat, Session
from goldenthread.cohorts.models.cohorts import by_place
from goldenthread.cohorts.types import TAKES_EVIDENCE, SessionRef
from goldenthread.cohorts.types.timetables import SeatFacts
from goldenthread.programmes.types import Route

_STATES = [state.value for state in TAKES_EVIDENCE]


def expected_at(session: Session) -> QuerySet[Enrolment]:
    """Those on the cohort who take evidence and whose route has the component; wants ``component`` fetched.

    Where the component has several sessions, or this one a capacity, only those with a place at it. Whoever may open
    the register may see all of them.
    """
    seated = Exists(Seat.objects.filter(session_id=session.pk, enrolment_id=OuterRef("pk"), is_waiting=False))
    everybody = ~by_place(session.cohort_id, session.component_id, session.pk)
    return of_the_route(session).filter(Q(everybody) | Q(seated))


def of_the_route(session: Session) -> QuerySet[Enrolment]:
    """Those on the cohort who take evidence and whose route has the component, with a place at the session or not."""
    routes = [route.value for route in Route if session.is_on(route)]
    return Enrolment.objects.filter(cohort_id=session.cohort_id, state__in=_STATES, route__in=routes)


def expected_by_route(cohorts: Iterable[int]) -> Mapping[tuple[int, Route], int]:
    """How many of each route are expected at the sessions of some cohorts that need no place, in one statement."""
    rows = Enrolment.objects.filter(cohort_id__in=list(cohorts), state__in=_STATES)
    counted = rows.values_list("cohort_id", "route").annotate(Count("pk"))
    return {(cohort, Route(route)): n for cohort, route, n in counted}


def awaits(enrolment: int) -> Q:
    """Of sessions fetched with ``with_places()``, those to which an enrolment comes; its route is not looked at."""
    seated = Exists(Seat.objects.filter(session_id=OuterRef("pk"), enrolment_id=Value(enrolment), is_waiting=False))
    return Q(by_place=False) | Q(seated)


def hours_of(people: Iterable[Enrolment]) -> Mapping[int, tuple[tuple[datetime, datetime], ...]]:
    """When some people of one cohort come to sessions, there or on another cohort, by enrolment; in two statements."""
    found = list(people)
    held = Seat.objects.held().filter(enrolment__participant__in=[person.participant_id for person in found])
    seats: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for who, start, end in held.values_list("enrolment__participant_id", "session__starts_at", "session__ends_at"):
        seats[who].append((start, end))
    open_to_all = Session.objects.filter(cohort_id__in={person.cohort_id for person in found}).with_places()
    rows = list(open_to_all.filter(Q(by_place=False)).select_related("component"))
    return {
        person.pk: (
            *((row.starts_at, row.ends_at) for row in rows if row.is_on(Route(person.route))),
            *seats[person.participant_id],
        )
        for person in found
    }


def own_ends(enrolments: Iterable[int]) -> Mapping[int, Mapping[int, datetime]]:
    """When the session ends at which somebody has a place, by enrolment and component; in one statement."""
    found: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    held = Seat.objects.filter(enrolment_id__in=list(enrolments), is_waiting=False)
    for enrolment, component, end in held.values_list("enrolment_id", "component_id", "session__ends_at"):
        found[enrolment][component] = end
    return found


def seats_of(cohort: int, component: int) -> tuple[SeatFacts, ...]:
    """The sessions of a component on a cohort as places know them, in time; in one statement."""
    rows = Session.objects.filter(cohort_id=cohort, component_id=component).with_places()
    return tuple(as_seats(row) for row in rows.order_by("starts_at", "pk"))


def as_seats(row: Session) -> SeatFacts:
    """A session fetched with ``with_places()`` as places know it."""
    counted = vars(row)
    return SeatFacts(
        row.pk, SessionRef(row.ref), row.starts_at, row.ends_at, row.capacity, counted["seated"], counted["waiting"]
    )


def needs_places(seats: Iterable[SeatFacts]) -> bool:
    """Whether people come to these, all the sessions of a component, by a place."""
    found = tuple(seats)
    return len(found) > 1 or any(seat.capacity is not None for seat in found)
