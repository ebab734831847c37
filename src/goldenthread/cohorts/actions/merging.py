"""Settle what two sheets of one register, or a sheet and somebody who checked in, say differently."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.registering import (
    replace_mark,
    session_to_take,
    settle,
    standing_for,
)
from goldenthread.cohorts.models import RegisterClaim
from goldenthread.cohorts.rules.merging import NOTHING_TO_SETTLE, why_not_settle
from goldenthread.cohorts.types import Mark, RegisterTaken, SessionRef
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor


@atomic
def settle_claims(session: UUID, enrolment: UUID, to: Mark, *, why: str, by: Actor, at: datetime) -> RegisterTaken:
    """Say which of the marks that were given about somebody is right, and why. All of them stay in the record.

    :raises Refused: if this actor does not lead the session, nothing differs any more, nobody gave that mark, or no
        reason is given.
    """
    row = session_to_take(session, by=by)
    person = row.cohort.enrolments.select_for_update(of=("self",)).get(ref=enrolment)
    before = standing_for(row, person)
    claims = list(RegisterClaim.objects.filter(session=row, enrolment=person, choice=None))
    if before is None:
        raise Refused(NOTHING_TO_SETTLE)
    refusal = why_not_settle(standing=Mark(before.mark), claimed=[Mark(c.mark) for c in claims], to=to, why=why)
    if refusal:
        raise Refused(refusal)

    changes = before.mark != to.value
    entry = replace_mark(before, to, why=why, by=by, at=at) if changes else before
    settle(entry, claims, why=why, by=by, at=at)
    audit(by=str(by), did="cohorts.settle_claims", to=str(row.ref), at=at, enrolment=str(person.ref))
    post(Notice("cohorts.credited", {"session": str(row.ref), "enrolment": str(person.ref)}), at=at)
    return RegisterTaken(SessionRef(row.ref), int(changes), is_new=True)
