"""Who marks what: balanced, never somebody with a conflict, never the same person twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.marking import Marker, Pairing, Plan
from goldenthread.assessment.types.submitting import ScriptFacts, Stage
from goldenthread.assessment.types.words import ScriptRef, State
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import AssessmentPolicy, SecondMarking


def seats(policy: AssessmentPolicy) -> int:
    """How many assessors each script has under the policy."""
    return 2 if policy.second_marking is SecondMarking.ALL else 1


def why_not_allocate(script: ScriptFacts, *, at: datetime) -> Refusal | None:
    """Why a script cannot be given to assessors: it could still be replaced, or it is past that."""
    if stage(script.window, at=at) is not Stage.CLOSED:
        return Refusal("window_open", "Its window is open, so it can still be replaced.", "Allocate after it closes.")
    if script.state not in {State.SUBMITTED, State.ALLOCATED}:
        words = "nothing was handed in" if script.state is State.BEGUN else "its marking is finished"
        return Refusal("not_for_allocation", f"This script cannot be allocated: {words}.", "Choose another script.")
    return None


def suggest(
    scripts: Sequence[ScriptFacts],
    markers: Sequence[Marker],
    *,
    each: int,
    kept: Mapping[ScriptRef, Mapping[int, int]],
    load: Mapping[int, int],
) -> Plan:
    """Fill the empty seats.

    ``kept``: for each script, the person at each seat that is taken. ``load``: scripts each person has already.
    Scripts with the fewest possible markers choose first; each takes those with the least to do, then the lowest id,
    so the same question always has the same answer.
    """
    busy = Counter(dict(load))
    possible = {script.ref: [m for m in markers if not why_conflicted(script, m)] for script in scripts}
    pairings: list[Pairing] = []
    unplaced: dict[ScriptRef, str] = {}
    for script in sorted(scripts, key=lambda each_script: (len(possible[each_script.ref]), each_script.number)):
        taken = dict(kept.get(script.ref, {}))
        for seat in range(1, each + 1):
            if seat in taken:
                continue
            free = [m for m in possible[script.ref] if m.person_id not in taken.values()]
            if not free:
                unplaced[script.ref] = _why_nobody(len(markers), len(possible[script.ref]), each)
                break
            chosen = min(free, key=lambda marker: (busy[marker.person_id], marker.person_id))
            busy[chosen.person_id] += 1
            taken[seat] = chosen.person_id
            pairings.append(Pairing(script.ref, chosen.person_id, seat))
    return Plan(tuple(pairings), unplaced)


def _why_nobody(all_markers: int, possible: int, each: int) -> str:
    conflicted = all_markers - possible
    return f"It needs {each} assessors. Of {all_markers}, {conflicted} have a conflict of interest with it."


def why_not_plan(
    plan: Iterable[Pairing], scripts: Mapping[ScriptRef, ScriptFacts], markers: Mapping[int, Marker]
) -> Refusal | None:
    """Why a plan that a person made cannot stand: a conflict, a stranger, or one person in two seats."""
    seen: set[tuple[ScriptRef, int]] = set()
    for pairing in plan:
        marker = markers.get(pairing.person_id)
        if marker is None:
            return Refusal("not_an_assessor", "Somebody in the plan is not an assessor.", "Choose from the list.")
        number = scripts[pairing.script].number
        reason = why_conflicted(scripts[pairing.script], marker)
        if reason:
            return Refusal("conflict_of_interest", f"Script {number}: {reason}", "Choose another assessor for it.")
        if (pairing.script, pairing.person_id) in seen:
            return Refusal("same_marker_twice", f"Script {number} has one assessor twice.", "Choose two people.")
        seen.add((pairing.script, pairing.person_id))
    return None
