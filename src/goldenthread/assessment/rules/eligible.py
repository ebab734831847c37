"""Who may be given what, for thousands of scripts and hundreds of markers at once, and what speaks against a pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from goldenthread.assessment.rules.marking import why_away, why_conflicted, why_untrained
from goldenthread.assessment.rules.standing import why_uncleared
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.placing import Allowed, Table, Wanted
from goldenthread.assessment.types.standing import Clearance
from goldenthread.assessment.types.submitting import ScriptFacts

# A phase of schooling that somebody does not know weighs as much as a quarter of a full load. Illustrative.
OTHER_PHASE = 0.25
CONFLICT, TRAINING, AWAY, STANDARD = "conflict", "training", "away", "standard"


def why_not_give(script: ScriptFacts, marker: Marker, *, on: date, due: date) -> str:
    """Why this marker is not proposed for this script, in words; empty if they may be.

    Whoever is away or no longer trained on the day it is due could not finish it.
    """
    return (
        why_conflicted(script, marker)
        or why_untrained(script, marker, on=on)
        or why_untrained(script, marker, on=max(on, due))
        or why_uncleared(script, marker)
        or why_away(marker, on=on)
        or why_away(marker, on=max(on, due))
    )


def what_bars(script: ScriptFacts, marker: Marker, *, on: date, due: date) -> str:
    """Of which kind the reason is; empty where there is none."""
    if why_conflicted(script, marker):
        return CONFLICT
    untrained = why_untrained(script, marker, on=on) or why_untrained(script, marker, on=max(on, due))
    if not untrained and why_uncleared(script, marker):
        return STANDARD
    return TRAINING if untrained else AWAY if why_not_give(script, marker, on=on, due=due) else ""


def left_out(script: ScriptFacts, markers: Sequence[Marker], *, on: date, due: date) -> Mapping[str, int]:
    """How many of these markers cannot be given a script, by kind of reason."""
    kinds = Counter(what_bars(script, marker, on=on, due=due) for marker in markers)
    return {kind: number for kind, number in kinds.items() if kind}


def may_be_given(wanted: Sequence[Wanted], markers: Sequence[Marker], *, on: date, due: date) -> Allowed:
    """Script by marker, whether the one can be given the other: as ``why_not_give`` says, and not a holder again."""
    places = {marker.person_id: place for place, marker in enumerate(markers)}
    near, declared = defaultdict(set), defaultdict(set)
    for place, marker in enumerate(markers):
        for home in marker.organisation_ids | marker.declared_places:
            near[home].add(place)
        for person in marker.declared_people:
            declared[person].add(place)
    here = np.array([not (why_away(m, on=on) or why_away(m, on=max(on, due))) for m in markers], dtype=bool)
    trained = {each: _trained(each, markers, on=on, due=due) for each in {w.script.trained_for for w in wanted}}
    cleared = {each: _cleared(each, markers) for each in {w.script.clearance for w in wanted}}
    may = np.zeros((len(wanted), len(markers)), dtype=bool)
    for row, each in enumerate(wanted):
        script = each.script
        may[row] = here & trained[script.trained_for] & cleared[script.clearance]
        people = {script.participant_id, *script.companion_ids, *script.barred_ids, *script.aside_ids, *each.holders}
        out = {places[person] for person in people if person in places}
        out |= near[script.school_id] | near[script.partner_id] | declared[script.participant_id]
        may[row, sorted(out)] = False
    return may


def against(wanted: Sequence[Wanted], markers: Sequence[Marker]) -> Table:
    """Script by marker: a phase of schooling that the marker said nothing of, having named others."""
    phases = {each.script.phase for each in wanted}
    rows = {
        phase: np.array([OTHER_PHASE if phase and m.phases and phase not in m.phases else 0.0 for m in markers])
        for phase in phases
    }
    return np.array([rows[each.script.phase] for each in wanted]).reshape(len(wanted), len(markers))


def _cleared(clearance: Clearance | None, markers: Sequence[Marker]) -> Allowed:
    return np.array([clearance is None or m.person_id in clearance.cleared for m in markers], dtype=bool)


def _trained(qualification: object, markers: Sequence[Marker], *, on: date, due: date) -> Allowed:
    if qualification is None:
        return np.ones(len(markers), dtype=bool)
    days = (on, max(on, due))
    return np.array(
        [
            all(any(t.qualification == qualification and t.holds(day) for t in m.trained) for day in days)
            for m in markers
        ],
        dtype=bool,
    )
