"""The decision record of one script, and what the results of one window came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from statistics import fmean
from uuid import UUID

from goldenthread.assessment.models import (
    Allocation,
    Result,
    Review,
    Script,
    ScriptVersion,
    SettledMark,
    Settlement,
    Window,
)
from goldenthread.assessment.queries.counting import counted_of, with_recounts
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.readiness import holds_of
from goldenthread.assessment.queries.releasing import corrections_of
from goldenthread.assessment.queries.reviewing import line_of
from goldenthread.assessment.rules.records import may_name, why_hidden
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.records import (
    RecordPage,
    RecordReview,
    RecordSeat,
    RecordSettlement,
    RecordVersion,
    ResultsPage,
    Tally,
)
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.ground.rules.tables import as_csv
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import Criterion, MarkScheme


def record_page(ref: UUID, *, by: Actor, at: datetime) -> RecordPage:
    """Everything that was decided about a script, in the order in which it came; in a fixed number of statements.

    :raises Script.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Script.objects.seen_by(by).select_related("window__cohort__release").get(ref=ref)
    scheme, names, state = mark_scheme(row.window.scheme), may_name(by), State(row.state)
    result = Result.objects.filter(script=row).first()
    asked = Review.objects.filter(result__script=row).select_related("decided_by").order_by("pk")
    reviews = list(asked)
    open_to = [review.taken_by_id for review in reviews if review.marks_anew_now]
    hides = why_hidden(state, is_marking_anew=by.person_id in open_to)
    return RecordPage(
        script=ScriptRef(row.ref),
        number=row.number,
        window=row.window.ref,
        cohort=row.window.cohort.title,
        state=state,
        versions=_versions(row, names=names),
        seats=() if hides else _seats(row, scheme, names=names),
        settlements=() if hides else _settlements(row, scheme, names=names),
        held=()
        if result
        else tuple((h.says, h.mend) for h in holds_of(row.window, at) if h.script_id in {row.pk, None}),
        released_at=result.released_at if result else None,
        outcome=Outcome(result.outcome) if result and not hides else None,
        total=result.total if result and not hides else None,
        corrections=corrections_of(result.pk) if result and not hides else (),
        reviews=tuple(
            RecordReview(
                line_of(each),
                "" if hides else each.reasons,
                each.decided_by.name if names and each.decided_by else "",
            )
            for each in reviews
        ),
        hides=hides,
    )


def results_page(window: UUID, *, by: Actor) -> ResultsPage:
    """What the released results of a window came to; in a fixed number of statements.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.seen_by(by).select_related("cohort").get(ref=window)
    told = list(Result.objects.filter(script__window=row).values_list("outcome", "total", "settlement_id"))
    marks = SettledMark.objects.filter(settlement__in=[each[2] for each in told])
    given = Counter(marks.order_by().values_list("code", "mark"))
    return ResultsPage(
        window=row.ref,
        cohort=row.cohort.title,
        released=len(told),
        scripts=Script.objects.filter(window=row).count(),
        outcomes=_tallies(Counter(outcome for outcome, _, _ in told)),
        mean=fmean(total for _, total, _ in told) if told else None,
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
    )


def results_as_csv(window: UUID, *, by: Actor) -> bytes:
    """Every released result of a window by its script's number: outcome, total, what was taken off, and each mark.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.seen_by(by).get(ref=window)
    codes = [criterion.code for criterion in mark_scheme(row.scheme).criteria]
    rows = Result.objects.filter(script__window=row).select_related("script", "settlement")
    heads = ("Script", "Outcome", "Total", "Taken off for words", "Released", "Corrected", *codes)
    lines = []
    for each in rows.prefetch_related("settlement__marks").order_by("script__number"):
        marks = {mark.code: mark.mark for mark in each.settlement.marks.all()}
        corrected = each.corrected_at.isoformat() if each.corrected_at else ""
        first = (each.script.number, each.outcome, each.total, each.settlement.penalty, each.released_at.isoformat())
        lines.append((*first, corrected, *(marks.get(code, "") for code in codes)))
    return as_csv(heads, lines)


def statistics_as_csv(window: UUID, *, by: Actor) -> bytes:
    """How many results of a window have each outcome, and each mark on each criterion.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    page = results_page(window, by=by)
    lines = [("Outcome", each.what, each.number) for each in page.outcomes]
    lines += [(name, each.what, each.number) for name, marks in page.criteria for each in marks]
    return as_csv(("Of", "What", "Results"), lines)


def _tallies(counted: Mapping[str, int]) -> tuple[Tally, ...]:
    return tuple(Tally(outcome.value, counted.get(outcome.value, 0)) for outcome in Outcome)


def _versions(row: Script, *, names: bool) -> tuple[RecordVersion, ...]:
    rule = policy_of(row.window).words
    joined = ScriptVersion.objects.filter(script=row).select_related("upload__file", "late_piece__decided_by")
    rows = with_recounts(joined).order_by("number")
    versions = list(rows)
    return tuple(
        RecordVersion(
            each.number,
            each.submitted_at,
            counted_of(each, rule).count.counted,
            each.upload.file.sha256,
            each is versions[-1],
            late.decided_at if late else None,
            late.decided_by.name if late and late.decided_by and names else "",
        )
        for each in versions
        for late in [getattr(each, "late_piece", None)]
    )


def _seats(row: Script, scheme: MarkScheme, *, names: bool) -> tuple[RecordSeat, ...]:
    rows = Allocation.objects.filter(script=row).select_related("marker", "marking")
    found = []
    for each in rows.prefetch_related("marking__marks").order_by("seat", "pk"):
        marking = getattr(each, "marking", None)
        sheet = marking.as_sheet() if marking else MarkSheet({})
        found.append(
            RecordSeat(
                each.seat,
                each.marker.name if names else f"Marker {each.seat}",
                each.allocated_at,
                each.ended_at,
                marking.finished_at if marking else None,
                _marks(scheme.criteria, sheet) if marking else (),
                sheet.comment,
            )
        )
    return tuple(found)


def _settlements(row: Script, scheme: MarkScheme, *, names: bool) -> tuple[RecordSettlement, ...]:
    rows = Settlement.objects.filter(script=row).select_related("moderator").prefetch_related("marks")
    return tuple(
        RecordSettlement(
            each.settled_at,
            each.moderator.name if names else "",
            each.total,
            Outcome(each.outcome),
            each.penalty,
            each.penalty_says,
            each.agreed_says,
            _marks(scheme.criteria, each.as_sheet()),
        )
        for each in rows.order_by("pk")
    )


def _marks(criteria: Iterable[Criterion], sheet: MarkSheet) -> tuple[tuple[Criterion, Mark], ...]:
    return tuple((criterion, sheet.marks.get(criterion.code, Mark())) for criterion in criteria)
