"""What the standard keeps in: a stop that nobody has decided on, and what came back and is not marked again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from goldenthread.assessment.models import MarkerStop, Marking, ReturnedMarking, StandardPiece, Want, Window
from goldenthread.assessment.queries.standard_scripts import windows_under
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.standing import Decision, Standing
from goldenthread.assessment.types.words import WantReason


def undecided_returns(scripts: Iterable[int]) -> frozenset[int]:
    """The markings of these scripts that came back with a stop on which nobody has decided; in one statement."""
    rows = ReturnedMarking.objects.filter(script__in=list(scripts), stop__decision="")
    return frozenset(rows.values_list("marking_id", flat=True))


def out_before(stop: MarkerStop) -> tuple[str, ...]:
    """The numbers of the scripts that somebody finished since a standard script of theirs last agreed, and whose
    results were out when they were stopped: these do not come back. Wants the standing fetched; in at most three
    statements."""
    standing = stop.standing
    seeds = StandardPiece.objects.filter(
        marker=standing.person_id, round=None, exemplar__standard=standing.standard_id, is_close=True
    )
    good = seeds.filter(finished_at__lt=stop.at).aggregate(last=Max("finished_at"))["last"]
    cleared = standing.steps.filter(state=Standing.CLEARED.value, at__lt=stop.at).aggregate(last=Max("at"))["last"]
    since = max((each for each in (good, cleared) if each), default=None)
    rows = Marking.objects.filter(
        allocation__marker=standing.person_id,
        allocation__script__window__in=windows_under(standing.standard).order_by(),
        allocation__script__result__released_at__lte=stop.at,
        finished_at__lte=stop.at,
    )
    rows = rows.filter(finished_at__gt=since) if since else rows
    return tuple(rows.order_by("allocation__script__number").values_list("allocation__script__number", flat=True))


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
