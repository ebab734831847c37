"""Compare what was marked with what was agreed, clear those who pass, and stop those who drift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.transaction import atomic

from goldenthread.assessment.actions.giving_up import held_by
from goldenthread.assessment.actions.standing import standing_of, take_standing_step
from goldenthread.assessment.actions.wanting import want_marking
from goldenthread.assessment.models import (
    Allocation,
    MarkerStanding,
    MarkerStop,
    Marking,
    ReturnedMarking,
    Script,
    StandardPiece,
    StandardRound,
)
from goldenthread.assessment.queries.standard_scripts import agreed_sheet_of, windows_under
from goldenthread.assessment.rules.standardising import after_test, compared, drifts, why_not_decide, why_not_say
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.standing import Compared, Decision, Purpose, Standing, StandingEvent
from goldenthread.assessment.types.words import State, WantReason, WhyEnded
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.actions.timing import CLOCK
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import MarkScheme, StandardRule

BY_SEEDS = "Standard scripts among their live ones were marked too far from what was agreed."


def see_to_piece(
    script: Script, sheet: MarkSheet, scheme: MarkScheme, rule: StandardRule, *, by: Actor, at: datetime
) -> None:
    """A standard script was finished: compare it, and do what follows from that, in the caller's transaction."""
    piece = StandardPiece.objects.select_related("exemplar__standard", "round").get(script=script)
    standing = standing_of(piece.exemplar.standard, by.person_id)
    found = compared(sheet, agreed_sheet_of(piece.exemplar_id), scheme, rule)
    _keep(piece, found, at=at)
    if piece.round:
        _end_round(piece.round, standing, rule, at=at)
    elif standing.state == Standing.CLEARED.value and drifts(_seeds(standing), rule):
        stop(standing, why=BY_SEEDS, by=None, at=at)


def _keep(piece: StandardPiece, found: Compared, *, at: datetime) -> None:
    piece.finished_at, piece.is_close = at, found.is_close
    piece.apart, piece.difference = list(found.apart), found.difference
    piece.save(update_fields=["finished_at", "is_close", "apart", "difference"])


def _end_round(row: StandardRound, standing: MarkerStanding, rule: StandardRule, *, at: datetime) -> None:
    """End a round when its last script is finished; a test then clears somebody, or it does not."""
    close = list(row.pieces.order_by("pk").values_list("is_close", flat=True))
    if None in close:
        return
    row.ended_at = at
    if row.purpose == Purpose.TEST.value:
        event = after_test((bool(each) for each in close), rule, failed=standing.failed)
        row.is_passed = event is StandingEvent.PASS
        # Somebody who was admitted by hand meanwhile stays so.
        if standing.state == Standing.PRACTISING.value:
            take_standing_step(standing, event, by=None, at=at)
    row.save(update_fields=["ended_at", "is_passed"])


def _seeds(standing: MarkerStanding) -> list[bool]:
    """How the seeds came out that somebody finished since they were cleared, the oldest first."""
    rows = StandardPiece.objects.filter(
        marker_id=standing.person_id,
        round=None,
        exemplar__standard=standing.standard_id,
        finished_at__gte=standing.since,
    )
    return [bool(close) for close in rows.order_by("finished_at", "pk").values_list("is_close", flat=True)]


def stop(standing: MarkerStanding, *, why: str, by: Actor | None, at: datetime) -> MarkerStop:
    """Stop somebody's marking under a standard, whose standing the caller has locked.

    The seats they have not finished are free at once, with their drafts kept; what they finished since a standard
    script last agreed comes back, and waits until somebody has decided. Nothing that was marked is lost.
    """
    take_standing_step(standing, StandingEvent.STOP, by=by, at=at, why=why)
    windows = list(windows_under(standing.standard))
    ids = list(held_by(standing.person_id).filter(script__window__in=windows).values_list("pk", flat=True))
    seats = Allocation.objects.filter(pk__in=ids).update(ended_at=at, why_ended=WhyEnded.STOPPED.value)
    row = MarkerStop.objects.create(
        standing=standing, by_id=by.person_id if by else None, at=at, why=why.strip(), seats=seats
    )
    markings = _since_good(standing).filter(allocation__script__window__in=windows)
    ReturnedMarking.objects.bulk_create(
        ReturnedMarking(
            stop=row,
            marking=marking,
            script_id=marking.allocation.script_id,
            window_id=marking.allocation.script.window_id,
        )
        for marking in markings.select_related("allocation__script").order_by("pk")
    )
    person = str(standing.person.ref)
    audit(by=str(by) if by else CLOCK, did="assessment.stop_marker", to=person, at=at, seats=str(seats))
    post(Notice("assessment.marker_stopped", {"person": person, "stop": str(row.ref)}), at=at)
    return row


def _since_good(standing: MarkerStanding) -> QuerySet[Marking]:
    """What somebody finished since a seed of theirs was last close, or since they were cleared; what is out stays."""
    good = StandardPiece.objects.filter(
        marker_id=standing.person_id,
        round=None,
        exemplar__standard=standing.standard_id,
        is_close=True,
        finished_at__gte=standing.since,
    )
    last = good.order_by("-finished_at").values_list("finished_at", flat=True).first()
    held = Marking.objects.filter(allocation__marker_id=standing.person_id, allocation__ended_at=None).exclude(
        allocation__script__state=State.RELEASED.value
    )
    return held.filter(finished_at__gt=last) if last else held.filter(finished_at__gte=standing.since)


@atomic
def decide_stop(ref: UUID, decision: Decision, *, why: str, by: Actor, at: datetime) -> int:
    """Say what becomes of a stop; says how many scripts are to be marked once more.

    Lifted, they go on, and what came back stands as it was. Confirmed, they have to pass the test again, and others
    mark what came back; their own markings are set aside and kept.

    :raises Refused: if this actor may not, it is about themselves, it was decided already, or there is no reason.
    :raises MarkerStop.DoesNotExist: if there is none.
    """
    row = MarkerStop.objects.select_related("standing__person", "standing__standard").get(ref=ref)
    standing = MarkerStanding.objects.select_for_update().get(pk=row.standing_id)
    row.refresh_from_db(fields=["decision"])
    refusal = why_not_decide(by, marker=standing.person_id, is_decided=bool(row.decision)) or why_not_say(why)
    if refusal:
        raise Refused(refusal)

    event = StandingEvent.LIFT if decision is Decision.LIFTED else StandingEvent.CONFIRM
    take_standing_step(standing, event, by=by, at=at, why=why)
    row.decision, row.decided_by_id, row.decided_at, row.decided_why = decision.value, by.person_id, at, why.strip()
    row.save(update_fields=["decision", "decided_by", "decided_at", "decided_why"])
    again = _set_aside(row, by=by, at=at) if decision is Decision.CONFIRMED else 0
    facts = {"decision": decision.value, "again": str(again)}
    audit(by=str(by), did="assessment.decide_stop", to=str(row.standing.person.ref), at=at, **facts)
    post(Notice("assessment.stop_decided", {"stop": str(row.ref)}), at=at)
    return again


def _set_aside(row: MarkerStop, *, by: Actor, at: datetime) -> int:
    scripts: Sequence[Script] = list(
        Script.objects.filter(returns__stop=row).exclude(state=State.RELEASED.value).distinct().order_by("pk")
    )
    seats = Allocation.objects.filter(marking__returns__stop=row, script__in=scripts, ended_at=None)
    Allocation.objects.filter(pk__in=list(seats.values_list("pk", flat=True))).update(
        ended_at=at, why_ended=WhyEnded.STOPPED.value
    )
    return want_marking(scripts, WantReason.SEED_RETURN, by=by, at=at)
