"""Somebody cannot mark: from when, why, and what becomes of their scripts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.giving_up import held_by
from goldenthread.assessment.models import Allocation, MarkerAbsence
from goldenthread.assessment.queries.describing import recorded_marker
from goldenthread.assessment.rules.describing import why_not_be_away, why_not_end
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.describing import HandOn, NewAbsence
from goldenthread.assessment.types.words import WhyEnded
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor


@atomic
def stop_marking(person: UUID, absence: NewAbsence, *, by: Actor, at: datetime) -> int:
    """Somebody cannot mark from a day on; says how many of their seats ended, now, so that others can have them.

    What they finished stays as it is, and so do the drafts of the seats that end.

    :raises Refused: if the days are over or none, or there is no reason.
    :raises Allocation.DoesNotExist: if there is no such marker, or not theirs to see.
    """
    seen = recorded_marker(person, by=by)
    refusal = why_not_be_away(absence, today=day_here(at))
    if refusal:
        raise Refused(refusal)
    row = MarkerAbsence.objects.create(
        person_id=seen.id,
        from_on=absence.from_on,
        until_on=absence.until_on,
        why=absence.why.strip(),
        by_id=by.person_id,
        at=at,
    )
    ended = 0 if absence.hand_on is HandOn.NONE else _end_seats(seen.id, begun=absence.hand_on is HandOn.ALL, at=at)
    audit(by=str(by), did="assessment.stop_marking", to=str(seen.ref), at=at, absence=str(row.ref), seats=str(ended))
    if ended:
        post(Notice("assessment.seats_given_up", {"person": str(seen.ref)}), at=at)
    return ended


@atomic
def end_absence(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """They can mark again, or the days were wrong. No script comes back by itself.

    :raises Refused: if it was ended already, or nobody says why.
    :raises MarkerAbsence.DoesNotExist: if there is none. :raises Allocation.DoesNotExist: if not theirs to see.
    """
    row = MarkerAbsence.objects.select_for_update(of=("self",)).select_related("person").get(ref=ref)
    seen = recorded_marker(row.person.ref, by=by)
    refusal = why_not_end(ended=row.ended_at is not None, why=why, what="This absence")
    if refusal:
        raise Refused(refusal)
    row.ended_at, row.ended_by_id, row.why_ended = at, by.person_id, why.strip()
    row.save(update_fields=["ended_at", "ended_by", "why_ended"])
    audit(by=str(by), did="assessment.end_absence", to=str(seen.ref), at=at, absence=str(row.ref))


def _end_seats(person: int, *, begun: bool, at: datetime) -> int:
    """End the seats that are not finished; without ``begun`` only those where nothing was put down yet."""
    held = held_by(person) if begun else held_by(person).filter(draft=None)
    ids = list(held.values_list("pk", flat=True))
    return Allocation.objects.filter(pk__in=ids).update(ended_at=at, why_ended=WhyEnded.CANNOT_MARK.value)
