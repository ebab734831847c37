"""What becomes of a file that arrived: its bytes count from the moment they came, whenever they are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from goldenthread.assessment.rules.submitting import why_not_submit, why_not_take
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.arriving import ArrivalEvent, ArrivalState, Ended, Wish
from goldenthread.assessment.types.submitting import Declaration, ScriptFacts, Stage, WindowFacts
from goldenthread.ground.types import Refusal

ARRIVAL_STEPS: Mapping[tuple[ArrivalState, ArrivalEvent], ArrivalState] = MappingProxyType(
    {
        (ArrivalState.ARRIVED, ArrivalEvent.READ): ArrivalState.READ,
        (ArrivalState.ARRIVED, ArrivalEvent.TURN_AWAY): ArrivalState.TURNED_AWAY,
        (ArrivalState.ARRIVED, ArrivalEvent.REPLACE): ArrivalState.REPLACED,
        (ArrivalState.READ, ArrivalEvent.HAND_IN): ArrivalState.HANDED_IN,
        # Its words were counted, and there are more than the policy lets through.
        (ArrivalState.READ, ArrivalEvent.TURN_AWAY): ArrivalState.TURNED_AWAY,
    }
)

# What ended a reading without being the file's fault; after so many times it is.
NOT_ITS_FAULT = frozenset({"script_busy", "script_killed"})
MOST_TRIES = 3
# A file that is read in the request that brought it is read within minutes, or its process is gone. One that the
# worker was asked to read is asked for again after so long.
LEFT, ASKED_AGAIN = timedelta(minutes=2), timedelta(minutes=30)
LAST_HOUR = timedelta(hours=1)
# While a file that was left to the worker so lately still waits, there is a queue.
LATELY = timedelta(minutes=1)
WAITS = Refusal(
    "files_wait",
    "Files that arrived in time are still being read.",
    "Try again when they are read; the page of the window says how many wait.",
)


def why_not_arrive(script: ScriptFacts, wish: Wish, *, declaration: Declaration | None, at: datetime) -> Refusal | None:
    """Why a file is not taken that is sent at this moment, with what was wished for it.

    ``declaration``: the one that has to be signed where it is to be handed in, if any.
    """
    if not wish.hands_in:
        return why_not_take(script, at=at)
    return why_not_submit(script, signed=wish.signed, declaration=declaration, says=wish.says, at=at)


def what_follows(
    script: ScriptFacts, *, arrived_at: datetime, newest: datetime | None, too_long: Refusal | None, at: datetime
) -> tuple[ArrivalEvent, Refusal | None]:
    """What becomes of a file with the wish to hand it in, now that it is read.

    ``newest``: when the version that stands was handed in. ``too_long``: why the policy stops it for its words.

    * Something newer was handed in meanwhile: the newer stands.
    * The window was open when it arrived: it is handed in as of then, however late it was read.
    * It is too long and there is still time: it is turned away, to be shortened. Once the window is closed nobody can
      shorten it any more, and that is our delay and not theirs: it is handed in, and its count says how much too long.
    """
    if newest is not None and newest > arrived_at:
        return ArrivalEvent.REPLACE, None
    refusal = why_not_take(script, at=arrived_at)
    if too_long and stage(script.window, at=at) is Stage.OPEN:
        refusal = refusal or too_long
    return (ArrivalEvent.TURN_AWAY, refusal) if refusal else (ArrivalEvent.HAND_IN, None)


def may_be_read_again(refusal: Refusal, *, tries: int) -> bool:
    """Whether a reading that failed says nothing of the file yet; ``tries``: how many failed before."""
    return refusal.code in NOT_ITS_FAULT and tries + 1 < MOST_TRIES


def is_told(window: WindowFacts, ended: Ended, *, was_asked: bool, at: datetime) -> bool:
    """Whether to write to a participant whose file cannot be taken: they are not looking, or nothing can be sent any
    more. ``was_asked``: whether it was left to the worker."""
    if ended.state is not ArrivalState.TURNED_AWAY:
        return False
    return was_asked or is_over(window, at=at)


def is_over(window: WindowFacts, *, at: datetime) -> bool:
    """Whether nothing more can be sent."""
    return stage(window, at=at) is Stage.CLOSED


def is_last_hour(window: WindowFacts, *, at: datetime) -> bool:
    """Whether a window is about to close, so that handing in at once is offered first."""
    return stage(window, at=at) is Stage.OPEN and window.closes_at - at <= LAST_HOUR
