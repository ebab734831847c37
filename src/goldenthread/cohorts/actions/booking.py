"""Whether a session can be where and when somebody wants it: its people, its room, its hour, its places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.cohorts.models import CoFacilitator, Cohort, Enrolment, Session, TimetableLock
from goldenthread.cohorts.models.cohorts import SessionSet
from goldenthread.cohorts.queries.expected import expected_at, of_the_route
from goldenthread.cohorts.queries.terms import terms_for
from goldenthread.cohorts.rules.timetabling import (
    NOT_A_FACILITATOR,
    together,
    why_not_all,
    why_not_hour,
    why_not_lead,
    why_not_meet,
    why_not_room,
    why_not_seat_so_many,
)
from goldenthread.cohorts.types import BusyHour, SessionDetails
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.queries.directory import people_who, person_ids
from goldenthread.people.types import Actor, Duty

# What somebody's calendar shows of a session; when one of these changes, its entry has a new number.
SHOWN = ("starts_at", "ends_at", "venue", "room", "online_link")


def lock_timetables() -> None:
    """Let nobody else change any timetable until this transaction ends: who plans at once sees what the other did."""
    TimetableLock.objects.select_for_update().get_or_create(pk=1)


def book(session: Session, details: SessionDetails, *, seated: int, by: Actor, at: datetime) -> frozenset[str]:
    """Put the details on a session and save it with those who facilitate it; says which of its columns changed.

    Wants the timetables locked.

    :raises Refused: if the time, the people, the room or the capacity does not fit.
    """
    cohort, is_new = session.cohort, session.pk is None
    is_moved = is_new or (session.starts_at, session.ends_at) != (details.starts_at, details.ends_at)
    refusal = (
        why_not_meet(details, starts_on=cohort.starts_on, ends_on=cohort.ends_on)
        or (why_not_hour(details, terms=terms_for(cohort.partner_id)) if is_moved else None)
        or why_not_seat_so_many(details.capacity, seated=seated)
    )
    if refusal:
        raise Refused(refusal)
    people, clashes = _facilitators(session, details, by=by)
    elsewhere = (
        _why_not_all(session, details, is_new=is_new, by=by) if is_moved and not details.anyway.strip() else None
    )
    refusal = together((*clashes, _why_not_room(session, details, by=by), elsewhere))
    if refusal:
        raise Refused(refusal)

    wanted = {
        "starts_at": details.starts_at,
        "ends_at": details.ends_at,
        "venue": details.venue.strip(),
        "room": details.room.strip(),
        "online_link": details.online_link.strip(),
        "facilitator_id": people[0] if details.facilitator else None,
        "capacity": details.capacity,
        "anyway": details.anyway.strip(),
    }
    changed = frozenset(name for name, value in wanted.items() if getattr(session, name) != value)
    for name, value in wanted.items():
        setattr(session, name, value)
    if is_new:
        session.changed_at = at
    elif changed & set(SHOWN):
        session.changed_at, session.sequence = at, session.sequence + 1
    session.save()
    _stand_beside(session, people[1:] if details.facilitator else people)
    return changed


def _facilitators(session: Session, details: SessionDetails, *, by: Actor) -> tuple[list[int], list[Refusal | None]]:
    """The ids of those who are to facilitate, the one who leads first, and for each why they cannot.

    :raises Refused: if one of them does not facilitate here.
    """
    lead = (details.facilitator,) if details.facilitator else ()
    refs = list(dict.fromkeys((*lead, *details.others)))
    if not refs:
        return [], []
    here = people_who(Duty.FACILITATOR, by=by, partner_id=session.cohort.partner_id)
    known = {p.ref: p.name for p in here}
    if not known.keys() >= set(refs):
        raise Refused(NOT_A_FACILITATOR)
    ids = person_ids(refs)
    at_once = _at_once(session, details)
    wanted = BusyHour(details.starts_at, details.ends_at)
    clashes = [why_not_lead(known[ref], wanted=wanted, busy=_busy(at_once.led_by(ids[ref]), by=by)) for ref in refs]
    return [ids[ref] for ref in refs], clashes


def _why_not_room(session: Session, details: SessionDetails, *, by: Actor) -> Refusal | None:
    """A room is known by its name and its venue's, however they are written; without a room nothing is known."""
    venue, room = details.venue.strip(), details.room.strip()
    if not (venue and room):
        return None
    there = _at_once(session, details).filter(venue__iexact=venue, room__iexact=room)
    return why_not_room(
        f"{room}, {venue}", wanted=BusyHour(details.starts_at, details.ends_at), busy=_busy(there, by=by)
    )


def _why_not_all(session: Session, details: SessionDetails, *, is_new: bool, by: Actor) -> Refusal | None:
    """Those who come to this session, a new one of its component among them, and to another at the same hour."""
    people = list(_comers(session, is_new=is_new).values_list("participant_id", flat=True))
    theirs = Enrolment.objects.filter(participant_id__in=people).values("cohort_id")
    others = _at_once(session, details).filter(cohort_id__in=theirs).exclude(component_id=session.component_id)
    rows = list(others.select_related("cohort", "component").order_by("starts_at", "pk"))
    both = [expected_at(other).filter(participant_id__in=people).count() for other in rows]
    return why_not_all(BusyHour(details.starts_at, details.ends_at), zip(_busy(others, by=by), both, strict=True))


def _comers(session: Session, *, is_new: bool) -> QuerySet[Enrolment]:
    """Who comes to a session; to one that is not there yet, everybody if it is to be the only one of its component."""
    if not is_new:
        return expected_at(session)
    there = Session.objects.filter(cohort_id=session.cohort_id, component_id=session.component_id)
    return Enrolment.objects.none() if there.exists() else of_the_route(session)


def _at_once(session: Session, details: SessionDetails) -> SessionSet:
    return Session.objects.filter(starts_at__lt=details.ends_at, ends_at__gt=details.starts_at).exclude(pk=session.pk)


def _busy(others: SessionSet, *, by: Actor) -> list[BusyHour]:
    """When these are; what they are is told only to who may see their cohort."""
    seen = set(Cohort.objects.seen_by(by).filter(sessions__in=others).values_list("pk", flat=True))
    return [
        BusyHour(o.starts_at, o.ends_at, f"{o.component.title}, {o.cohort.title}" if o.cohort_id in seen else "")
        for o in others.select_related("cohort", "component").order_by("starts_at", "pk")
    ]


def _stand_beside(session: Session, people: Iterable[int]) -> None:
    wanted = set(people)
    there = set(session.beside.values_list("person_id", flat=True))
    if there - wanted:
        session.beside.filter(person_id__in=there - wanted).delete()
    CoFacilitator.objects.bulk_create(CoFacilitator(session=session, person_id=p) for p in sorted(wanted - there))


def session_to_change(ref: UUID, *, by: Actor) -> Session:
    """A session with its cohort, both locked, among those this actor may see."""
    found = Session.objects.seen_by(by).get(ref=ref)
    cohort = Cohort.objects.select_for_update().get(pk=found.cohort_id)
    row = Session.objects.select_related("component").select_for_update(of=("self",)).get(pk=found.pk)
    row.cohort = cohort
    return row
