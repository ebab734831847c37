"""Ask who should mark what, look at it, and take it or put it away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.allocating import BATCH, seat
from goldenthread.assessment.actions.laying import hide_seeds
from goldenthread.assessment.actions.stepping import take_steps
from goldenthread.assessment.models import Allocation, Proposal, ProposedGap, ProposedSeat, Script, Window
from goldenthread.assessment.queries.arriving import why_files_wait
from goldenthread.assessment.queries.proposing import Material, assessors, material
from goldenthread.assessment.rules.allocating import why_not_plan
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.rules.proposing import is_small, propose, why_not_accept_proposal, why_not_ask
from goldenthread.assessment.rules.states import PROPOSAL_STEPS
from goldenthread.assessment.types.marking import Pairing
from goldenthread.assessment.types.placing import Proposed
from goldenthread.assessment.types.proposing import Stage
from goldenthread.assessment.types.words import Event, ProposalEvent, ProposalRef, ProposalState, ScriptRef, WhyEnded
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Actor

_OPEN = (ProposalState.ASKED.value, ProposalState.READY.value)


@atomic
def ask_proposal(window: UUID, *, by: Actor, at: datetime) -> ProposalRef:
    """Ask who should mark what in a window. One that is open is put away; nobody's seat changes.

    A small window is worked out at once, a large one by the worker.

    :raises Refused: if this actor may not, or the window is not closed.
    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    windows = Window.objects.seen_by(by).select_related("cohort__release").select_for_update(of=("self",))
    row = windows.get(ref=window)
    refusal = why_not_run(by) or why_not_ask(row.as_facts(), at=at)
    if refusal:
        raise Refused(refusal)
    for open_one in Proposal.objects.filter(window=row, state__in=_OPEN):
        _decide(open_one, ProposalEvent.PUT_AWAY, by=by, at=at)
    made = Proposal.objects.create(
        window=row,
        state=ProposalState.ASKED.value,
        stage=Stage.WAITING.value,
        asked_by_id=by.person_id,
        asked_at=at,
    )
    audit(by=str(by), did="assessment.ask_proposal", to=str(row.ref), at=at)
    if is_small(Script.objects.filter(window=row).count(), len(assessors(by=by).names)):
        _write(made.pk, found := material(row, by=by, at=at), _worked_out(found), at=at)
    else:
        post(Notice("assessment.proposal_asked", {"proposal": str(made.ref)}), at=at)
    return ProposalRef(made.ref)


def work_out(ref: UUID, *, at: datetime) -> None:
    """Work a proposal out for whoever asked; one that waits no longer is left alone.

    No transaction is open while the solver works, so nobody waits for it.
    """
    row = Proposal.objects.select_related("window__cohort__release").filter(ref=ref, state=ProposalState.ASKED).first()
    if row is None:
        return
    _tell(row, Stage.GATHERING)
    found = material(row.window, by=actor_for(row.asked_by_id), at=at)
    _tell(row, Stage.PLACING)
    proposed = _worked_out(found)
    _tell(row, Stage.WRITING)
    _write(row.pk, found, proposed, at=at)


@atomic
def accept_proposal(ref: UUID, *, by: Actor, at: datetime) -> int:
    """Give every seat as it was proposed, or none; says how many.

    Everything is asked again: conflicts, training, who is away, what each takes. Who has finished keeps their seat.

    :raises Refused: if this actor may not, the proposal is not ready, seats or scripts changed since, or somebody may
        not have a seat any more.
    :raises Proposal.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _locked(ref, by=by)
    found = material(row.window, by=by, at=at)
    seats = list(row.seats.select_related("script").order_by("script__number", "seat"))
    plan = [Pairing(ScriptRef(s.script.ref), s.marker_id, s.seat) for s in seats]
    moved = {(pairing.script, pairing.seat) for pairing in plan}
    stays = [Pairing(h.script, h.person_id, h.seat) for h in found.held if (h.script, h.seat) not in moved]
    refusal = (
        why_not_run(by)
        or why_not_accept_proposal(ProposalState(row.state), stands=row.stands, now=found.stands)
        or why_not_plan(plan, found.scripts, found.markers, on=found.on, stays=stays, desks=found.desks)
    )
    scripts = {ScriptRef(s.ref): s for s in Script.objects.filter(window=row.window).select_for_update()}
    refusal = refusal or why_files_wait(scripts[pairing.script] for pairing in plan)
    if refusal:
        raise Refused(refusal)

    _end(found, moved, at=at)
    seat(plan, scripts, {}, by=by, at=at)
    hide_seeds(row.window, found.policy, {p.person_id for p in plan}, by=by, at=at)
    take_steps([scripts[each] for each in sorted({p.script for p in plan})], Event.ALLOCATE, by=by, at=at)
    _decide(row, ProposalEvent.ACCEPT, by=by, at=at)
    audit(by=str(by), did="assessment.accept_proposal", to=str(row.window.ref), at=at, seats=str(len(plan)))
    post(Notice("assessment.allocated", {"window": str(row.window.ref), "at": at.isoformat()}), at=at)
    return len(plan)


@atomic
def put_proposal_away(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Nobody wants it. No seat changes.

    :raises Refused: if this actor may not. :raises NoSuchStep: if it was decided already.
    :raises Proposal.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _locked(ref, by=by)
    refusal = why_not_run(by)
    if refusal:
        raise Refused(refusal)
    _decide(row, ProposalEvent.PUT_AWAY, by=by, at=at)
    audit(by=str(by), did="assessment.put_proposal_away", to=str(row.window.ref), at=at)


def _locked(ref: UUID, *, by: Actor) -> Proposal:
    rows = Proposal.objects.filter(window__in=Window.objects.seen_by(by)).select_related("window__cohort__release")
    return rows.select_for_update(of=("self", "window")).get(ref=ref)


def _worked_out(found: Material) -> Proposed:
    return propose(found.wanted, found.markers.values(), found.desks, on=found.on, due=found.due)


def _tell(row: Proposal, stage: Stage) -> None:
    Proposal.objects.filter(pk=row.pk, state=ProposalState.ASKED.value).update(stage=stage.value)


@atomic
def _write(pk: int, found: Material, proposed: Proposed, *, at: datetime) -> None:
    """Keep what was worked out, unless somebody put the proposal away meanwhile."""
    row = Proposal.objects.select_for_update().get(pk=pk)
    if row.state != ProposalState.ASKED.value:
        return
    ProposedSeat.objects.bulk_create(
        (
            ProposedSeat(
                proposal=row,
                script_id=found.ids[each.script],
                seat=each.seat,
                marker_id=each.person_id,
                others=each.others,
                replaces_id=lost.person_id if (lost := found.loses.get((each.script, each.seat))) else None,
            )
            for each in proposed.placed
        ),
        batch_size=BATCH,
    )
    ProposedGap.objects.bulk_create(
        (
            ProposedGap(
                proposal=row,
                script_id=found.ids[each.script],
                seats=each.seats,
                possible=each.possible,
                left_out=dict(each.left_out),
            )
            for each in proposed.unplaced
        ),
        batch_size=BATCH,
    )
    row.state = step(PROPOSAL_STEPS, ProposalState(row.state), ProposalEvent.WORK_OUT).value
    row.ready_at, row.stands = at, found.stands
    row.is_proved, row.missing = proposed.is_proved, proposed.missing
    row.pairs, row.most, row.groups = proposed.spread.pairs, proposed.spread.most, proposed.spread.groups
    row.would_do = list(proposed.would_do)
    row.save()


def _end(found: Material, moved: Iterable[tuple[ScriptRef, int]], *, at: datetime) -> None:
    """End the seats of those who may not mark a script any more, where somebody else is put."""
    lost = [found.loses[place] for place in moved if place in found.loses]
    for each in lost:
        marker = found.markers.get(each.person_id)
        conflicted = marker is not None and why_conflicted(found.scripts[each.script], marker)
        why = WhyEnded.CONFLICT if conflicted else WhyEnded.CANNOT_MARK
        Allocation.objects.filter(pk=each.pk).update(ended_at=at, why_ended=why.value)


def _decide(row: Proposal, event: ProposalEvent, *, by: Actor, at: datetime) -> None:
    row.state = step(PROPOSAL_STEPS, ProposalState(row.state), event).value
    row.decided_by_id, row.decided_at = by.person_id, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
