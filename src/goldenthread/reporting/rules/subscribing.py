"""Whether a reader gets an update, by what they chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goldenthread.ground.types import Refusal
from goldenthread.reporting.types.subscribing import PACES, QUIET_FOR, Pace, Stream, stream_of
from goldenthread.reporting.types.updates import Cause


def wants(cause: Cause, paces: Mapping[Stream, Pace], *, last_at: datetime | None, at: datetime) -> bool:
    """Whether somebody is told now. ``last_at`` is when they last got a regular update.

    What must be told is told whatever they chose.
    """
    stream = stream_of(cause)
    if stream is None:
        return True
    pace = paces.get(stream, Pace.EACH)
    if pace is Pace.NEVER:
        return False
    quiet = QUIET_FOR.get(pace)
    return quiet is None or last_at is None or at - last_at >= quiet


def why_not_choose(stream: Stream, pace: Pace) -> Refusal | None:
    """Why this pace cannot be chosen for this stream."""
    if pace in PACES[stream]:
        return None
    return Refusal("no_such_pace", "What happens is told at once or not at all.", "Choose every one, or none.")
