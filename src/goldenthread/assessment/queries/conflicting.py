"""Conflicts of interest that were declared after a marking was finished."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.assessment.models import FoundConflict, Window
from goldenthread.assessment.queries.allocating import who_could
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.conflicting import why_nothing_to_decide
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.conflicting import FoundChoice, FoundPage, FoundQueue, FoundRef, FoundRow, FoundState
from goldenthread.assessment.types.describing import TIE_NAMES, Tie
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.words import ScriptRef, State
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

LAST = 50


def undecided_by_others(by: Actor) -> QuerySet[FoundConflict]:
    """Those about which this actor has to decide: not about their own marking, and not where they declared it."""
    return undecided().filter(pk__in=not_named_by(by)).exclude(conflict__person_id=by.person_id)


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
    """What waits to be decided, and what was decided last, without those of conflicts that this actor declared for
    others: these are counted alone. In three statements.

    :raises Refused: if this actor does not run assessment.
    """
    refusal = why_not_run(by)
    if refusal:
        raise Refused(refusal)
    theirs = not_named_by(by)
    waiting = _with_names(undecided().filter(pk__in=theirs)).order_by("at", "pk")
    decided = _with_names(theirs.exclude(state=FoundState.WAITING.value)).order_by("-decided_at", "-pk")
    return FoundQueue(_rows(waiting), _rows(decided[:LAST]), undecided().exclude(pk__in=theirs).count())


def found_page(ref: UUID, *, by: Actor, at: datetime) -> FoundPage:
    """One of them, whether it waits or not, with the others of its declaration; in a fixed number of statements.

    :raises Refused: if this actor does not run assessment. :raises FoundConflict.DoesNotExist: if there is none, or
        they declared the conflict for its marker.
    """
    refusal = why_not_run(by)
    if refusal:
        raise Refused(refusal)
    row = _with_names(not_named_by(by)).get(ref=ref)
    script = row.marking.allocation.script
    near = list(_with_names(undecided().filter(conflict=row.conflict_id)).order_by("pk"))
    here = [each for each in near if each.marking.allocation.script.window_id == script.window_id]
    is_over = row not in here
    why_not = why_not_now(row, is_over=is_over)
    line, ref_of = _rows([row])[0], ScriptRef(script.ref)
    if why_not:
        return FoundPage(line, ref_of, why_not=why_not)
    could = who_could(script.window, [each.marking.allocation.script_id for each in here], by=by, at=at)
    choices = [
        FoundChoice(FoundRef(each.ref), ScriptRef(mine.ref), mine.number, *could[mine.pk])
        for each in here
        for mine in (each.marking.allocation.script,)
    ]
    mine = next(each for each in choices if each.ref == ref)
    return FoundPage(line, ref_of, mine, tuple(each for each in choices if each is not mine))


def why_not_now(row: FoundConflict, *, is_over: bool) -> Refusal | None:
    """Why nobody decides about it any more, in words that say who did; wants whoever did fetched, or asks once."""
    says = ""
    if row.decided_by is not None and row.decided_at is not None:
        when = day_here(row.decided_at)
        says = f"{row.decided_by.name} decided so on {when.day} {when:%B %Y}: “{row.why}”"
    return why_nothing_to_decide(FoundState(row.state), says=says, is_over=is_over)


def not_named_by(by: Actor) -> QuerySet[FoundConflict]:
    """Those that this actor reads and decides about: none of a conflict that they declared for somebody else."""
    return FoundConflict.objects.exclude(pk__in=FoundConflict.objects.by_naming().filter(conflict__by_id=by.person_id))


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
