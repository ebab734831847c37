"""Record what a coach can take on, and declare conflicts of interest or end them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.models import CoachRecord, Conflict, ConflictParty
from goldenthread.coaching.queries.describing import conflict_held, recorded_coach
from goldenthread.coaching.queries.weighing import details_of
from goldenthread.coaching.rules.describing import why_not_declare, why_not_keep
from goldenthread.coaching.types.describing import CoachDetails, ConflictRef, NewConflict
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.queries.whereabouts import addresses
from goldenthread.people.types import Actor


@atomic
def keep_details(coach: UUID, details: CoachDetails, *, from_on: date, by: Actor, at: datetime) -> None:
    """Let these details hold from a day on; those before stay in the record. The same once more changes nothing.

    :raises Refused: if they make no sense, or it is the coach themselves who asks.
    :raises Pairing.DoesNotExist: if there is no such coach, or not theirs to see.
    """
    seen = recorded_coach(coach, by=by)
    refusal = why_not_keep(details, from_on=from_on, today=at.date())
    if not seen.may_change:
        mend = "Ask whoever pairs you, or declare a conflict of interest."
        refusal = Refusal("not_yours_to_change", "What a coach can take on is recorded by a programme manager.", mend)
    if refusal:
        raise Refused(refusal)
    if details_of([seen.id], on=from_on).get(seen.id) == details:
        return
    CoachRecord.objects.create(
        person_id=seen.id,
        capacity=details.capacity,
        phases=sorted(phase.value for phase in details.phases),
        areas="\n".join(details.areas),
        meets=sorted(how.value for how in details.meets),
        from_on=from_on,
        by_id=by.person_id,
        at=at,
    )
    audit(
        by=str(by), did="coaching.keep_details", to=str(coach), at=at,
        capacity=str(details.capacity), from_on=str(from_on),
    )  # fmt: skip


@atomic
def declare_conflict(coach: UUID, conflict: NewConflict, *, by: Actor, at: datetime) -> ConflictRef:
    """Declare that a coach has a conflict of interest with somebody, or with a school; twice is once.

    It holds at once for every pairing to come. A pairing that stands is not ended by it: the page says which to hand
    over. With whom is not in the record of what was done.

    :raises Refused: if it is not clear with whom.
    :raises Pairing.DoesNotExist: if there is no such coach, or not theirs to see.
    """
    seen = recorded_coach(coach, by=by)
    refusal = why_not_declare(conflict, own_email=addresses([seen.id])[seen.id])
    if refusal:
        raise Refused(refusal)
    email = conflict.email.lower()
    known = Conflict.objects.filter(person_id=seen.id, ended_at=None, urn=conflict.urn)
    standing = known.filter(party__email=email) if email else known
    there = standing.first()
    if there is not None:
        return ConflictRef(there.ref)
    row = Conflict.objects.create(
        person_id=seen.id, tie=conflict.tie.value, urn=conflict.urn, words=conflict.words, by_id=by.person_id, at=at
    )
    if email:
        ConflictParty.objects.create(conflict=row, email=email)
    audit(by=str(by), did="coaching.declare_conflict", to=str(coach), at=at, conflict=str(row.ref))
    return ConflictRef(row.ref)


@atomic
def end_conflict(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """End a conflict of interest, with a reason. It stays in the record.

    :raises Refused: if no reason is given, it ended already, or its coach did not declare it and asks to end it.
    :raises Conflict.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row, refusal = conflict_held(ref, by=by)
    if not why.strip():
        refusal = Refusal("no_reason", "A conflict does not end without a reason.", "Say what has changed.")
    if refusal:
        raise Refused(refusal)
    row.ended_at, row.ended_by_id, row.why_ended = at, by.person_id, why.strip()
    row.save(update_fields=["ended_at", "ended_by", "why_ended"])
    audit(by=str(by), did="coaching.end_conflict", to=str(row.person.ref), at=at, conflict=str(row.ref))
