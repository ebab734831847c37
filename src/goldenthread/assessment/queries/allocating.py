"""Who could mark what, for those who hand scripts out. Scripts have numbers here and no names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from goldenthread.assessment.models import Allocation, Script, Window
from goldenthread.assessment.queries.facts import facts_of, markers_among, policy_of
from goldenthread.assessment.rules.allocating import seats, suggest, why_not_allocate
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.marking import why_conflicted, why_marked_already
from goldenthread.assessment.types.allocating import AllocationPage, AllocationRow, AssessorLine, Place
from goldenthread.assessment.types.marking import Marker, Plan
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import ScriptRef, State, WindowRef
from goldenthread.people.queries.directory import people_who, person_ids
from goldenthread.people.types import Actor, Duty, PersonRef

Held = Mapping[ScriptRef, Mapping[int, Allocation]]
# A seat may still be held by somebody who is no longer an assessor; it can then be given to another.
_GONE = AssessorLine(PersonRef(UUID(int=0)), "Somebody who is no longer an assessor", 0)


@dataclass(frozen=True)
class _Table:
    """What every row of the page is drawn from."""

    people: Mapping[int, AssessorLine]
    markers: Mapping[int, Marker]
    held: Held
    plan: Plan
    seats: int
    at: datetime


def allocation_page(window: UUID, *, by: Actor, at: datetime) -> AllocationPage:
    """The scripts of a window with their seats, who could take the empty ones, and a suggestion; in twelve statements.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.seen_by(by).select_related("cohort__release", "brief__brief").get(ref=window)
    scripts = Script.objects.seen_by(by).filter(window=row).exclude(state=State.BEGUN.value).with_facts()
    facts = list(facts_of(scripts.order_by("number")).values())
    table = _table(row, facts, by=by, at=at)
    return AllocationPage(
        window=WindowRef(row.ref),
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        seats=table.seats,
        assessors=tuple(table.people.values()),
        rows=tuple(_row(script, table) for script in facts),
        why_not=why_not_run(by),
    )


def _table(window: Window, facts: list[ScriptFacts], *, by: Actor, at: datetime) -> _Table:
    people = _assessors(by)
    markers = markers_among(people)
    held = _held(window)
    each = seats(policy_of(window))
    plan = suggest(
        [script for script in facts if why_not_allocate(script, at=at) is None],
        list(markers.values()),
        each=each,
        kept={ref: {seat: a.marker_id for seat, a in taken.items()} for ref, taken in held.items()},
        load={person: line.load for person, line in people.items()},
    )
    return _Table(people, markers, held, plan, each, at)


def _row(script: ScriptFacts, table: _Table) -> AllocationRow:
    marked = {a.marker_id: seat for seat, a in table.held.get(script.ref, {}).items() if hasattr(a, "marking")}
    conflicts = {
        person: why_conflicted(script, marker) or why_marked_already(marked.get(person))
        for person, marker in table.markers.items()
    }
    return AllocationRow(
        ref=script.ref,
        number=script.number,
        state=script.state,
        places=tuple(_place(script, seat, conflicts, table) for seat in range(1, table.seats + 1)),
        why_not=why_not_allocate(script, at=table.at),
        unplaced=table.plan.unplaced.get(script.ref, ""),
        conflicts=tuple((table.people[person].name, why) for person, why in conflicts.items() if why),
    )


def _place(script: ScriptFacts, seat: int, conflicts: Mapping[int, str], table: _Table) -> Place:
    held = table.held.get(script.ref, {}).get(seat)
    chosen = next((p.person_id for p in table.plan.pairings if (p.script, p.seat) == (script.ref, seat)), None)
    return Place(
        seat=seat,
        holder=table.people.get(held.marker_id, _GONE) if held else None,
        is_finished=held is not None and hasattr(held, "marking"),
        suggested=table.people[chosen] if chosen is not None else None,
        possible=tuple(line for person, line in table.people.items() if not conflicts[person]),
    )


def _assessors(by: Actor) -> Mapping[int, AssessorLine]:
    """Everybody who wears the assessor's hat, with what they have to do; in four statements."""
    cards = people_who(Duty.ASSESSOR, by=by)
    ids = person_ids(card.ref for card in cards)
    waiting = Allocation.objects.current().filter(marker_id__in=ids.values(), marking=None)
    load = dict(waiting.values_list("marker_id").annotate(Count("id")))
    return {ids[card.ref]: AssessorLine(card.ref, card.name, load.get(ids[card.ref], 0)) for card in cards}


def _held(window: Window) -> Held:
    found: defaultdict[ScriptRef, dict[int, Allocation]] = defaultdict(dict)
    rows = Allocation.objects.current().filter(script__window=window).select_related("marking", "script")
    for row in rows:
        found[ScriptRef(row.script.ref)][row.seat] = row
    return found
