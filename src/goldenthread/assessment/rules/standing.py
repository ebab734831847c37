"""Where a marker stands with a standard, step by step, and what that lets them do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.standing import (
    ExemplarEvent,
    ExemplarState,
    Standing,
    StandingEvent,
)
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.ground.types import Refusal

STANDING_STEPS: Mapping[tuple[Standing, StandingEvent], Standing] = MappingProxyType(
    {
        (Standing.UNTRIED, StandingEvent.BEGIN): Standing.PRACTISING,
        (Standing.PRACTISING, StandingEvent.BEGIN): Standing.PRACTISING,
        (Standing.PRACTISING, StandingEvent.FAIL): Standing.PRACTISING,
        (Standing.PRACTISING, StandingEvent.PASS): Standing.CLEARED,
        (Standing.PRACTISING, StandingEvent.USE_UP): Standing.USED_UP,
        (Standing.USED_UP, StandingEvent.LET_TRY): Standing.PRACTISING,
        # Whoever leads marking admits somebody by hand, and says why.
        (Standing.UNTRIED, StandingEvent.ADMIT): Standing.CLEARED,
        (Standing.PRACTISING, StandingEvent.ADMIT): Standing.CLEARED,
        (Standing.USED_UP, StandingEvent.ADMIT): Standing.CLEARED,
        # By seeds that were off, or by hand.
        (Standing.CLEARED, StandingEvent.STOP): Standing.STOPPED,
        (Standing.STOPPED, StandingEvent.LIFT): Standing.CLEARED,
        # They show once more that they keep to the standard.
        (Standing.STOPPED, StandingEvent.CONFIRM): Standing.PRACTISING,
    }
)

EXEMPLAR_STEPS: Mapping[tuple[ExemplarState, ExemplarEvent], ExemplarState] = MappingProxyType(
    {
        (ExemplarState.DRAFT, ExemplarEvent.PUBLISH): ExemplarState.PUBLISHED,
        (ExemplarState.DRAFT, ExemplarEvent.WITHDRAW): ExemplarState.WITHDRAWN,
        (ExemplarState.PUBLISHED, ExemplarEvent.WITHDRAW): ExemplarState.WITHDRAWN,
    }
)


def why_uncleared(script: ScriptFacts, marker: Marker) -> str:
    """Why the standard keeps this person from this script, in words for those who allocate; empty if it does not."""
    if script.clearance is None or marker.person_id in script.clearance.cleared:
        return ""
    if marker.person_id in script.clearance.stopped:
        return "Their marking is paused until somebody has decided on it."
    return "They are not cleared for its standard yet."


def why_not_open(script: ScriptFacts, marker: Marker) -> Refusal | None:
    """Why somebody with a seat may not open this script now, in words for them."""
    if not why_uncleared(script, marker):
        return None
    if script.clearance and marker.person_id in script.clearance.stopped:
        return PAUSED
    return Refusal(
        "not_cleared",
        "You cannot mark this script before you are cleared for its standard.",
        "Open “Before you mark”, practise, and take the test.",
    )


GONE = Refusal("seat_gone", "This script is no longer with you.", "Your queue lists those that are.")
PAUSED = Refusal(
    "marking_paused",
    "Your marking is paused while the quality lead looks at it.",
    "Nothing you finished is lost. Ask the quality lead what comes next.",
)
