"""Which seats a script needs, and where one more is put."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from goldenthread.assessment.rules.agreement import agree
from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.submitting import ScriptFacts, Stage
from goldenthread.assessment.types.words import WANT_NAMES, Outcome, State, WantReason
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import AssessmentPolicy, MarkScheme, SecondMarking, SecondRule, ThirdPerson

_BY_RULE = (WantReason.FAIL, WantReason.BORDERLINE, WantReason.SAMPLE)


def seats_needed(each: int, wanted: Iterable[int]) -> tuple[int, ...]:
    """The numbers of the seats of a script: as many as the policy gives ``each``, and those that are wanted beside."""
    return tuple(sorted({*range(1, each + 1), *wanted}))


def seat_for(each: int, *, used: Iterable[int], set_aside: Iterable[int], wanted: Iterable[int]) -> int:
    """Where one more marking is put: at a seat of the policy whose finished marking was ``set_aside`` if there is one,
    or else at the next number after all that were ever ``used`` or are ``wanted``."""
    taken = set(wanted)
    free = sorted(seat for seat in set(set_aside) - taken if seat <= each)
    return free[0] if free else max({each, *used, *taken}) + 1


def why_not_want(number: str, state: State) -> Refusal | None:
    """Why no further marking of a script can be asked for."""
    if state is State.BEGUN:
        return Refusal("not_handed_in", f"Script {number}: nothing was handed in.", "Choose another script.")
    if state is State.RELEASED:
        return Refusal(
            "released", f"Script {number}: its result is out.", "Take the result back first, then ask for a marking."
        )
    return None


def why_not_ask_by_hand(
    script: ScriptFacts, *, at: datetime, wanted: Iterable[WantReason], free: int, empty: int, barred: Sequence[str]
) -> Refusal | None:
    """Why nobody can ask for one more marking by hand. ``wanted``: what is wanted already. ``free``: how many assessors
    could mark it who have not; ``empty``: how many of its seats already wait for one; ``barred``: why others cannot."""
    if stage(script.window, at=at) is not Stage.CLOSED:
        return Refusal("window_open", "Its window is open, so it can still be replaced.", "Ask after it closes.")
    refusal = why_not_want(script.number, script.state)
    if refusal:
        return refusal
    open_ones = [WANT_NAMES[reason].lower() for reason in wanted]
    if open_ones:
        says = f"One more marking is wanted already: {', '.join(open_ones)}."
        return Refusal("wanted_already", says, "Give its seat to an assessor, and wait until they have finished.")
    if free > empty:
        return None
    known = " ".join(f"{number} of them: {says}" for says, number in Counter(barred).most_common(3))
    says = (
        f"No independent marker is left: {free} could mark it, and {empty} of its seats wait for one. {known}".strip()
    )
    mend = "Record training or more room for an assessor, wait until one is back, or bring another one in."
    return Refusal("nobody_left", says, mend)


def why_not_for_this(why: str) -> Refusal | None:
    """Why a reason does not do."""
    return why_no_reason(why, "Say in a sentence why one more marking is needed.")


def what_follows(
    script: UUID,
    window: UUID,
    sheets: Sequence[MarkSheet],
    scheme: MarkScheme,
    policy: AssessmentPolicy,
    *,
    wanted: Iterable[WantReason],
) -> WantReason | None:
    """Why the policy has one more marking of a script whose markings are all finished; none where it has not.

    ``wanted``: for what further markings of it were ever wanted. A second marking is wanted once, for the first of
    these that holds: it fails, it is borderline, it is in the sample. A third one once, where the others lie too far
    apart and the policy gives those to a third marker.
    """
    before = set(wanted)
    if policy.second_marking is SecondMarking.SOME and len(sheets) <= policy.seats and not before & set(_BY_RULE):
        found = {why_second(script, window, sheet, scheme, policy.second) for sheet in sheets}
        if found != {None}:
            return next(reason for reason in _BY_RULE if reason in found)
    if policy.agreement.third is ThirdPerson.MARKER and WantReason.THIRD not in before and len(sheets) > 1:
        return WantReason.THIRD if agree(sheets, scheme, policy.agreement).is_wide else None
    return None


def why_second(script: UUID, window: UUID, sheet: MarkSheet, scheme: MarkScheme, rule: SecondRule) -> WantReason | None:
    """Why a script with this full sheet is marked a second time, if it is."""
    if rule.fails and reckon(sheet, scheme).outcome is Outcome.FAILED:
        return WantReason.FAIL
    if is_borderline(sheet, scheme, rule):
        return WantReason.BORDERLINE
    return WantReason.SAMPLE if is_drawn(script, window, rule) else None


def is_borderline(sheet: MarkSheet, scheme: MarkScheme, rule: SecondRule) -> bool:
    """Whether little would change the result: the total is near the minimum, or it is reached and criteria or parts
    miss theirs by little."""
    total = scheme.total(sheet.given)
    if rule.around_total is not None and abs(total - scheme.minimum_total) <= rule.around_total:
        return True
    # What stands beside is not marked, so that nothing here would change it.
    if any(mark < criterion.minimum for criterion, mark in scheme.beside):
        return False
    short = [each.minimum - scheme.reached(each, sheet.given) for each in scheme.short_of(sheet.given)]
    if rule.short_by is None or not short or total < scheme.minimum_total:
        return False
    return max(short) <= rule.short_by


def is_drawn(script: UUID, window: UUID, rule: SecondRule) -> bool:
    """Whether a script is in the sample. It hangs on the policy's seed, the window and the script's reference alone, so
    that it does not matter who marks it when, and anybody who knows these can draw it again."""
    figure = int(sha256(f"{rule.seed}:{window}:{script}".encode()).hexdigest()[:16], 16)
    return figure % 10_000 < rule.sample * 100
