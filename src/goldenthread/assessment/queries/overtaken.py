"""Results that something has overtaken: a correction of the attempt from which parts stand, or a case that was decided
once they were out. Somebody decides what follows for each, and until then it stands as it was told."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goldenthread.assessment.models import (
    CarryDecision,
    Correction,
    Result,
    Script,
    ScriptVersion,
    StandingPart,
    Window,
)
from goldenthread.assessment.queries.case_effects import bearing, standing_rulings, told_in
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.cases import is_left_over
from goldenthread.assessment.rules.reviewing import MARKS_ANEW
from goldenthread.assessment.types.cases import Effect
from goldenthread.assessment.types.releasing import Cause
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.people.types import Actor

# Before that, whoever handed in can still do so again on what stands now.
_WITH_ASSESSORS = (State.ALLOCATED.value, State.MARKED.value, State.SETTLED.value, State.RELEASED.value)


def left_behind() -> QuerySet[Script]:
    """Scripts with assessors, or whose result is out, in which something stands from a result that was corrected since,
    while nobody has decided what follows."""
    newest = ScriptVersion.objects.filter(script=OuterRef("pk")).order_by("-number").values("pk")[:1]
    parts = StandingPart.objects.filter(version=OuterRef("newest")).order_by("pk")
    decided = CarryDecision.objects.filter(version=OuterRef("newest")).order_by("-pk").values("answers")[:1]
    answered = Coalesce(Subquery(decided), Subquery(parts.values("settlement")[:1]))
    stands = Subquery(parts.values("result__settlement")[:1])
    return (
        Script.objects.filter(carries=True, state__in=_WITH_ASSESSORS)
        .annotate(newest=Subquery(newest))
        .annotate(answered=answered, stands=stands)
        .filter(stands__isnull=False)
        .exclude(answered=F("stands"))
    )


def standing_on(result: Result) -> int:
    """In how many scripts something stands from a result, while nobody has decided what follows from its correction; in
    one statement."""
    return left_behind().filter(versions__standing_parts__result=result).distinct().count()


def decided_since() -> QuerySet[Result]:
    """Results that are out, of whose scripts a case was decided since they were told, or were corrected by somebody who
    saw what cases decided: whoever marks anew does not, and parts that stand from an earlier attempt say nothing of
    it."""
    saw = Correction.objects.filter(result=OuterRef("pk")).exclude(cause=Cause.CARRIED.value)
    took_up = saw.exclude(review__kind__in=sorted(kind.value for kind in MARKS_ANEW)).order_by("-at").values("at")[:1]
    since = bearing().filter(case__script=OuterRef("script"), decided_at__gte=OuterRef("took_up"))
    rows = Result.objects.annotate(took_up=Coalesce(Subquery(took_up), F("released_at"))).filter(Exists(since))
    return rows.exclude(outcome=Outcome.VOIDED.value)


def corrections_asked(by: Actor) -> QuerySet[Result]:
    """Those of them that somebody who corrects results or runs assessment may correct: as the case has it, or whoever
    sees no cases on the release board, where nothing is voided. Some may have nothing left to take up:
    :func:`which_left`."""
    if why_not_run(by) is None:
        return decided_since()
    voids = bearing().filter(case__script=OuterRef("script"), effect=Effect.VOIDED.value)
    return decided_since().exclude(Exists(voids))


def which_left(rows: QuerySet[Result]) -> tuple[Result, ...]:
    """Those of these that do not have yet what was decided, that of the window which closed first first; in one
    statement, and two more where there are any."""
    joined = rows.select_related("settlement", "script__window").prefetch_related("settlement__marks")
    found = list(joined.order_by("script__window__closes_at", "script__window_id", "script__number"))
    rulings = standing_rulings(row.script_id for row in found) if found else {}
    return tuple(row for row in found if is_left_over(told_in(row.settlement), rulings[row.script_id]))


def overtaken_in(window: Window) -> int:
    """How many scripts of a window wait for such a decision; in two statements, and two more where a case was decided
    since a result was told."""
    return left_behind().filter(window=window).count() + len(which_left(decided_since().filter(script__window=window)))
