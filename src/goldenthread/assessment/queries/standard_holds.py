"""What the standard keeps in: a stop that nobody has decided on, and what came back and is not marked again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.assessment.models import ReturnedMarking, Want, Window
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.standing import Decision
from goldenthread.assessment.types.words import WantReason


def undecided_returns(scripts: Iterable[int]) -> frozenset[int]:
    """The markings of these scripts that came back with a stop on which nobody has decided; in one statement."""
    rows = ReturnedMarking.objects.filter(script__in=list(scripts), stop__decision="")
    return frozenset(rows.values_list("marking_id", flat=True))


def holds_of_standard(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """The scripts of a window that came back with a stop and are not done with; in two statements."""
    rows = ReturnedMarking.objects.filter(window=window).exclude(stop__decision=Decision.LIFTED.value)
    waiting = Want.objects.filter(script__window=window, reason=WantReason.SEED_RETURN.value, met_by=None)
    unmarked = set(waiting.values_list("script_id", flat=True))
    found = {}
    for row in rows.select_related("script", "stop").order_by("script__number", "pk"):
        if not row.stop.decision:
            found[row.script_id] = Hold(
                row.script_id,
                "stop_undecided",
                "It came back when its marker was stopped.",
                "Decide on the stop: lift it, or confirm it and have others mark it again.",
            )
        elif row.script_id in unmarked:
            found.setdefault(
                row.script_id,
                Hold(
                    row.script_id,
                    "returned_unmarked",
                    "It came back when its marker was stopped, and is not marked again.",
                    "Give its empty seat to an assessor, and wait until they have finished.",
                ),
            )
    return tuple(found.values())
