"""Hand participants over from a coach who leaves to those who come next."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.meeting import call_off_booked, take_over_booked
from goldenthread.coaching.actions.pairing import begin, end_row, end_without, hold_coaches
from goldenthread.coaching.models import HandOverNote, Pairing
from goldenthread.coaching.queries.handing_over import leaving
from goldenthread.coaching.rules.handing_over import why_not_hand_over, why_not_note
from goldenthread.coaching.rules.states import Event
from goldenthread.coaching.types.handing_over import HandOver
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def hand_over(coach: UUID, decided: HandOver, *, by: Actor, at: datetime) -> int:
    """Let others come after this coach, all at once or not at all; how many now have another.

    Open actions stand with the participant and go over by themselves; those of the coach are the next coach's.
    Meetings still to come are kept for the next coach, where the next coach says, or called off. What the leaving coach
    noted for themselves stays theirs.

    :raises Refused: if a next coach cannot be chosen, or nothing is said about why.
    :raises Pairing.DoesNotExist: if one of the pairings is not this coach's any more, or not theirs to end.
    """
    refusal = why_not_hand_over(decided)
    if refusal:
        raise Refused(refusal)
    hold_coaches([one for one in decided.coaches.values() if one is not None])
    held = Pairing.objects.active().select_for_update().filter(ref__in=list(decided.coaches))
    list(held.order_by("pk").values_list("pk", flat=True))
    stands = leaving(coach, pairings=decided.coaches, by=by, at=at)
    pairs = stands.pairs(decided)
    for row in stands.rows:
        if decided.note:
            HandOverNote.objects.create(pairing=row, words=decided.note.strip(), by_id=by.person_id, at=at)
        if row.ref not in pairs:
            end_without(row, why=decided.why, by=by, at=at)
            continue
        end_row(row, Event.HAND_OVER, why=decided.why, by=by, at=at)
        after = begin(*pairs[row.ref], by=by, at=at)
        if decided.keep_booked:
            take_over_booked(row, after, why=decided.why, places=decided.places, by_id=by.person_id, at=at)
        else:
            call_off_booked(row, why=decided.why, by_id=by.person_id, at=at)
    return len(pairs)


@atomic
def write_note(pairing: UUID, words: str, *, by: Actor, at: datetime) -> None:
    """Keep what the next coach should know, in place of what the same author wrote before.

    :raises Refused: if it says nothing.
    :raises Pairing.DoesNotExist: if there is none, or somebody else coaches them.
    """
    row = Pairing.objects.coached_by(by).select_related("enrolment").select_for_update(of=("self",)).get(ref=pairing)
    refusal = why_not_note(words)
    if refusal:
        raise Refused(refusal)
    HandOverNote.objects.create(pairing=row, words=words.strip(), by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.write_hand_over", to=str(row.enrolment.ref), at=at)
