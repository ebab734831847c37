"""Whether the brief may be opened by somebody yet, and if not, what would open it."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.submitting import Stage, WindowFacts
from goldenthread.cohorts.types import KeptFigure
from goldenthread.cohorts.types.saying import in_words
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import Gate

_TAKES_PART = frozenset({"active", "completed"})


def why_not_open_brief(
    gate: Gate, figure: KeptFigure, *, enrolment: str, window: WindowFacts, at: datetime, has_begun: bool = False
) -> Refusal | None:
    """Why the brief stays closed, or ``None``.

    Somebody who has opened it may read it for good: the gate is asked once, and the window only for the first time.
    """
    if has_begun:
        return None
    if enrolment not in _TAKES_PART:
        return Refusal(
            "not_taking_part",
            f"Your place on the programme is {enrolment}, so the assessment is not open to you.",
            "Ask your programme manager about your place.",
        )
    now = stage(window, at=at)
    if now is Stage.TO_COME:
        return Refusal("window_to_come", "The window has not opened yet.", "Come back when it opens.")
    if now is Stage.CLOSED:
        return Refusal("window_closed", "The window has closed.", "Ask your programme manager about the next window.")
    if gate.needs_engagement and not figure.is_met:
        return Refusal(
            "not_engaged_enough",
            f"Your engagement is {in_words(figure)}. The brief opens at {figure.threshold or 'the policy’s'} %.",
            "Your engagement page shows what would close the gap. Your programme manager can help with catch-up.",
        )
    return None
