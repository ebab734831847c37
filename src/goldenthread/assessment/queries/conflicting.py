"""Conflicts of interest that were declared after a marking was finished."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.assessment.models import FoundConflict, Window
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.types.conflicting import FoundQueue, FoundRef, FoundRow, FoundState
from goldenthread.assessment.types.describing import TIE_NAMES, Tie
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor

LAST = 50


def undecided() -> QuerySet[FoundConflict]:
    """Those about which somebody has to decide: the conflict stands, and so does the marking."""
    rows = FoundConflict.objects.filter(state=FoundState.WAITING.value, conflict__ended_at=None)
    return rows.filter(marking__allocation__ended_at=None).exclude(
        marking__allocation__script__state=State.RELEASED.value
    )


def holds_of_conflicts(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """The scripts one of whose markers declared a conflict after marking it, where nobody has decided; in one
    statement."""
    rows = undecided().filter(marking__allocation__script__window=window)
    says = "Somebody who marked it has declared a conflict of interest since."
    mend = "Decide under Assessors, Conflicts after marking, whether their marking stands."
    scripts = rows.order_by("marking__allocation__script__number")
    ids = scripts.values_list("marking__allocation__script_id", flat=True).distinct()
    return tuple(Hold(script, "conflict_after", says, mend) for script in ids)


def found_queue(*, by: Actor) -> FoundQueue:
    """What waits to be decided, and what was decided last; in two statements.

    :raises Refused: if this actor does not run assessment.
    """
    refusal = why_not_run(by)
    if refusal:
        raise Refused(refusal)
    waiting = _with_names(undecided()).order_by("at", "pk")
    decided = FoundConflict.objects.exclude(state=FoundState.WAITING.value)
    return FoundQueue(_rows(waiting), _rows(_with_names(decided).order_by("-decided_at", "-pk")[:LAST]))


def found_page(ref: UUID, *, by: Actor) -> FoundRow:
    """One that waits; in one statement.

    :raises Refused: if this actor does not run assessment.
    :raises FoundConflict.DoesNotExist: if there is none, or nothing is left to decide.
    """
    refusal = why_not_run(by)
    if refusal:
        raise Refused(refusal)
    return _rows([_with_names(undecided()).get(ref=ref)])[0]


def _with_names(rows: QuerySet[FoundConflict]) -> QuerySet[FoundConflict]:
    return rows.select_related(
        "conflict", "decided_by", "marking__allocation__script__window__cohort", "marking__allocation__marker"
    )


def _rows(rows: Iterable[FoundConflict]) -> tuple[FoundRow, ...]:
    found = []
    for row in rows:
        seat = row.marking.allocation
        found.append(
            FoundRow(
                ref=FoundRef(row.ref),
                number=seat.script.number,
                cohort=seat.script.window.cohort.title,
                marker=seat.marker.name,
                tie=TIE_NAMES[Tie(row.conflict.tie)],
                finished_at=row.marking.finished_at,
                declared_at=row.at,
                state=FoundState(row.state),
                why=row.why,
                decided_by=row.decided_by.name if row.decided_by else "",
                decided_at=row.decided_at,
            )
        )
    return tuple(found)
