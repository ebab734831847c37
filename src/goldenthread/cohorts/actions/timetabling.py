"""Lay out a timetable and change it, session by session."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.models import Cohort, Session
from goldenthread.cohorts.queries.reckoning import variant_of
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.rules.timetabling import (
    NOT_A_FACILITATOR,
    plan,
    why_not_add,
    why_not_lead,
    why_not_meet,
    why_not_move,
    why_not_plan,
)
from goldenthread.cohorts.types import BusyHour, Rhythm, SessionDetails, SessionRef
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.queries.directory import people_who, person_ids
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.releases import component_by_ref, release_outline


@atomic
def plan_sessions(cohort: UUID, rhythm: Rhythm, *, by: Actor, at: datetime) -> int:
    """Give every live component that has none a session, in the order of the release; says how many were made.

    :raises Refused: if this actor does not run the cohort, nothing is left to plan, or the last would fall after its
        end.
    """
    row = _cohort(cohort, by=by)
    has_one = set(row.sessions.values_list("component_id", flat=True))
    left = [c for c in release_outline(row.release.ref, variant=variant_of(row)).components if c.id not in has_one]
    planned = plan(left, rhythm, venue=row.venue)
    refusal = why_not_run(by, row.partner_id) or why_not_plan(
        planned, rhythm, starts_on=row.starts_on, ends_on=row.ends_on
    )
    if refusal:
        raise Refused(refusal)

    Session.objects.bulk_create(
        Session(cohort=row, component_id=p.component_id, starts_at=p.starts_at, ends_at=p.ends_at, venue=p.venue)
        for p in planned
    )
    audit(by=str(by), did="cohorts.plan_sessions", to=str(row.ref), at=at, sessions=str(len(planned)))
    post(Notice("cohorts.timetabled", {"cohort": str(row.ref)}), at=at)
    return len(planned)


@atomic
def add_session(cohort: UUID, component: UUID, details: SessionDetails, *, by: Actor, at: datetime) -> SessionRef:
    """Add one session of a component: another date for the same event, or one that was left out of the plan.

    :raises Refused: if this actor does not run the cohort, or the session does not fit.
    """
    row, what = _cohort(cohort, by=by), component_by_ref(component)
    outline = release_outline(row.release.ref, variant=variant_of(row))
    is_own = any(own.id == what.id for own in outline.components)
    refusal = why_not_run(by, row.partner_id) or why_not_add(what, is_on_programme=is_own)
    if refusal:
        raise Refused(refusal)
    session = Session(cohort=row, component_id=what.id)

    _fill(session, details, by=by)
    session.save()
    audit(by=str(by), did="cohorts.add_session", to=str(session.ref), at=at, cohort=str(row.ref))
    post(Notice("cohorts.timetabled", {"cohort": str(row.ref)}), at=at)
    return SessionRef(session.ref)


@atomic
def change_session(ref: UUID, details: SessionDetails, *, by: Actor, at: datetime) -> None:
    """Change when and where a session is and who leads it.

    :raises Refused: if this actor does not run the cohort, the time does not fit, the facilitator leads something else
        then, or the register of a session that is to move has been taken.
    """
    row = Session.objects.seen_by(by).select_related("cohort").select_for_update(of=("self",)).get(ref=ref)
    moves = (row.starts_at, row.ends_at) != (details.starts_at, details.ends_at)
    refusal = why_not_run(by, row.cohort.partner_id) or why_not_move(moves=moves, is_registered=row.register.exists())
    if refusal:
        raise Refused(refusal)

    _fill(row, details, by=by)
    row.save(update_fields=["starts_at", "ends_at", "venue", "room", "online_link", "facilitator"])
    audit(by=str(by), did="cohorts.change_session", to=str(row.ref), at=at, details=str(details))
    if moves:
        post(Notice("cohorts.session_moved", {"session": str(row.ref)}), at=at)


@atomic
def remove_session(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take a session out of the timetable.

    :raises Refused: if this actor does not run the cohort, or its register has been taken: that is kept.
    """
    row = Session.objects.seen_by(by).select_related("cohort").select_for_update(of=("self",)).get(ref=ref)
    refusal = why_not_run(by, row.cohort.partner_id) or why_not_move(moves=True, is_registered=row.register.exists())
    if refusal:
        raise Refused(refusal)

    row.delete()
    audit(by=str(by), did="cohorts.remove_session", to=str(ref), at=at, cohort=str(row.cohort.ref))


def _cohort(ref: UUID, *, by: Actor) -> Cohort:
    return Cohort.objects.seen_by(by).select_related("release", "variant").select_for_update(of=("self",)).get(ref=ref)


def _fill(session: Session, details: SessionDetails, *, by: Actor) -> None:
    """Put the details on a session not yet saved. :raises Refused: if the time or the facilitator does not fit."""
    cohort = session.cohort
    refusal = why_not_meet(details, starts_on=cohort.starts_on, ends_on=cohort.ends_on)
    if refusal:
        raise Refused(refusal)
    session.facilitator_id = _free_facilitator(session, details, by=by)
    session.starts_at, session.ends_at = details.starts_at, details.ends_at
    session.venue, session.room = details.venue.strip(), details.room.strip()
    session.online_link = details.online_link.strip()


def _free_facilitator(session: Session, details: SessionDetails, *, by: Actor) -> int | None:
    """The facilitator's id, if they may lead it then. Which other partner's session keeps them busy is not told."""
    if details.facilitator is None:
        return None
    who = next((p for p in people_who(Duty.FACILITATOR, by=by) if p.ref == details.facilitator), None)
    if who is None:
        raise Refused(NOT_A_FACILITATOR)
    person = person_ids([who.ref])[who.ref]
    others = Session.objects.filter(
        facilitator_id=person, starts_at__lt=details.ends_at, ends_at__gt=details.starts_at
    ).exclude(pk=session.pk)
    seen = set(Cohort.objects.seen_by(by).filter(sessions__in=others).values_list("pk", flat=True))
    busy = [
        BusyHour(o.starts_at, o.ends_at, f"{o.component.title}, {o.cohort.title}" if o.cohort_id in seen else "")
        for o in others.select_related("cohort", "component")
    ]
    refusal = why_not_lead(who.name, wanted=BusyHour(details.starts_at, details.ends_at), busy=busy)
    if refusal:
        raise Refused(refusal)
    return person
