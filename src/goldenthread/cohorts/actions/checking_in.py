"""Open a check-in for a session, close it, and check in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.registering import session_to_take, standing_for
from goldenthread.cohorts.models import CheckIn, Enrolment, RegisterClaim
from goldenthread.cohorts.queries.checking_in import open_for
from goldenthread.cohorts.queries.expected import expected_at
from goldenthread.cohorts.rules.checking_in import WRONG_CODE, adds_nothing, is_code, mark_at, why_not_open
from goldenthread.cohorts.types import CheckedIn, CheckInRef, ClaimSource, Mark, SessionRef
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def open_check_in(session: UUID, *, partly_after: int, by: Actor, at: datetime) -> CheckInRef:
    """Let people check in until the session ends. One that is open already stays as it is.

    :raises Refused: if this actor does not lead the session, or it is too early or too late.
    """
    row = session_to_take(session, by=by)
    refusal = why_not_open(starts_at=row.starts_at, ends_at=row.ends_at, at=at)
    if refusal:
        raise Refused(refusal)
    known = row.check_ins.filter(closed_at=None).first()
    if known and known.closes_at > at:
        return CheckInRef(known.ref)

    # The session was moved after an earlier one had run out by itself.
    row.check_ins.filter(closed_at=None).update(closed_at=at)
    opened = CheckIn.objects.create(
        session=row, partly_after=partly_after, opened_by_id=by.person_id, opened_at=at, closes_at=row.ends_at
    )
    audit(by=str(by), did="cohorts.open_check_in", to=str(row.ref), at=at, partly_after=str(partly_after))
    return CheckInRef(opened.ref)


@atomic
def close_check_in(session: UUID, *, by: Actor, at: datetime) -> bool:
    """Take no more check-ins; whether there was one open.

    :raises Refused: if this actor does not lead the session.
    """
    row = session_to_take(session, by=by)
    closed = row.check_ins.filter(closed_at=None).update(closed_at=at)
    if closed:
        audit(by=str(by), did="cohorts.close_check_in", to=str(row.ref), at=at)
    return bool(closed)


@atomic
def check_in(code: str, *, by: Actor, at: datetime, session: UUID | None = None) -> CheckedIn:
    """Say with the code from the room that one is there. It counts once the register is saved with it.

    Doing it twice counts once. Whoever stands on the register already is told so, and nothing is written.

    :raises Refused: if it is not the code of a session at which this actor is expected now.
    """
    opened, person = _where(code, by=by, at=at, session=session)
    row = opened.session
    mark = mark_at(at, starts_at=row.starts_at, partly_after=opened.partly_after)
    standing = standing_for(row, person)
    if standing and adds_nothing(Mark(standing.mark), mark):
        told = Mark(standing.mark)
        return CheckedIn(SessionRef(row.ref), row.component.title, told, is_new=False, is_on_register=True)

    claim, is_new = RegisterClaim.objects.get_or_create(
        session=row,
        enrolment=person,
        source=ClaimSource.SELF.value,
        defaults={"mark": mark.value, "check_in": opened, "by_id": by.person_id, "at": at},
    )
    if is_new:
        audit(by=str(by), did="cohorts.check_in", to=str(row.ref), at=at, enrolment=str(person.ref), mark=mark.value)
    return CheckedIn(SessionRef(row.ref), row.component.title, Mark(claim.mark), is_new)


def _where(code: str, *, by: Actor, at: datetime, session: UUID | None) -> tuple[CheckIn, Enrolment]:
    """The check-in whose code this is, and who this actor is there. A code of somewhere else is simply wrong."""
    rows = open_for(by.person_id, at=at)
    for opened in rows.filter(session__ref=session) if session else rows:
        person = expected_at(opened.session).filter(participant_id=by.person_id).first()
        if person and is_code(code, opened.secret, at):
            return opened, person
    raise Refused(WRONG_CODE)
