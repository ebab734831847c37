"""Until when a piece may be offered late, and what it takes that one counts.

Nothing is accepted late by itself: until a person without a conflict of interest has decided, a late piece is no
version of a script, so that nothing that marks, compares, counts or releases can meet it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.rules.reasons import enough, why_no_reason
from goldenthread.assessment.rules.submitting import PASSED, PASSED_ALREADY, TAKEN_OUT
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.late import LATE_NAMES, LateEvent, LateState
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.submitting import ScriptFacts, Stage
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON

LATE_STEPS: Mapping[tuple[LateState, LateEvent], LateState] = MappingProxyType(
    {
        (LateState.OFFERED, LateEvent.ACCEPT): LateState.ACCEPTED,
        (LateState.OFFERED, LateEvent.REFUSE): LateState.REFUSED,
        (LateState.OFFERED, LateEvent.TAKE_BACK): LateState.TAKEN_BACK,
    }
)
# A reason of a word or two tells nobody anything.
LEAST_WHY = 10
ONLY_WHAT_STANDS = Refusal(
    "is_a_project",
    "This window takes projects, so what stands of yours is offered, and no file by itself.",
    "Put the file in its place on the page of your project, and offer it then.",
)
NOTHING_SAVED = Refusal("nothing_written", "No answer was saved before the close.", "Choose a file instead.")
ANSWERS_CHANGED = Refusal(
    "answers_changed",
    "The answers that are saved are others than those that were offered.",
    "Do not accept them; a file can be offered instead.",
)
OTHERS_STAND = Refusal(
    "others_stand",
    "By now other parts stand from the earlier attempt than when it was offered, because its result was corrected.",
    "Do not accept it; more time can be given instead.",
)
HANDED_IN = Refusal("handed_in_already", "Something was handed in for this script.", "What was handed in last stands.")


def late_until(closes_at: datetime, *, days: int) -> datetime | None:
    """The moment from which nothing can be offered any more: so many days on the calendar here after one's own
    close, at the same hour; none where the policy takes nothing late."""
    return closes_at.astimezone(LONDON) + timedelta(days=days) if days else None


def can_offer_until(closes_at: datetime, *, days: int, before: Collection[LateState], at: datetime) -> datetime | None:
    """Until when whoever missed a window that closed for them can still offer a piece; none where they cannot."""
    until = late_until(closes_at, days=days)
    return until if until and at < until and not {*before} - {LateState.TAKEN_BACK} else None


def late_stands(before: Collection[LateState]) -> str:
    """Where what was offered late stands, in words; nothing where nothing was, or it was taken back."""
    return next((LATE_NAMES[each] for each in LateState if each in before and each is not LateState.TAKEN_BACK), "")


def is_missed(script: ScriptFacts, *, at: datetime) -> bool:
    """Whether their window is over and they handed in nothing for it."""
    return script.state is State.BEGUN and stage(script.window, at=at) is Stage.CLOSED


def added_to_until(closes_at: datetime, *, days: int, before: Collection[LateState]) -> datetime:
    """Until when a project that was missed can be added to: for as long as it may be offered late, but not while it
    waits, nor once that was decided."""
    until = late_until(closes_at, days=days)
    return closes_at if until is None or {*before} - {LateState.TAKEN_BACK} else until


def begun_until(closes_at: datetime, *, is_booked: bool, days: int) -> datetime:
    """Until when a project can be begun: whoever booked the window may offer one late, and begins it for that."""
    return (late_until(closes_at, days=days) if is_booked else None) or closes_at


def why_not_offer(script: ScriptFacts, *, days: int, before: frozenset[LateState], at: datetime) -> Refusal | None:
    """Why nothing is offered late for this script now; ``before``: where what was offered already stands."""
    if stage(script.window, at=at) is not Stage.CLOSED:
        return Refusal("not_late", "Your window is not over.", "Hand it in on the page of your script.")
    if script.state is State.WITHDRAWN:
        return TAKEN_OUT
    if script.state is not State.BEGUN:
        return HANDED_IN
    if script.has_passed:
        return PASSED
    until = late_until(script.window.closes_at, days=days)
    if until is None:
        return Refusal(
            "nothing_late",
            "The window has closed, and nothing is taken late here.",
            "If something went wrong, tell your programme manager.",
        )
    if LateState.REFUSED in before:
        return Refusal(
            "refused_already",
            "It was decided that a late piece does not count.",
            "The answer stands with what you offered late. Ask your programme manager about a later window.",
        )
    if LateState.OFFERED in before:
        return Refusal("offered_already", "You have offered a piece, and it waits.", "Take it back first, or wait.")
    if at >= until:
        return Refusal(
            "late_is_over", "The days in which a piece could be offered late are over.", "Tell your programme manager."
        )
    return None


def why_not_so(why: str) -> Refusal | None:
    """Why these words do not say why a piece is late."""
    if len(why.strip()) >= LEAST_WHY:
        return None
    return Refusal(
        "no_reason",
        f"It is not said why it is late: {enough(LEAST_WHY)}.",
        "Say it in your words. Whoever decides reads it.",
    )


def why_not_judge_late(script: ScriptFacts, who: Marker) -> Refusal | None:
    """Why this person does not decide whether a late piece counts."""
    if why_conflicted(script, who):
        return Refusal(
            "conflict_of_interest",
            "You cannot decide about this piece because of a conflict of interest.",
            "Somebody else who runs assessment has to decide.",
        )
    return None


def why_not_decide_late(answer: str, *, waits: bool) -> Refusal | None:
    """Why a decision cannot be kept so."""
    if not waits:
        return Refusal("not_waiting", "It does not wait for a decision any more.", "Load the page again.")
    return why_no_reason(answer, "Say why it counts, or why not. They read it.", code="no_answer", least=LEAST_WHY)


def why_not_accept(state: State, *, is_here: bool, went_on: bool, has_passed: bool) -> Refusal | None:
    """Why a late piece cannot be accepted any more. ``is_here``: its file is; ``went_on``: to another window;
    ``has_passed``: by another one."""
    if state is State.WITHDRAWN:
        return Refusal(
            "taken_out",
            "It was decided since that they are not assessed in this window.",
            "Do not accept it, and say in your answer what was decided.",
        )
    if state is not State.BEGUN:
        return Refusal("not_missed", "Something was handed in for this window since.", "Do not accept the late piece.")
    if went_on:
        return Refusal(
            "went_on", "They have opened the brief of another window since.", "Do not accept it: that one is marked."
        )
    if has_passed:
        return Refusal(
            PASSED_ALREADY,
            "They have passed by another window.",
            "Do not accept it: nothing more is asked of them.",
        )
    if not is_here:
        return Refusal("file_gone", "Its file was erased with its person.", "Do not accept it.")
    return None
