"""A moderator's board, and both markings of a script side by side."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.moderating import accept_agreed, settle_script
from goldenthread.assessment.queries.documents import documents_of, moderated_piece
from goldenthread.assessment.queries.moderating import comparison_page, moderated_file, moderation_board
from goldenthread.assessment.queries.waiting import samples_to_look_at, to_sample
from goldenthread.assessment.types.marking import Judged
from goldenthread.assessment.types.moderating import ComparisonPage
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.sheets import MARKS_BESIDE, SettlementForm
from goldenthread.web.shared.fields.summary import refuse
from goldenthread.web.shared.figures.agreement import agreement_plot
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.words import count

MODERATES = (Duty.MODERATOR, Duty.QUALITY_LEAD)
READS = (*MODERATES, Duty.INSPECTOR)


@admits(*READS)
def board(request: Request) -> HttpResponse:
    """Scripts that are marked and not released, the widest gaps first."""
    rows = moderation_board(by=request.actor)
    facts = {
        "rows": rows,
        "to_settle": sum(row.state is State.MARKED for row in rows),
        "samples": samples_to_look_at(by=request.actor),
        "to_draw": to_sample(by=request.actor, at=request.at),
    }
    return render(request, "assessment/moderating/board.html", facts)


@admits(*READS)
def compare(request: Request, ref: UUID) -> HttpResponse:
    """Where the markers agree and differ; settle it with reasons."""
    page = comparison_page(ref, by=request.actor)
    form = SettlementForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            judged = settle_script(ref, form.value(), seen=form.seen(), by=request.actor, at=request.at)
            messages.success(request, f"Script {page.number} is settled: {_in_words(judged)}.")
            return see_other("assessment:moderation")
        except Refused as refused:
            refuse(form, refused.refusal, MARKS_BESIDE)
            form.page = page = comparison_page(ref, by=request.actor)
    markers = [_marker(place, page) for place, _ in enumerate(page.judged, 1)]
    facts = {
        "page": page,
        "form": form,
        "figure": _figure(page),
        "pieces": documents_of(ref),
        "columns": ["Criterion", *markers, "Agreement"],
    }
    return render(request, "assessment/moderating/compare.html", facts, status=422 if form.errors else 200)


@admits(*MODERATES)
@require_POST
def accept(request: Request, ref: UUID) -> HttpResponse:
    """Settle a script on the marks that both markers agree on."""
    try:
        judged = accept_agreed(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("assessment:compare", ref)
    messages.success(request, f"The agreed marks are accepted: {_in_words(judged)}.")
    return see_other("assessment:moderation")


@admits(*READS)
def script_file(request: Request, ref: UUID) -> HttpResponse:
    """The cleaned copy of a script."""
    file = moderated_file(ref, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(*READS)
def piece_file(request: Request, ref: UUID, number: int) -> HttpResponse:
    """The cleaned copy of one document of a project."""
    file = moderated_piece(ref, number, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)


def _marker(place: int, page: ComparisonPage) -> str:
    """A marker's name on the page."""
    return f"Marker {place}, who read the others" if place == page.third else f"Marker {place}"


def _figure(page: ComparisonPage) -> Figure | None:
    """Both markers on each criterion; drawn where the criteria share one scale."""
    scales = {tuple(row.criterion.marks) for row in page.rows}
    if page.comparison is None or len(page.judged) != 2 or len(scales) != 1:
        return None
    marks = next(iter(scales))
    places = [[marks.index(mark.mark or 0) for mark in row.marks] for row in page.rows]
    rows = [(row.criterion.title, found[0], found[1]) for row, found in zip(page.rows, places, strict=True)]
    levels = [str(mark) for mark in marks]
    return agreement_plot(page.comparison.sentence, criteria=rows, levels=levels, markers=("Marker 1", "Marker 2"))


def _in_words(judged: Judged) -> str:
    """What marks came to, and by which rule they fail though the total would do."""
    return ", ".join(each for each in (judged.outcome.value, count(judged.total, "mark"), judged.falls_short) if each)
