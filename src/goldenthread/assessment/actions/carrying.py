"""Keep what stands from an earlier attempt, write it into what is settled, and decide what follows where the earlier
result was corrected since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.correcting import Kept, keep_correction, lines_of, locked_script, standing_result
from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import CarryDecision, Result, Script, ScriptVersion, Settlement, StandingPart
from goldenthread.assessment.queries.carrying import carried_in
from goldenthread.assessment.rules.carrying import CORRECTED_AGAIN, why_not_decide_carried, with_carried
from goldenthread.assessment.rules.cases import ruled
from goldenthread.assessment.types.carrying import Resumed
from goldenthread.assessment.types.releasing import Cause
from goldenthread.assessment.types.words import Event, Outcome, State
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


def keep_standing(version: ScriptVersion, resumed: Resumed) -> Mapping[str, str]:
    """Keep with a version which parts stood when it was handed in, and on what; what the record says of it."""
    script = version.script
    if script.carries != bool(resumed.parts):
        script.carries = bool(resumed.parts)
        script.save(update_fields=["carries"])
    if resumed.earlier is None:
        return {}
    result = Result.objects.select_related("script").get(ref=resumed.earlier.result)
    # As it was read: where the result was corrected in this moment, somebody is asked what follows.
    settlement = Settlement.objects.get(ref=resumed.earlier.settlement)
    StandingPart.objects.bulk_create(
        StandingPart(
            version=version,
            key=part.key,
            title=part.title,
            criteria=list(part.criteria),
            result=result,
            settlement=settlement,
        )
        for part in resumed.parts
    )
    return {"stands": ", ".join(resumed.keys), "earlier": str(result.script.ref)}


def stood_the_same(version: ScriptVersion, resumed: Resumed) -> bool:
    """Whether the same parts stood, on the same marks, when a version was handed in; in one statement."""
    before = set(version.standing_parts.values_list("key", "settlement__ref"))
    now = {(key, resumed.earlier.settlement) for key in resumed.keys} if resumed.earlier else set()
    return before == now


@atomic
def decide_carried(script: UUID, *, takes_up: bool, why: str, seen: UUID, by: Actor, at: datetime) -> None:
    """Decide what follows for a script in which parts stand, after the earlier result was corrected: its corrected
    marks stand from now on (``takes_up``), or those stand that stood when the script was handed in.

    Where marks change, a settled script has to be settled once more, and a released result is corrected in the same
    transaction.

    ``seen`` is the settlement on which the earlier result rested when this person looked.

    :raises Refused: if this actor may not, there is nothing to decide, there is no reason, or the earlier result was
        corrected again since.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    """
    row = locked_script(Script.objects.seen_by(by).only("ref").get(ref=script).ref)
    carried = carried_in(row)
    refusal = why_not_decide_carried(carried, why, takes_up=takes_up, by=by)
    if refusal:
        raise Refused(refusal)
    assert carried is not None  # it would have been refused
    if carried.stands != seen:
        raise Refused(CORRECTED_AGAIN)
    held = {each.ref: each for each in Settlement.objects.filter(ref__in=[carried.uses, carried.stands])}
    uses = held[carried.stands if takes_up else carried.uses]
    CarryDecision.objects.create(
        version=row.versions.order_by("-number")[:1].get(),
        uses=uses,
        answers=held[carried.stands],
        why=why.strip(),
        by_id=by.person_id,
        at=at,
    )
    said = "taken up" if takes_up else "left as it stood"
    audit(by=str(by), did="assessment.decide_carried", to=str(row.ref), at=at, carried=said)
    if takes_up and row.state == State.SETTLED.value:
        take_step(row, Event.CARRY, by=by, at=at)
    if takes_up and row.state == State.RELEASED.value:
        _correct(row, why=why, by=by, at=at)


def _correct(row: Script, *, why: str, by: Actor, at: datetime) -> None:
    """Let a released result have the marks that stand in it now; nothing where they are the same, or it is voided."""
    found, carried = standing_result(row), carried_in(row)
    assert found is not None  # it is released
    assert carried is not None  # something stands in it
    stands = found.result.settlement
    before = lines_of(stands)
    lines = with_carried([line for line in before if line[0] not in carried.codes], carried)
    if lines == before or found.result.outcome == Outcome.VOIDED.value:
        return
    sheet = stands.as_sheet()
    judged = ruled(sheet, found.scheme, penalty=stands.penalty)
    kept = Kept(judged, stands.penalty_says, stands.comment, tuple(lines), stands.moderator_id)
    keep_correction(found, kept, cause=Cause.CARRIED, why=why, by=by, at=at)
