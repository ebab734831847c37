"""Who may have which seat: never somebody with a conflict or without training, never the same person twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from goldenthread.assessment.rules.describing import why_not_reason
from goldenthread.assessment.rules.marking import why_away, why_conflicted, why_untrained
from goldenthread.assessment.rules.some import some
from goldenthread.assessment.rules.standing import why_uncleared
from goldenthread.assessment.rules.windows import day_here, stage
from goldenthread.assessment.types.marking import Marker, Pairing
from goldenthread.assessment.types.placing import Desk
from goldenthread.assessment.types.submitting import ScriptFacts, Stage, WindowFacts
from goldenthread.assessment.types.words import NOT_IN, ScriptRef, State
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import AssessmentPolicy


def seats(policy: AssessmentPolicy) -> int:
    """How many assessors each script has under the policy."""
    return policy.seats


def marking_due(window: WindowFacts, policy: AssessmentPolicy, *, own: date | None) -> date:
    """By which day the scripts of a window are to be marked: its own day, or so many days after it closes."""
    return own or day_here(window.closes_at) + timedelta(days=policy.marking.days)


def why_not_due(window: WindowFacts, due_on: date, *, why: str) -> Refusal | None:
    """Why the scripts of a window cannot be due on a day."""
    if due_on < day_here(window.closes_at):
        return Refusal("due_before_closing", "The window closes after that day.", "Give a later day.")
    return why_not_reason(why)


def why_not_allocate(script: ScriptFacts, *, at: datetime) -> Refusal | None:
    """Why a script cannot be given to assessors: it could still be replaced, or it is past that."""
    if stage(script.window, at=at) is not Stage.CLOSED:
        return Refusal("window_open", "Its window is open, so it can still be replaced.", "Allocate after it closes.")
    if script.state not in {State.SUBMITTED, State.ALLOCATED}:
        words = "nothing is in" if script.state.value in NOT_IN else "its marking is finished"
        return Refusal("not_for_allocation", f"This script cannot be allocated: {words}.", "Choose another script.")
    return None


def why_not_sit(script: ScriptFacts, marker: Marker, *, on: date) -> Refusal | None:
    """Why somebody cannot be given a seat at a script today, whoever gives it."""
    says = why_conflicted(script, marker)
    if says:
        return Refusal("conflict_of_interest", f"Script {script.number}: {says}", "Choose another assessor for it.")
    says = why_untrained(script, marker, on=on)
    if says:
        mend = "Choose another assessor, or record the training first."
        return Refusal("not_trained", f"Script {script.number}: {says}", mend)
    says = why_uncleared(script, marker)
    if says:
        mend = "Choose another assessor, or look at where they stand with the standard."
        return Refusal("not_cleared", f"Script {script.number}: {says}", mend)
    if why_away(marker, on=on):
        says = "They cannot mark at the moment."
        return Refusal("cannot_mark", f"Script {script.number}: {says}", "Choose another assessor for it.")
    return None


def why_not_plan(
    changed: Sequence[Pairing],
    scripts: Mapping[ScriptRef, ScriptFacts],
    markers: Mapping[int, Marker],
    *,
    on: date,
    stays: Iterable[Pairing] = (),
    desks: Mapping[int, Desk] | None = None,
) -> Refusal | None:
    """Why changes cannot be made: a conflict, no training, a stranger, one person in two seats, or more than somebody
    said they take. ``stays`` are the seats that remain as they are, and are asked for nothing but who has them."""
    seen = {(pairing.script, pairing.person_id) for pairing in stays}
    for pairing in changed:
        marker = markers.get(pairing.person_id)
        if marker is None:
            return Refusal("not_an_assessor", "Somebody in the plan is not an assessor.", "Choose from the list.")
        refusal = why_not_sit(scripts[pairing.script], marker, on=on)
        if refusal:
            return refusal
        if (pairing.script, pairing.person_id) in seen:
            number = scripts[pairing.script].number
            return Refusal("same_marker_twice", f"Script {number} has one assessor twice.", "Choose other people.")
        seen.add((pairing.script, pairing.person_id))
    return _why_too_many(changed, desks or {})


def _why_too_many(changed: Sequence[Pairing], desks: Mapping[int, Desk]) -> Refusal | None:
    more = Counter(pairing.person_id for pairing in changed)
    for person, desk in desks.items():
        if desk.is_recorded and more[person] > desk.room:
            return Refusal(
                "over_capacity",
                f"Somebody would have {some(desk.load + more[person], 'script')} of this window "
                f"and takes {desk.capacity}.",
                "Choose another assessor, or record that they take more.",
            )
    return None
