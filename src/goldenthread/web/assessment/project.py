"""A participant's project: book a window, put it together, check it, hand it in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.booking_windows import begin_project, book_window, give_back_window
from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.actions.projects import (
    fill_in,
    keep_account,
    keep_details,
    keep_document,
    make_document,
    take_out_details,
)
from goldenthread.assessment.actions.sponsoring import ask_sponsor, withdraw_sponsor
from goldenthread.assessment.queries.booking import my_project_windows
from goldenthread.assessment.queries.filling import filled_page
from goldenthread.assessment.queries.projects import my_piece, project_page
from goldenthread.assessment.types.project_pages import ProjectPage
from goldenthread.assessment.types.sheets import KeptSheet
from goldenthread.ground.types import Refusal, Refused
from goldenthread.integrations.reader.sync import reading_for
from goldenthread.people.types import Duty
from goldenthread.web.assessment.project_forms import (
    AccountForm,
    AskForm,
    DetailsForm,
    HandInForm,
    PieceForm,
    SheetForm,
    as_sent,
)
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file

MIXED = (
    "Something was saved in another tab or on another device while you filled this in. It stands below together with "
    "yours. What was overwritten is under Earlier versions."
)


@admits(Duty.PARTICIPANT)
@require_POST
def book(request: Request, ref: UUID) -> HttpResponse:
    """Book a window, which gives another one back."""
    try:
        book_window(ref, by=request.actor, at=request.at)
        messages.success(request, "The window is booked. You can work on your project now.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:mine")


@admits(Duty.PARTICIPANT)
def give_back(request: Request, ref: UUID) -> HttpResponse:
    """Give a booked window back; asked first."""
    one = next((each for each in my_project_windows(by=request.actor, at=request.at) if each.window.ref == ref), None)
    if one is None or not one.is_booked:
        raise Http404
    if request.method != "POST":
        return render(request, "assessment/project/give_back.html", {"one": one})
    try:
        give_back_window(ref, by=request.actor, at=request.at)
        messages.success(request, "You have given the window back.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:mine")


@admits(Duty.PARTICIPANT)
@require_POST
def begin(request: Request, ref: UUID) -> HttpResponse:
    """Begin a project for a window."""
    try:
        return see_other("assessment:project", begin_project(ref, by=request.actor, at=request.at))
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("assessment:mine")


@admits(Duty.PARTICIPANT)
def project(request: Request, ref: UUID) -> HttpResponse:
    """My project: what stands, what is missing, and the way to each."""
    page = project_page(ref, by=request.actor, at=request.at)
    return render(request, "assessment/project/project.html", {"page": page})


@admits(Duty.PARTICIPANT)
def details(request: Request, ref: UUID, number: int) -> HttpResponse:
    """Say what the project is."""
    page = project_page(ref, by=request.actor, at=request.at)
    form = DetailsForm(request.POST if request.method == "POST" else None, number=number, page=page)
    if request.method == "POST" and ("take_out" in request.POST or form.is_valid()):
        try:
            if "take_out" in request.POST:
                take_out_details(ref, number, by=request.actor, at=request.at)
            else:
                keep_details(ref, form.value(), by=request.actor, at=request.at)
                if page.late_until:
                    messages.success(request, f"What you said of your project is kept. {_not_yet(page)}")
            return see_other("assessment:project", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "number": number}
    return render(request, "assessment/project/details.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def account(request: Request, ref: UUID) -> HttpResponse:
    """Upload an account, of a part or of the whole task."""
    page = project_page(ref, by=request.actor, at=request.at)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AccountForm(*sent, form=page.standing.form)
    if form.is_bound and form.is_valid():
        try:
            place = form.cleaned_data["place"]
            keep_account(ref, place, form.value(), by=request.actor, at=request.at, work=reading_for(request.actor))
            messages.success(request, f"The account is kept, and its words are counted. {_not_yet(page)}")
            return see_other("assessment:project", ref)
        except Refused as refused:
            form.add_error("file", str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/project/account.html", facts, status=422 if form.errors else 200)


def _not_yet(page: ProjectPage) -> str:
    """That it is not handed in; after the close, which may have come while the page was open, that it cannot be."""
    if page.late_until is None:
        return "It is not handed in yet."
    return "Your window has closed, so it cannot be handed in any more. This page says how to offer it late."


@admits(Duty.PARTICIPANT)
def document(request: Request, ref: UUID, place: str) -> HttpResponse:
    """Upload the document of a criterion."""
    page = project_page(ref, by=request.actor, at=request.at)
    line = next((each for each in page.standing.documents if each.document.criterion == place), None)
    form = PieceForm(request.POST, request.FILES) if request.method == "POST" else PieceForm()
    if form.is_bound and form.is_valid():
        try:
            keep_document(ref, place, form.value(), by=request.actor, at=request.at, work=reading_for(request.actor))
            messages.success(request, f"The document is kept. {_not_yet(page)}")
            return see_other("assessment:project", ref)
        except Refused as refused:
            form.add_error("file", str(refused.refusal))
    facts = {"page": page, "form": form, "line": line}
    return render(request, "assessment/project/document.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def sheet(request: Request, ref: UUID, place: str) -> HttpResponse:
    """Fill in a budget, a plan or a register of risks, and make the document of it."""
    page = filled_page(ref, place, by=request.actor, at=request.at)
    form = SheetForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            kept = fill_in(ref, place, form.value(), seen=form.seen(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            answer = _filled(request, ref, place, kept)
            if isinstance(answer, HttpResponse):
                return answer
            page = filled_page(ref, place, by=request.actor, at=request.at)
            form = SheetForm(as_sent(page), page=page)
            form.add_error(None, str(answer))
    facts = {"page": page, "form": form}
    return render(request, "assessment/project/sheet.html", facts, status=422 if form.errors else 200)


def _filled(request: Request, ref: UUID, place: str, kept: KeptSheet) -> HttpResponse | Refusal:
    """What follows once a sheet is kept: nothing is made of rows that whoever pressed has not seen together."""
    if kept.is_mixed:
        says = f"{MIXED} Read it, then make the document." if "make" in request.POST else MIXED
        messages.warning(request, says)
        return see_other("assessment:sheet", ref, place)
    if "make" not in request.POST:
        messages.success(request, "What you filled in is kept.")
        return see_other("assessment:sheet", ref, place)
    try:
        make_document(ref, place, by=request.actor, at=request.at)
    except Refused as refused:
        return refused.refusal
    messages.success(request, "The document is made and stands at its criterion.")
    return see_other("assessment:project", ref)


@admits(Duty.PARTICIPANT)
@require_POST
def save_sheet(request: Request, ref: UUID, place: str) -> HttpResponse:
    """Keep a sheet while it is typed: 204 when it is kept, with how often it was saved by then."""
    form = SheetForm(request.POST, page=filled_page(ref, place, by=request.actor, at=request.at))
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        kept = fill_in(ref, place, form.value(), seen=form.seen(), by=request.actor, at=request.at)
    except Refused as refused:
        return HttpResponse(str(refused.refusal), status=422, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(status=204, headers={"X-Draft": str(kept.number)})
    if kept.is_mixed:
        answer["X-Kept-Beside"] = "yes"
    return answer


@admits(Duty.PARTICIPANT)
def sponsor(request: Request, ref: UUID) -> HttpResponse:
    """Ask a sponsor, or send their link again."""
    page = project_page(ref, by=request.actor, at=request.at)
    form = AskForm(request.POST) if request.method == "POST" else AskForm()
    if form.is_bound and form.is_valid():
        try:
            ask_sponsor(ref, **form.cleaned_data, by=request.actor, at=request.at)
            messages.success(request, "A letter with their own link is on its way.")
            return see_other("assessment:project_sponsor", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/project/sponsor.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def withdraw(request: Request, ref: UUID) -> HttpResponse:
    """Withdraw a sponsor's link; asked first."""
    page = project_page(ref, by=request.actor, at=request.at)
    if request.method != "POST":
        return render(request, "assessment/project/withdraw.html", {"page": page})
    try:
        withdraw_sponsor(ref, by=request.actor, at=request.at)
        messages.success(request, "Their link no longer opens.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:project_sponsor", ref)


@admits(Duty.PARTICIPANT)
def hand_in(request: Request, ref: UUID) -> HttpResponse:
    """What is missing or wrong, the declaration, and everything handed in at once."""
    page = project_page(ref, by=request.actor, at=request.at)
    form = HandInForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            knows = bool(form.cleaned_data.get("knows"))
            done = hand_in_project(
                ref, signed=form.signed(), knows=knows, says=form.says(), by=request.actor, at=request.at
            )
            return see_other("assessment:receipt", done.script, done.version)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/project/hand_in.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def piece(request: Request, ref: UUID, file: UUID) -> HttpResponse:
    """A file of mine, as I gave it."""
    found = my_piece(ref, file, by=request.actor)
    return send_file(found.content, name=found.name, media_type=found.media_type)
