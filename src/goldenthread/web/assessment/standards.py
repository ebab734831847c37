"""Standards: exemplars and their agreed marks, where markers stand, and stops to decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.drifting import decide_stop
from goldenthread.assessment.actions.exemplars import (
    add_from_file,
    add_from_script,
    begin_standard,
    publish_exemplar,
    put_marks_forward,
    sign_marks,
    withdraw_exemplar,
)
from goldenthread.assessment.actions.rounds import admit, let_try, stop_by_hand
from goldenthread.assessment.queries.standardising import (
    exemplar_file,
    exemplar_page,
    marker_standing_page,
    standard_page,
    standards_board,
    stop_page,
    window_standard,
)
from goldenthread.assessment.types.standardising import PieceLine
from goldenthread.ground.types import Refused
from goldenthread.integrations.reader.sync import reading_for
from goldenthread.people.types import Duty
from goldenthread.web.assessment.allocating import READS as READS_NAMES
from goldenthread.web.assessment.sheets import MarkSheetForm
from goldenthread.web.assessment.standard_forms import DecisionForm, ExemplarForm, StandingForm
from goldenthread.web.shared.figures.closeness import Point, closeness
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.words import count, short_day

READS = (*READS_NAMES, Duty.MODERATOR)
AGREES = (Duty.QUALITY_LEAD, Duty.MODERATOR)
_ACTS: dict[str, Callable[..., None]] = {"admit": admit, "let_try": let_try, "stop": stop_by_hand}


@admits(*READS)
def index(request: Request) -> HttpResponse:
    """Every standard."""
    return render(request, "assessment/standards/index.html", {"lines": standards_board(by=request.actor)})


@admits(*READS)
def of_window(request: Request, ref: UUID) -> HttpResponse:
    """The standard of a window: go there, or begin it."""
    page = window_standard(ref, by=request.actor)
    if request.method == "POST":
        try:
            return see_other("assessment:standard", begin_standard(ref, by=request.actor, at=request.at))
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("assessment:window_standard", ref)
    if page.standard:
        return see_other("assessment:standard", page.standard)
    return render(request, "assessment/standards/of_window.html", {"page": page})


@admits(*READS)
def standard(request: Request, ref: UUID) -> HttpResponse:
    """One standard: what is asked, its exemplars, and where markers stand."""
    return render(request, "assessment/standards/standard.html", {"page": standard_page(ref, by=request.actor)})


@admits(Duty.QUALITY_LEAD)
def add(request: Request, ref: UUID) -> HttpResponse:
    """Take a text in as an exemplar."""
    page = standard_page(ref, by=request.actor)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ExemplarForm(*sent, forms=page.forms)
    if form.is_bound and form.is_valid():
        try:
            made = _taken(request, ref, form)
            messages.success(request, "It is taken in. Put marks forward for it, and have somebody else sign them.")
            return see_other("assessment:exemplar", made)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/standards/add.html", facts, status=422 if form.errors else 200)


def _taken(request: Request, ref: UUID, form: ExemplarForm) -> UUID:
    said, file = form.cleaned_data, form.given()
    if file:
        return add_from_file(
            ref,
            file,
            said["title"],
            form.purpose(),
            form=form.form(),
            by=request.actor,
            at=request.at,
            work=reading_for(request.actor),
        )
    return add_from_script(ref, said["number"], said["title"], form.purpose(), by=request.actor, at=request.at)


@admits(*READS)
def exemplar(request: Request, ref: UUID) -> HttpResponse:
    """An exemplar beside the marks that are put forward for it; put others forward."""
    page = exemplar_page(ref, by=request.actor)
    data = request.POST if request.method == "POST" else None
    readers = "Whoever signs these marks, and markers after practice,"
    form = MarkSheetForm(data, scheme=page.scheme, sheet=page.sheet, readers=readers)
    if form.is_bound and form.is_valid():
        try:
            version = put_marks_forward(ref, form.sheet(), by=request.actor, at=request.at)
            messages.success(request, f"Version {version} of the marks is put forward, and you have signed it.")
            return see_other("assessment:exemplar", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "leads": request.actor.wears_for_provider(Duty.QUALITY_LEAD)}
    return render(request, "assessment/standards/exemplar.html", facts, status=422 if form.errors else 200)


@admits(*READS)
def exemplar_copy(request: Request, ref: UUID) -> HttpResponse:
    """The cleaned copy of an exemplar."""
    file = exemplar_file(ref, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(*AGREES)
@require_POST
def sign(request: Request, ref: UUID) -> HttpResponse:
    """Agree with the marks that were looked at."""
    said = request.POST.get("version", "")
    version = int(said) if said.isdecimal() else 0
    return _done(request, ref, lambda: sign_marks(ref, version, by=request.actor, at=request.at), "You have signed it.")


@admits(Duty.QUALITY_LEAD)
@require_POST
def publish(request: Request, ref: UUID) -> HttpResponse:
    """Use an exemplar from now on."""
    says = "It is in use, and its marks are frozen."
    return _done(request, ref, lambda: publish_exemplar(ref, by=request.actor, at=request.at), says)


@admits(Duty.QUALITY_LEAD)
@require_POST
def withdraw(request: Request, ref: UUID) -> HttpResponse:
    """Lay an exemplar before nobody any more."""
    says = "Nobody gets it any more. What was compared with it stays."
    return _done(request, ref, lambda: withdraw_exemplar(ref, by=request.actor, at=request.at), says)


def _done(request: Request, ref: UUID, act: Callable[[], None], says: str) -> HttpResponse:
    try:
        act()
        messages.success(request, says)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:exemplar", ref)


@admits(*READS_NAMES)
def marker(request: Request, ref: UUID, person: UUID) -> HttpResponse:
    """One marker: how close they were over time, what happened, and what can be done by hand."""
    page = marker_standing_page(ref, person, by=request.actor)
    form = StandingForm(request.POST if request.method == "POST" else None, may=page.may)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            _ACTS[said["act"]](ref, person, why=said["why"], by=request.actor, at=request.at)
            messages.success(request, "It is done, and in the record.")
            return see_other("assessment:marker_standing", ref, person)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "figure": drawn(page.pieces, page.total)}
    return render(request, "assessment/standards/marker.html", facts, status=422 if form.errors else 200)


@admits(*READS_NAMES)
def stop(request: Request, ref: UUID) -> HttpResponse:
    """Somebody's marking is stopped: look at why and at what came back, then confirm it or lift it."""
    page = stop_page(ref, by=request.actor)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            again = decide_stop(ref, form.value(), why=form.cleaned_data["why"], by=request.actor, at=request.at)
            more = f" {count(again, 'script')} can be given to others." if again else ""
            messages.success(request, f"Your decision is in the record.{more}")
            return see_other("assessment:stopped", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "figure": drawn(page.pieces, page.total)}
    return render(request, "assessment/standards/stop.html", facts, status=422 if form.errors else 200)


def drawn(pieces: Sequence[PieceLine], total: int) -> Figure | None:
    """How close somebody was to what was agreed, one script after the other."""
    if not pieces:
        return None
    points = [Point(short_day(p.finished_at), p.purpose_name, p.difference, p.is_close) for p in pieces]
    return closeness(points, within=total)
