"""Lay out a timetable and change it, session by session."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.booking import SHOWN, book, lock_timetables, session_to_change
from goldenthread.cohorts.actions.seating import make_room, promote, seat_the_rest
from goldenthread.cohorts.models import Cohort, RemovedFor, RemovedSession, Session
from goldenthread.cohorts.queries.expected import expected_at, needs_places, seats_of
from goldenthread.cohorts.queries.planning import laid_out
from goldenthread.cohorts.queries.reckoning import variant_of
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.rules.planning import why_not_plan
from goldenthread.cohorts.rules.timetabling import why_not_add, why_not_move
from goldenthread.cohorts.types import Rhythm, SessionDetails, SessionRef
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref, components_of

CHANGED_SINCE = Refusal(
    "changed_since",
    "The timetable would no longer be as you saw it: a session, the programme or the term dates have changed.",
    "Look at it again, then accept it.",
)
NOT_AS_SEEN = Refusal(
    "not_as_seen",
    "Somebody else changed this session while you had it open. Nothing of yours is saved yet.",
    "Open the session in another tab to see what it says now; saving again puts your details in its place.",
)


@atomic
def plan_sessions(cohort: UUID, rhythm: Rhythm, *, by: Actor, at: datetime, seen: str | None = None) -> int:
    """Give every live component that has none a session, in the order of the release; says how many were made.

    ``seen`` is the mark of the proposal that was looked at.

    :raises Refused: if this actor does not run the cohort, nothing is left to plan, something finds no open day, or
        the timetable would not be what was seen.
    """
    row = _cohort(cohort, by=by)
    refusal = why_not_run(by, row.partner_id)
    if refusal:
        raise Refused(refusal)
    planned = laid_out(row, rhythm)
    refusal = why_not_plan(planned, rhythm, starts_on=row.starts_on, ends_on=row.ends_on)
    if refusal or (seen is not None and seen != planned.mark):
        raise Refused(refusal or CHANGED_SINCE)

    Session.objects.bulk_create(
        Session(
            cohort=row, component_id=p.component_id, starts_at=p.starts_at, ends_at=p.ends_at, venue=p.venue,
            changed_at=at,
        )
        for p in planned.sessions
    )  # fmt: skip
    audit(by=str(by), did="cohorts.plan_sessions", to=str(row.ref), at=at, sessions=str(len(planned.sessions)))
    post(Notice("cohorts.timetabled", {"cohort": str(row.ref)}), at=at)
    return len(planned.sessions)


@atomic
def add_session(cohort: UUID, component: UUID, details: SessionDetails, *, by: Actor, at: datetime) -> SessionRef:
    """Add one session of a component: another date for the same event, or one that was left out of the plan.

    Those who came to the only one until now keep a place there; those who wait for one get a place at the new one.

    :raises Refused: if this actor does not run the cohort, or the session does not fit.
    """
    lock_timetables()
    row, what = _cohort(cohort, by=by), component_by_ref(component)
    is_own = any(own.id == what.id for own in components_of(row.release.ref, variant=variant_of(row)))
    refusal = why_not_run(by, row.partner_id) or why_not_add(what, is_on_programme=is_own, routes=row.routes)
    if refusal:
        raise Refused(refusal)
    before = seats_of(row.pk, what.id)
    session = Session(cohort=row, component_id=what.id)

    book(session, details, seated=0, by=by, at=at)
    make_room(session, before, by=str(by), at=at)
    audit(by=str(by), did="cohorts.add_session", to=str(session.ref), at=at, cohort=str(row.ref))
    post(Notice("cohorts.timetabled", {"cohort": str(row.ref)}), at=at)
    return SessionRef(session.ref)


@atomic
def change_session(ref: UUID, details: SessionDetails, *, by: Actor, at: datetime, seen: str | None = None) -> None:
    """Change when and where a session is, who facilitates it and how many it takes.

    ``seen`` is the mark of the details that were looked at, so that nobody undoes unseen what somebody else did.

    :raises Refused: if this actor does not run the cohort, the time does not fit, a facilitator or the room is taken
        then, the register of a session that is to move has been taken, more people have places, or it is no longer as
        it was seen.
    """
    lock_timetables()
    row = session_to_change(ref, by=by)
    moves = (row.starts_at, row.ends_at) != (details.starts_at, details.ends_at)
    refusal = why_not_run(by, row.cohort.partner_id) or why_not_move(moves=moves, is_registered=row.register.exists())
    if refusal or (seen is not None and seen != row.as_details().mark):
        raise Refused(refusal or NOT_AS_SEEN)
    before, had = seats_of(row.cohort_id, row.component_id), (row.venue, row.room, row.online_link)
    here = next(seats for seats in before if seats.id == row.pk)

    changed = book(row, details, seated=here.seated if needs_places(before) else 0, by=by, at=at)
    if "capacity" in changed and row.capacity is not None and not needs_places(before):
        seat_the_rest(row.cohort_id, row.component_id, prefer=row.pk, at=at)
    promote(row.pk, by=str(by), at=at)
    audit(by=str(by), did="cohorts.change_session", to=str(row.ref), at=at, details=str(details))
    # A room that is named for the first time is no news to anybody; another room than the one they know is.
    if moves or any(was and name in changed for was, name in zip(had, SHOWN[2:], strict=True)):
        post(Notice("cohorts.session_moved", {"session": str(row.ref), "sequence": str(row.sequence)}), at=at)


@atomic
def remove_session(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take a session out of the timetable. Those who had a place get one at another session, as far as there is room.

    :raises Refused: if this actor does not run the cohort, or its register has been taken: that is kept.
    """
    lock_timetables()
    row = session_to_change(ref, by=by)
    refusal = why_not_run(by, row.cohort.partner_id) or why_not_move(moves=True, is_registered=row.register.exists())
    if refusal:
        raise Refused(refusal)
    cohort, component = row.cohort, row.component_id

    _remember(row, at=at)
    row.seats.all().delete()
    row.delete()
    if needs_places(seats_of(cohort.pk, component)):
        seat_the_rest(cohort.pk, component, prefer=None, at=at)
    audit(by=str(by), did="cohorts.remove_session", to=str(ref), at=at, cohort=str(cohort.ref))
    post(Notice("cohorts.session_removed", {"session": str(ref)}), at=at)


def _cohort(ref: UUID, *, by: Actor) -> Cohort:
    return Cohort.objects.seen_by(by).select_related("release", "variant").select_for_update(of=("self",)).get(ref=ref)


def _remember(row: Session, *, at: datetime) -> None:
    """Keep what calendars and letters say of a session that is taken out, and for whom."""
    people = {*expected_at(row).values_list("participant_id", flat=True), *row.beside_ids()}
    people |= {row.facilitator_id} if row.facilitator_id else set()
    gone = RemovedSession.objects.create(
        ref=row.ref,
        cohort_id=row.cohort_id,
        component_id=row.component_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sequence=row.sequence + 1,
        at=at,
    )
    RemovedFor.objects.bulk_create(RemovedFor(session=gone, person_id=person) for person in sorted(people))
