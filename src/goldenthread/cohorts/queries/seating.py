"""Places at sessions: who has one, who waits, what somebody can choose from, and a participant's own sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from goldenthread.cohorts.models import Enrolment, RegisterEntry, Seat, Session
from goldenthread.cohorts.queries.expected import as_seats, needs_places, of_the_route
from goldenthread.cohorts.queries.timetable import rows_of
from goldenthread.cohorts.rules.permitting import runs, why_not_choose, why_not_run, why_not_take
from goldenthread.cohorts.rules.seating import overlaps, why_not_seat, why_not_wait
from goldenthread.cohorts.types import EnrolmentRef, SessionRef, SessionRow
from goldenthread.cohorts.types.timetables import (
    MySession,
    MySessionsPage,
    Option,
    SeatFacts,
    SeatLine,
    SeatsPage,
    Standing,
    SwapPage,
    Unseated,
)
from goldenthread.people.types import Actor


def seats_page(ref: UUID, *, by: Actor, at: datetime) -> SeatsPage:
    """Who has a place at a session, who waits, and who has none for its component; in nine statements.

    :raises Session.DoesNotExist: if there is none, or its register is not for this actor to take.
    """
    row = Session.objects.seen_by(by).select_related("cohort", "component").get(ref=ref)
    partner = row.cohort.partner_id
    if why_not_take(by, partner_id=partner, facilitator_id=row.facilitator_id, others=row.beside_ids()):
        raise Session.DoesNotExist
    same = Session.objects.filter(cohort_id=row.cohort_id, component_id=row.component_id)
    rows = rows_of(same, by=by, at=at)
    seats = list(Seat.objects.filter(session__in=same).select_related("session").order_by("since", "pk"))
    people = of_the_route(row).select_related("participant", "school").order_by("participant__name", "pk")
    by_id = {person.pk: person for person in people}
    here = [s for s in seats if s.session_id == row.pk and s.enrolment_id in by_id]
    held = {s.enrolment_id: s for s in seats if not s.is_waiting}
    waiting = [s for s in here if s.is_waiting]
    order = list(by_id)
    return SeatsPage(
        session=next(r for r in rows if r.ref == row.ref),
        held=tuple(
            _seat_line(by_id[s.enrolment_id], since=s.since)
            for s in sorted((s for s in here if not s.is_waiting), key=lambda s: order.index(s.enrolment_id))
        ),
        waiting=tuple(
            _seat_line(by_id[s.enrolment_id], since=s.since, turn=turn, elsewhere=s.enrolment_id in held)
            for turn, s in enumerate(waiting, 1)
        ),
        without=tuple(_seat_line(person) for pk, person in by_id.items() if pk not in held),
        others=tuple(r for r in rows if r.ref != row.ref),
        why_not_run=why_not_run(by, partner),
    )


def swap_page(ref: UUID, *, by: Actor, at: datetime, enrolment: UUID | None = None) -> SwapPage:
    """The sessions of a session's component from which an enrolment, the asker's own unless given, can choose; in at
    most ten statements.

    :raises Session.DoesNotExist: if there is none, or it is not theirs to see.
    :raises Enrolment.DoesNotExist: if the enrolment is not one of this cohort, or not theirs to choose for.
    """
    row = Session.objects.seen_by(by).select_related("cohort", "component").get(ref=ref)
    seen = Enrolment.objects.seen_by(by).filter(cohort_id=row.cohort_id).select_related("participant")
    person = seen.get(ref=enrolment) if enrolment else seen.with_a_place().get(participant_id=by.person_id)
    if why_not_choose(by, partner_id=row.cohort.partner_id, participant_id=person.participant_id):
        raise Enrolment.DoesNotExist
    same = Session.objects.filter(cohort_id=row.cohort_id, component_id=row.component_id)
    facts = {seats.ref: seats for seats in map(as_seats, same.with_places())}
    theirs = {s.session_id: s.is_waiting for s in person.seats.filter(component_id=row.component_id)}
    busy = _hours(person.participant_id, but=row.component_id)
    asked = {
        "at": at,
        "is_by_place": needs_places(facts.values()),
        "is_expected": of_the_route(row).filter(pk=person.pk).exists(),
        "is_marked": RegisterEntry.objects.filter(enrolment=person, session__component_id=row.component_id).exists(),
        "by_manager": runs(by, row.cohort.partner_id),
    }
    turns = _turns(person.participant_id)
    return SwapPage(
        enrolment=EnrolmentRef(person.ref),
        name=person.participant.name,
        title=row.component.title,
        options=tuple(_option(session, facts, theirs, busy, turns, asked) for session in rows_of(same, by=by, at=at)),
        is_own=person.participant_id == by.person_id,
    )


def my_sessions(*, by: Actor, at: datetime) -> MySessionsPage:
    """A participant's sessions on every cohort in time, with what clashes and what they wait for, and the components
    for which they have no place yet; in nine statements."""
    mine = rows_of(Session.objects.attended_by(by.person_id), by=by, at=at)
    turns = _turns(by.person_id)
    waited = rows_of(Session.objects.filter(ref__in=turns), by=by, at=at)
    hours = [(s.title, s.starts_at, s.ends_at, s.ref) for s in mine]
    listed = [
        MySession(
            session=s,
            standing=Standing.WAITING if s in waited else Standing.HELD,
            by_place=s.by_place,
            clashes=_clash(s, hours),
            turn=turns.get(s.ref, 0) if s in waited else 0,
        )
        for s in (*mine, *waited)
    ]
    return MySessionsPage(
        sessions=tuple(sorted(listed, key=lambda m: (m.session.starts_at, m.session.title))),
        unseated=_unseated(by.person_id, at=at),
    )


def _unseated(person: int, *, at: datetime) -> tuple[Unseated, ...]:
    """Components with sessions to come, but with a place at none of them."""
    held = Seat.objects.filter(enrolment__participant_id=person, is_waiting=False)
    taken = set(held.values_list("session__cohort_id", "component_id"))
    rows = Session.objects.on_route_of(person).with_places().filter(starts_at__gt=at).filter(Q(by_place=True))
    found: dict[tuple[int, int], Unseated] = {}
    for row in rows.select_related("component").order_by("starts_at", "pk"):
        key = (row.cohort_id, row.component_id)
        if key not in taken:
            found.setdefault(key, Unseated(row.component.ref, row.component.title, SessionRef(row.ref)))
    return tuple(found.values())


def _option(
    session: SessionRow,
    facts: Mapping[SessionRef, SeatFacts],
    theirs: Mapping[int, bool],
    busy: Iterable[tuple[str, datetime, datetime, UUID]],
    turns: Mapping[UUID, int],
    asked: Mapping[str, object],
) -> Option:
    seats = facts[session.ref]
    is_waiting = theirs.get(seats.id)
    others = [other for other in facts.values() if other.id != seats.id]
    standing = {None: Standing.NONE, True: Standing.WAITING, False: Standing.HELD}[is_waiting]
    terms: dict[str, object] = {**asked}
    why_not = why_not_seat(seats, others=others, is_here=is_waiting is False, **terms)  # type: ignore[arg-type]  # as asked
    cannot_wait = why_not_wait(seats, is_here=is_waiting is not None, **terms)  # type: ignore[arg-type]  # as asked
    return Option(session, standing, why_not, cannot_wait is None, _clash(session, busy), turns.get(session.ref, 0))


def _hours(person: int, *, but: int) -> list[tuple[str, datetime, datetime, UUID]]:
    """When somebody comes to anything but one component."""
    rows = Session.objects.attended_by(person).exclude(component_id=but).select_related("component")
    return [(row.component.title, row.starts_at, row.ends_at, row.ref) for row in rows.order_by("starts_at", "pk")]


def _clash(session: SessionRow, busy: Iterable[tuple[str, datetime, datetime, UUID]]) -> str:
    """The title of another session at the same time."""
    at_once = (
        title
        for title, start, end, ref in busy
        if ref != session.ref and overlaps(session.starts_at, session.ends_at, [(start, end)])
    )
    return next(at_once, "")


def _turns(person: int) -> Mapping[UUID, int]:
    """Whose turn somebody is in each waiting list they are on, by session; in two statements."""
    mine = list(Seat.objects.waiting().filter(enrolment__participant_id=person).values_list("session_id", flat=True))
    lists: defaultdict[UUID, list[int]] = defaultdict(list)
    rows = Seat.objects.waiting().filter(session_id__in=mine)
    for session, who in rows.values_list("session__ref", "enrolment__participant_id"):
        lists[session].append(who)
    return {session: people.index(person) + 1 for session, people in lists.items()}


def _seat_line(row: Enrolment, *, since: datetime | None = None, turn: int = 0, elsewhere: bool = False) -> SeatLine:
    return SeatLine(
        EnrolmentRef(row.ref),
        row.participant.name,
        row.school.name,
        since,
        turn,
        elsewhere,
    )
