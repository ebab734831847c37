"""Which scripts need further markings, and at which seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from goldenthread.assessment.models import Want, Window
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.words import WantReason


def wanted_seats(scripts: Collection[int]) -> Mapping[int, Mapping[int, WantReason]]:
    """The seats that are wanted beside those of the policy and not marked yet, with why, by script id; in one
    statement. Nothing of it is for markers."""
    found: defaultdict[int, dict[int, WantReason]] = defaultdict(dict)
    rows = Want.objects.filter(script__in=scripts, met_by=None).order_by("script_id", "seat")
    for script, seat, reason in rows.values_list("script_id", "seat", "reason"):
        found[script][seat] = WantReason(reason)
    return found


def holds_of_wants(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """The scripts of a window of which a further marking is wanted and not finished; in one statement."""
    rows = Want.objects.filter(script__window=window, script__standard="", met_by=None).select_related("script")
    return tuple(
        Hold(
            row.script_id,
            "marking_wanted",
            f"Script {row.script.number} waits for one more marking.",
            f"Give seat {row.seat} to an assessor, and wait until they have finished.",
        )
        for row in rows.order_by("script__number", "seat")
    )
