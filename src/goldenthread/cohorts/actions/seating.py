"""Places at sessions: take one, wait for one, and pass on what becomes free. Everything here locks the cohort first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.transaction import atomic

from goldenthread.cohorts.actions.booking import session_to_change
from goldenthread.cohorts.models import Cohort, Enrolment, RegisterEntry, Seat, Session
from goldenthread.cohorts.queries.expected import as_seats, hours_of, needs_places, of_the_route, seats_of
from goldenthread.cohorts.rules.permitting import runs, why_not_choose, why_not_run
from goldenthread.cohorts.rules.seating import best_for, why_not_seat, why_not_wait
from goldenthread.cohorts.types import COMES, State
from goldenthread.cohorts.types.timetables import SeatFacts
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Route


@atomic
def take_seat(session: UUID, enrolment: UUID, *, by: Actor, at: datetime) -> None:
    """Give somebody a place at a session, in exchange for the one they had; that goes to who waits for it longest.

    :raises Refused: if it is not this actor's to choose, the session is full or has begun, or nobody needs a place.
    """
    row, person = _chosen(session, enrolment, by=by)
    seats = seats_of(row.cohort_id, row.component_id)
    here = next(s for s in seats if s.id == row.pk)
    refusal = why_not_seat(
        here,
        others=[s for s in seats if s.id != row.pk],
        at=at,
        is_by_place=needs_places(seats),
        is_expected=of_the_route(row).filter(pk=person.pk).exists(),
        is_marked=_is_marked(person, row.component_id),
        is_here=row.seats.filter(enrolment=person, is_waiting=False).exists(),
        by_manager=runs(by, row.cohort.partner_id),
    )
    if refusal:
        raise Refused(refusal)

    _put(person, row, by=str(by), at=at)
    audit(by=str(by), did="cohorts.take_seat", to=str(person.ref), at=at, session=str(row.ref))
    if by.person_id != person.participant_id:
        _tell(person, row, at=at)


@atomic
def join_waiting_list(session: UUID, enrolment: UUID, *, by: Actor, at: datetime) -> int:
    """Wait for a place at a full session, and keep the one they have meanwhile; says whose turn it is.

    :raises Refused: if it is not this actor's to choose, there is room, or the session has begun.
    """
    row, person = _chosen(session, enrolment, by=by)
    seats = seats_of(row.cohort_id, row.component_id)
    here = next(s for s in seats if s.id == row.pk)
    refusal = why_not_wait(
        here,
        at=at,
        is_by_place=needs_places(seats),
        is_expected=of_the_route(row).filter(pk=person.pk).exists(),
        is_marked=_is_marked(person, row.component_id),
        is_here=row.seats.filter(enrolment=person).exists(),
        by_manager=runs(by, row.cohort.partner_id),
    )
    if refusal:
        raise Refused(refusal)

    Seat.objects.filter(enrolment=person, component_id=row.component_id, is_waiting=True).delete()
    Seat.objects.create(session=row, component_id=row.component_id, enrolment=person, is_waiting=True, since=at)
    audit(by=str(by), did="cohorts.join_waiting_list", to=str(person.ref), at=at, session=str(row.ref))
    return here.waiting + 1


@atomic
def leave_waiting_list(session: UUID, enrolment: UUID, *, by: Actor, at: datetime) -> None:
    """Wait no longer. Leaving twice changes nothing. :raises Refused: if it is not this actor's to choose."""
    row, person = _chosen(session, enrolment, by=by)
    gone, _ = row.seats.filter(enrolment=person, is_waiting=True).delete()
    if gone:
        audit(by=str(by), did="cohorts.leave_waiting_list", to=str(person.ref), at=at, session=str(row.ref))


@atomic
def seat_everyone(session: UUID, *, by: Actor, at: datetime) -> int:
    """Give everybody who has no place at any session of this component one, as far as there is room; the others wait.

    Says how many have a place now who had none. :raises Refused: if this actor does not run the cohort.
    """
    row = session_to_change(session, by=by)
    refusal = why_not_run(by, row.cohort.partner_id)
    if refusal:
        raise Refused(refusal)
    seated = seat_the_rest(row.cohort_id, row.component_id, prefer=None, at=at)
    audit(by=str(by), did="cohorts.seat_everyone", to=str(row.ref), at=at, seated=str(seated))
    return seated


@atomic
def settle_seats(enrolment: UUID, *, at: datetime) -> None:
    """Give somebody the places they need, and pass on those they no longer do: after they accepted, paused, came back,
    left, or changed their cohort or route. Where somebody was before stays. A second time changes nothing."""
    found = Enrolment.objects.get(ref=enrolment)
    seats_at = set(found.seats.values_list("session__cohort_id", flat=True))
    list(Cohort.objects.filter(pk__in={found.cohort_id, *seats_at}).select_for_update().order_by("pk"))
    person = Enrolment.objects.get(pk=found.pk)
    needed = _needed_by(person)

    stale = person.seats.exclude(session__in=[row.pk for row in needed])
    if State(person.state) not in COMES:
        stale = stale.filter(session__starts_at__gt=at)
    freed = list(stale.filter(is_waiting=False).values_list("session_id", flat=True))
    stale.delete()
    for session in freed:
        promote(session, by="jobs", at=at)
    for component in sorted({row.component_id for row in needed}):
        if not person.seats.filter(component_id=component).exists():
            _seat_one(person, component, at=at)


def make_room(session: Session, before: Sequence[SeatFacts], *, by: str, at: datetime) -> None:
    """After a session was added: who came to the only one keeps a place there, who waits for another gets one here."""
    if before and not needs_places(before):
        seat_the_rest(session.cohort_id, session.component_id, prefer=before[0].id, at=at)
    held = Seat.objects.filter(component_id=session.component_id, is_waiting=False).values("enrolment_id")
    waiting = Seat.objects.waiting().filter(session__in=[s.id for s in before]).exclude(enrolment_id__in=held)
    for seat in waiting.select_related("enrolment"):
        if not _facts(session.pk).is_open:
            break
        seat.delete()
        _put(seat.enrolment, session, by=by, at=at)
        _tell(seat.enrolment, session, at=at)
    if needs_places(seats_of(session.cohort_id, session.component_id)):
        seat_the_rest(session.cohort_id, session.component_id, prefer=session.pk, at=at)


def seat_the_rest(cohort: int, component: int, *, prefer: int | None, at: datetime) -> int:
    """Places for those who stand on no list of this component yet, in the order in which they came onto the cohort.

    At ``prefer`` while there is room, otherwise where the fewest are and, if it can be helped, not while they are
    elsewhere; who finds none waits for the first to come. Says how many got one.
    """
    seats = {s.id: s for s in seats_of(cohort, component)}
    sample = Session.objects.select_related("component").filter(pk__in=seats)[0]
    listed = Seat.objects.filter(session__in=seats).values("enrolment_id")
    people = list(of_the_route(sample).exclude(pk__in=listed).order_by("enrolled_at", "pk"))
    busy = hours_of(people)
    rows = []
    for person in people:
        first = seats.get(prefer) if prefer else None
        where = first if first and first.is_open else best_for(busy[person.pk], seats.values(), at=at)
        coming = [s for s in seats.values() if s.starts_at > at or s.id == prefer]
        queue = where or min(coming, key=lambda s: (s.waiting, s.starts_at), default=None)
        if queue is None:
            break
        seats[queue.id] = replace(queue, seated=queue.seated + bool(where), waiting=queue.waiting + (not where))
        rows.append(Seat(session_id=queue.id, component_id=component, enrolment=person, is_waiting=not where, since=at))
    Seat.objects.bulk_create(rows)
    return sum(not row.is_waiting for row in rows)


def promote(session: int, *, by: str, at: datetime) -> None:
    """Give places that are free to those who wait longest, and pass on what they leave, until the session begins."""
    while True:
        seats = _facts(session)
        first = Seat.objects.waiting().filter(session_id=session).select_related("enrolment", "session").first()
        if first is None or seats.free == 0 or seats.starts_at <= at:
            return
        _put(first.enrolment, first.session, by=by, at=at)
        audit(by=by, did="cohorts.give_seat", to=str(first.enrolment.ref), at=at, session=str(first.session.ref))
        _tell(first.enrolment, first.session, at=at)


def _put(person: Enrolment, session: Session, *, by: str, at: datetime) -> None:
    """A place here instead of the one they had and of their turn here."""
    theirs = Seat.objects.filter(enrolment=person, component_id=session.component_id)
    left = list(theirs.filter(is_waiting=False).values_list("session_id", flat=True))
    theirs.filter(Q(is_waiting=False) | Q(session=session)).delete()
    Seat.objects.create(
        session=session, component_id=session.component_id, enrolment=person, is_waiting=False, since=at
    )
    for other in left:
        promote(other, by=by, at=at)


def _seat_one(person: Enrolment, component: int, *, at: datetime) -> None:
    seats = seats_of(person.cohort_id, component)
    where = best_for(hours_of([person])[person.pk], seats, at=at)
    queue = where or next((s for s in seats if s.starts_at > at), None)
    if queue:
        Seat.objects.create(
            session_id=queue.id, component_id=component, enrolment=person, is_waiting=where is None, since=at
        )


def _needed_by(person: Enrolment) -> list[Session]:
    """The sessions for which somebody needs a place: on their cohort and route, while they come to them."""
    if State(person.state) not in COMES:
        return []
    on_route = {"component__is_blended": True} if person.route == Route.BLENDED else {"component__is_online": True}
    rows = Session.objects.filter(cohort_id=person.cohort_id, **on_route).with_places().filter(Q(by_place=True))
    return list(rows.order_by("pk"))


def _chosen(session: UUID, enrolment: UUID, *, by: Actor) -> tuple[Session, Enrolment]:
    row = session_to_change(session, by=by)
    person = Enrolment.objects.seen_by(by).get(ref=enrolment, cohort_id=row.cohort_id)
    refusal = why_not_choose(by, partner_id=row.cohort.partner_id, participant_id=person.participant_id)
    if refusal:
        raise Refused(refusal)
    return row, person


def _facts(session: int) -> SeatFacts:
    return as_seats(Session.objects.with_places().get(pk=session))


def _is_marked(person: Enrolment, component: int) -> bool:
    return RegisterEntry.objects.filter(enrolment=person, session__component_id=component).exists()


def _tell(person: Enrolment, session: Session, *, at: datetime) -> None:
    post(Notice("cohorts.seat_given", {"enrolment": str(person.ref), "session": str(session.ref)}), at=at)
