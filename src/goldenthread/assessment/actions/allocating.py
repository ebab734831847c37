"""Give scripts to assessors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.laying import hide_seeds
from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.actions.taking_up import take_up_drafts
from goldenthread.assessment.models import Allocation, Script, Window
from goldenthread.assessment.queries.arriving import why_files_wait
from goldenthread.assessment.queries.declared import desks_of
from goldenthread.assessment.queries.facts import facts_of, markers_among, policy_of
from goldenthread.assessment.queries.wanting import wanted_seats
from goldenthread.assessment.rules.allocating import why_not_allocate, why_not_plan
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.wanting import seats_needed
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.marking import Pairing
from goldenthread.assessment.types.placing import Desk
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import Event, ScriptRef, WhyEnded
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.queries.directory import people_who, person_ids
from goldenthread.people.types import Actor, Duty

Seats = Mapping[tuple[UUID, int], UUID]
Held = Mapping[tuple[ScriptRef, int], Allocation]
BATCH = 500


@atomic
def allocate(window: UUID, seats: Seats, *, by: Actor, at: datetime) -> int:
    """Put assessors (by reference) in seats (script's reference and seat number); says how many seats changed.

    Whoever had a seat before loses it, unless they have finished marking there. Nothing is changed if any of it
    cannot be.

    :raises Refused: if this actor may not, a script cannot be allocated, or an assessor may not mark it.
    """
    _refuse(why_not_run(by))
    windows = Window.objects.seen_by(by).select_related("cohort__release").select_for_update(of=("self",))
    row = windows.get(ref=window)
    scripts = _locked(row, {script for script, _ in seats}, by=by)
    _refuse(why_files_wait(scripts.values()))
    held = _held(scripts.values())
    policy = policy_of(row)
    facts = facts_of(scripts.values(), policy=policy)
    changed = [p for p in _pairings(seats, by=by) if _holder(held, p) != p.person_id]
    wanted = wanted_seats([script.pk for script in scripts.values()])
    needed = {ref: seats_needed(policy.seats, wanted.get(s.pk, ())) for ref, s in scripts.items()}
    _refuse(_why_no_seat(changed, needed))
    desks = desks_of({p.person_id for p in changed}, row, usual=policy.marking.capacity)
    _refuse(_why_not(changed, {ref: facts[s.pk] for ref, s in scripts.items()}, held, desks, at=at))

    seat(changed, scripts, {key: row.pk for key, row in held.items()}, by=by, at=at)
    hide_seeds(row, policy, {p.person_id for p in changed}, by=by, at=at)
    for ref in sorted({p.script for p in changed}):
        take_step(scripts[ref], Event.ALLOCATE, by=by, at=at)
        audit(by=str(by), did="assessment.allocate", to=str(ref), at=at)
    if changed:
        post(Notice("assessment.allocated", {"window": str(row.ref), "at": at.isoformat()}), at=at)
    return len(changed)


def _locked(window: Window, refs: Iterable[UUID], *, by: Actor) -> dict[ScriptRef, Script]:
    """:raises Script.DoesNotExist: if one of them is not a script of this window."""
    wanted = set(refs)
    rows = Script.objects.seen_by(by).filter(window=window, ref__in=wanted).with_facts()
    found = {ScriptRef(row.ref): row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    if len(found) != len(wanted):
        raise Script.DoesNotExist
    return found


def _held(scripts: Iterable[Script]) -> Held:
    rows = Allocation.objects.current().filter(script__in=list(scripts)).select_related("script", "marking")
    return {(ScriptRef(row.script.ref), row.seat): row for row in rows}


def _holder(held: Held, pairing: Pairing) -> int | None:
    row = held.get((pairing.script, pairing.seat))
    return row.marker_id if row else None


def _pairings(seats: Seats, *, by: Actor) -> list[Pairing]:
    """:raises Refused: if somebody in the plan holds no assessor's hat."""
    assessors = {card.ref for card in people_who(Duty.ASSESSOR, by=by)}
    if not assessors.issuperset(seats.values()):
        raise Refused(Refusal("not_an_assessor", "Somebody in the plan is not an assessor.", "Choose from the list."))
    ids = person_ids(seats.values())
    return [Pairing(ScriptRef(script), ids[person], seat) for (script, seat), person in sorted(seats.items())]


def _why_no_seat(changed: Sequence[Pairing], needed: Mapping[ScriptRef, Sequence[int]]) -> Refusal | None:
    for pairing in changed:
        own = needed[pairing.script]
        if pairing.seat not in own:
            says = f"That script has {len(own)} seats: {', '.join(map(str, own))}."
            return Refusal("no_such_seat", says, "Choose one of these seats.")
    return None


def _why_not(
    changed: list[Pairing],
    facts: Mapping[ScriptRef, ScriptFacts],
    held: Held,
    desks: Mapping[int, Desk],
    *,
    at: datetime,
) -> Refusal | None:
    """Why the changes cannot be made: each script, each marking, then the plan with the seats that stay as they are."""
    for pairing in changed:
        refusal = why_not_allocate(facts[pairing.script], at=at)
        if refusal:
            return refusal
        row = held.get((pairing.script, pairing.seat))
        if row is not None and hasattr(row, "marking"):
            number = facts[pairing.script].number
            return Refusal(
                "marking_finished", f"Script {number} is marked at seat {pairing.seat}.", "Leave it as it is."
            )
    moved = {(p.script, p.seat) for p in changed}
    stays = [Pairing(ref, row.marker_id, number) for (ref, number), row in held.items() if (ref, number) not in moved]
    markers = markers_among({p.person_id for p in changed})
    return why_not_plan(changed, facts, markers, on=day_here(at), stays=stays, desks=desks)


def seat(
    changed: Sequence[Pairing],
    scripts: Mapping[ScriptRef, Script],
    held: Mapping[tuple[ScriptRef, int], int],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Put people in seats; whoever had one of them (by the id of their row) loses it. The caller has checked it all."""
    ended = [held[key] for p in changed if (key := (p.script, p.seat)) in held]
    for start in range(0, len(ended), BATCH):
        rows = Allocation.objects.filter(pk__in=ended[start : start + BATCH])
        rows.update(ended_at=at, why_ended=WhyEnded.MOVED.value)
    given = Allocation.objects.bulk_create(
        (
            Allocation(
                script=scripts[p.script],
                marker_id=p.person_id,
                seat=p.seat,
                allocated_by_id=by.person_id,
                allocated_at=at,
            )
            for p in changed
        ),
        batch_size=BATCH,
    )
    take_up_drafts(given)


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
