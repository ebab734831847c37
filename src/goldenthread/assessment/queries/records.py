"""The decision record of one script, and what the results of one window came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from statistics import fmean
from typing import Any
from uuid import UUID

from goldenthread.assessment.models import Result, Review, Script, SettledMark, Window
from goldenthread.assessment.models.seeing import looks
from goldenthread.assessment.queries.readiness import holds_of
from goldenthread.assessment.queries.recorded import (
    carried_record,
    given_and_settled,
    let_asks_of,
    rulings_of,
    versions_of,
)
from goldenthread.assessment.queries.recorded_since import (
    as_corrections,
    as_taken_up,
    cases_in,
    corrections_in,
    made_in,
    reviews_in,
    taken_up_in,
)
from goldenthread.assessment.rules.record_files import as_data
from goldenthread.assessment.rules.records import (
    in_order,
    keeps_back,
    may_name,
    may_read_struck,
    what_counts,
    why_hidden,
)
from goldenthread.assessment.types.records import RecordPage, ResultsPage, Tally
from goldenthread.assessment.types.reviewing import ReviewState
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.ground.rules.tables import as_csv
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme

_OPEN = (ReviewState.ASKED.value, ReviewState.TAKEN.value)


def record_page(ref: UUID, *, by: Actor, at: datetime) -> RecordPage:
    """Everything that was decided about a script, in the order in which it came; in a fixed number of statements.

    :raises Script.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Script.objects.seen_by(by).select_related("window__cohort__release").get(ref=ref)
    scheme, names, state = mark_scheme(row.window.scheme), may_name(by), State(row.state)
    result = Result.objects.select_related("settlement", "released_by").filter(script=row).first()
    asked = Review.objects.filter(result__script=row).select_related("decided_by").order_by("pk")
    reviews = list(asked)
    open_to = [review.taken_by_id for review in reviews if review.marks_anew_now]
    hides = why_hidden(state, is_marking_anew=by.person_id in open_to, may_look=looks(by))
    corrected, effect = ((), None) if hides else (corrections_in(row), taken_up_in(row))
    made, struck = made_in(corrected, effect), may_read_struck(by)
    given, settled = ((), ()) if hides else given_and_settled(row, scheme, made, names=names, struck=struck)
    is_questioned = any(review.state in _OPEN for review in reviews)
    back = keeps_back(state, is_out=result is not None, is_questioned=is_questioned)
    page = RecordPage(
        script=ScriptRef(row.ref),
        number=row.number,
        window=row.window.ref,
        cohort=row.window.cohort.title,
        state=state,
        versions=() if back else versions_of(row, names=names),
        keeps_back=back,
        seats=() if hides else tuple(seat for _, seat in given),
        settlements=settled,
        rulings=() if hides else rulings_of(row, scheme, given, names=names),
        held=()
        if result
        else tuple((h.says, h.mend) for h in holds_of(row.window, at) if h.script_id in {row.pk, None}),
        released_at=result.released_at if result else None,
        released_by=result.released_by.name if result and names else "",
        outcome=Outcome(result.outcome) if result and not hides else None,
        total=result.total if result and not hides else None,
        cases=() if hides else cases_in(row, result, names=names, by=by),
        taken_up=as_taken_up(effect, names=names),
        corrections=as_corrections(corrected, names=names),
        reviews=reviews_in(reviews, scheme, names=names, hides=hides is not None),
        hides=hides,
        let_asks=let_asks_of(result, names=names) if result else (),
        carried=None if hides else carried_record(row, scheme, names=names),
    )
    return replace(page, events=in_order(page))


def record_data(ref: UUID, *, by: Actor, at: datetime) -> Mapping[str, Any]:
    """A decision record as data, with what this reader may see of it; in as many statements as its page.

    :raises Script.DoesNotExist: if there is none, or it is not theirs to see.
    """
    return as_data(record_page(ref, by=by, at=at))


def results_page(window: UUID, *, by: Actor) -> ResultsPage:
    """What the released results of a window came to; in a fixed number of statements.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.read_by(by).select_related("cohort").get(ref=window)
    rows = Result.objects.filter(script__window=row)
    told = list(rows.values_list("outcome", "total", "settlement_id", "settlement__penalty"))
    stand = [each for each in told if each[0] != Outcome.VOIDED.value]
    marks = SettledMark.objects.filter(settlement__in=[each[2] for each in stand])
    given = Counter(marks.order_by().values_list("code", "mark"))
    return ResultsPage(
        window=row.ref,
        cohort=row.cohort.title,
        released=len(told),
        scripts=Script.objects.filter(window=row).count(),
        outcomes=_tallies(Counter(each[0] for each in told)),
        mean=fmean(each[1] for each in stand) if stand else None,
        criteria=tuple(
            (
                f"{criterion.code} {criterion.title}",
                tuple(
                    Tally(f"{level.mark} {level.label}", given[criterion.code, level.mark])
                    for level in criterion.levels
                ),
            )
            for criterion in mark_scheme(row.scheme).criteria
        ),
        says=what_counts(voided=len(told) - len(stand), penalised=sum(each[3] > 0 for each in stand)),
    )


def results_as_csv(window: UUID, *, by: Actor) -> bytes:
    """Every released result of a window by its script's number: outcome, total, what was taken off, and each mark. A
    voided one has no total and no marks, as on the page: what was given stands in its decision record. Times are those
    of the clock in the UK, to the minute, as spreadsheets read them.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.read_by(by).get(ref=window)
    codes = [criterion.code for criterion in mark_scheme(row.scheme).criteria]
    rows = Result.objects.filter(script__window=row).select_related("script", "settlement")
    heads = ("Script", "Outcome", "Total", "Taken off for words", "Released (UK time)", "Corrected (UK time)", *codes)
    lines = []
    for each in rows.prefetch_related("settlement__marks").order_by("script__number"):
        stands = each.outcome != Outcome.VOIDED.value
        marks = {mark.code: mark.mark for mark in each.settlement.marks.all()} if stands else {}
        corrected = f"{each.corrected_at.astimezone(LONDON):%Y-%m-%d %H:%M}" if each.corrected_at else ""
        came = (each.total, each.settlement.penalty) if stands else ("", "")
        first = (each.script.number, each.outcome, *came)
        released = f"{each.released_at.astimezone(LONDON):%Y-%m-%d %H:%M}"
        lines.append((*first, released, corrected, *(marks.get(code, "") for code in codes)))
    return as_csv(heads, lines)


def statistics_as_csv(window: UUID, *, by: Actor) -> bytes:
    """How many results of a window have each outcome, and how many that are not voided each mark on each criterion.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    page = results_page(window, by=by)
    lines = [("Outcome", each.what, each.number) for each in page.outcomes]
    lines += [(name, each.what, each.number) for name, marks in page.criteria for each in marks]
    return as_csv(("Of", "What", "Results"), lines)


def _tallies(counted: Mapping[str, int]) -> tuple[Tally, ...]:
    return tuple(Tally(outcome.value, counted.get(outcome.value, 0)) for outcome in Outcome)
