"""What of events keeps results in."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.models import Circumstance, Script, Window
from goldenthread.assessment.types.circumstances import AskedState
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.words import State


def holds_of_events(window: Window, at: datetime) -> tuple[Hold, ...]:
    """The scripts of a window whose own time is not over, and those about whose writer something waits to be decided,
    by number, in two statements."""
    asked = Circumstance.objects.filter(window=window, state=AskedState.ASKED.value).values("enrolment")
    undecided = Script.objects.filter(window=window, enrolment__in=asked).order_by("number")
    waits = tuple(
        Hold(
            row.pk,
            "circumstances_wait",
            f"Script {row.number}: whoever writes it told of circumstances, and nobody has decided about them.",
            "Decide, on the window’s page of circumstances.",
        )
        for row in undecided
    )
    states = [State.BEGUN.value, State.SUBMITTED.value]
    rows = Script.objects.filter(window=window, state__in=states).select_related("window").with_times()
    return waits + tuple(
        Hold(
            row.pk,
            "own_time_runs",
            f"Script {row.number} can still be handed in: whoever writes it has more time.",
            "Wait until their own window closes.",
        )
        for row in rows.order_by("number")
        if row.own_window().closes_at > at
    )
