"""Whether a result may be told, and to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.submitting import ScriptFacts, Stage, WindowFacts
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal

_WAITING = {
    State.BEGUN: "Nothing was handed in.",
    State.WITHDRAWN: "It was taken out of its window, and is not marked.",
    State.SUBMITTED: "It has no assessors yet.",
    State.ALLOCATED: "Marking is not finished.",
    State.MARKED: "A moderator has not settled it.",
}

_HELD: Mapping[State, Refusal] = MappingProxyType(
    {
        State.BEGUN: Refusal(
            "nothing_handed_in",
            "The brief was opened and nothing was handed in.",
            "Find out why, and record what follows for them.",
        ),
        State.SUBMITTED: Refusal("unmarked", "Nobody has marked it yet.", "Give it to assessors."),
        State.ALLOCATED: Refusal(
            "unmarked", "Marking is not finished.", "Wait for its assessors, or give it to others."
        ),
        State.MARKED: Refusal("unsettled", "A moderator has not settled it.", "Settle it."),
    }
)
# A planned release is carried out by a job that the clock starts every so many minutes.
EVERY = 5
# Further ahead is a slip in the year, and no rule of anybody's.
FARTHEST = timedelta(days=366)


def held_by_state(state: State) -> Refusal | None:
    """What keeps a script in by where it stands; nothing for one that is settled, or has nothing to be told."""
    return _HELD.get(state)


def why_held(holds: Sequence[Hold], numbers: Mapping[int, str]) -> Refusal | None:
    """Why nothing goes out: the first thing that keeps results in, and how many more there are."""
    if not holds:
        return None
    first, more = holds[0], len(holds) - 1
    whose = "" if first.script_id is None else f"Script {numbers[first.script_id]}: "
    also = f" {more} more {'thing keeps' if more == 1 else 'things keep'} results in." if more else ""
    return Refusal("held", f"{whose}{first.says}{also}", first.mend)


def reasons_of(why_not: Refusal | None, own: Sequence[Hold]) -> tuple[Refusal, ...]:
    """Everything that keeps one script's result in: all that holds it, or where nothing of its own does, why it does
    not go out."""
    # Where it stands is among what holds it, in more words.
    held = [Refusal(hold.code, hold.says, hold.mend) for hold in own]
    if why_not and (why_not.code == "window_open" or not held):
        held.insert(0, why_not)
    return tuple(dict.fromkeys(held))


def why_not_plan(window: WindowFacts, release_at: datetime, *, is_planned: bool, at: datetime) -> Refusal | None:
    """Why results cannot be planned to go out at this moment."""
    if is_planned:
        return Refusal("planned_already", "A release is planned already.", "Call it off before you plan another.")
    if release_at <= at:
        return Refusal("moment_over", "That moment is over.", "Choose a later one, or release now.")
    if release_at < window.closes_at:
        return Refusal(
            "window_open", "The window is still open at that moment.", "Choose a moment after it has closed."
        )
    if release_at - at > FARTHEST:
        return Refusal("moment_far", "That moment is more than a year away.", "Look at the year, or plan it later.")
    if release_at.minute % EVERY or release_at.second or release_at.microsecond:
        return Refusal(
            "not_on_the_clock", f"Results go out every {EVERY} minutes.", "Choose a time such as 10am or 10:05am."
        )
    return None


def why_not_release(script: ScriptFacts, *, at: datetime) -> Refusal | None:
    """Why this result is not released: its window is open, it is not settled, or it is released already."""
    if stage(script.window, at=at) is not Stage.CLOSED:
        return Refusal("window_open", "Its window is still open.", "Wait until the window closes.")
    if script.state is State.RELEASED:
        return Refusal("already_released", "It is released already.", "Nothing more is needed.")
    if script.state is not State.SETTLED:
        is_nothing = script.state in {State.BEGUN, State.WITHDRAWN}
        mend = "There is nothing to tell of it." if is_nothing else "It can be released once it is settled."
        return Refusal("not_settled", _WAITING[script.state], mend)
    return None


def why_not_as_seen(*, seen: Collection[UUID] | None, settlement: UUID) -> Refusal | None:
    """Why a result does not go out as it stands: whoever releases looked at another settlement."""
    if seen is None or settlement in seen:
        return None
    return Refusal(
        "settled_meanwhile", "It was settled again after this page was opened.", "Look at it, then choose it again."
    )


def why_not_read_result(script: ScriptFacts) -> Refusal | None:
    """Why the participant does not see a result yet. Settled and unsettled look the same to them."""
    if script.state is not State.RELEASED:
        return Refusal("not_released", "Your result is not out yet.", "You will get an e-mail when it is.")
    return None
