"""Put down what somebody made of two scripts with words in common."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import PairLook, ScriptPair
from goldenthread.assessment.rules.alike.judging import why_not_say
from goldenthread.assessment.types.alike import LookRef, Verdict
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor


@atomic
def look_at_pair(ref: UUID, *, verdict: Verdict, reason: str, by: Actor, at: datetime) -> LookRef:
    """Put down what this person made of a pair, and why. Every look is kept, and the newest one stands; the same sent
    twice is one.

    :raises Refused: if no reason is given.
    :raises ScriptPair.DoesNotExist: if there is none, or it is not theirs to see.
    """
    pair = ScriptPair.objects.seen_by(by).select_for_update(of=("self",)).get(ref=ref)
    refusal = why_not_say(reason)
    if refusal:
        raise Refused(refusal)
    said = reason.strip()
    last = pair.looks.order_by("-id").first()
    if last is not None and (last.verdict, last.reason, last.by_id) == (verdict.value, said, by.person_id):
        return LookRef(last.ref)

    look = PairLook.objects.create(
        pair=pair, verdict=verdict.value, reason=said, strength=pair.strength, by_id=by.person_id, at=at
    )
    audit(by=str(by), did="assessment.look_at_pair", to=str(pair.ref), at=at, verdict=verdict.value)
    post(Notice("assessment.pair_looked_at", {"look": str(look.ref), "verdict": verdict.value}), at=at)
    return LookRef(look.ref)
