"""Applications: the board of a cohort's, one of them, and its decision."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.admissions.actions import deciding as actions
from goldenthread.admissions.actions.sponsoring import ask_again, ask_sponsors, record_answer
from goldenthread.admissions.queries.applications import application_board, application_page
from goldenthread.admissions.types import STATE_NAMES, ApplicationPage, Asked
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.types import ROUTE_NAMES
from goldenthread.web.admissions.forms import AnswerForm, BoardFilter, RejectingForm, WithdrawingForm, ticked
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count

RUNS = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)
LOOKS_ON = (Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(*RUNS, *LOOKS_ON)
def board(request: Request, cohort: UUID) -> HttpResponse:
    """The applications for a cohort, those to act on first."""
    form = BoardFilter(request.GET)
    context = {
        "board": application_board(
            cohort, by=request.actor, asked=form.chosen(), page=page_number(request.GET.get("page"))
        ),
        "form": form,
        "states": STATE_NAMES,
        "routes": ROUTE_NAMES,
    }
    return render(request, "admissions/deciding/board.html", context)


@admits(*RUNS)
@require_POST
def ask(request: Request, cohort: UUID) -> HttpResponse:
    """Ask every sponsor who was never asked."""
    return _ask(request, cohort, ask_sponsors)


@admits(*RUNS)
@require_POST
def remind(request: Request, cohort: UUID) -> HttpResponse:
    """Ask those sponsors again who have not answered."""
    return _ask(request, cohort, ask_again)


def _ask(request: Request, cohort: UUID, act: Callable[..., Asked]) -> HttpResponse:
    try:
        asked = act(cohort, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("admissions:board", cohort)
    if asked.sponsors:
        about = count(asked.participants, "participant")
        messages.success(request, f"{count(asked.sponsors, 'sponsor')} will get a letter, about {about}.")
    else:
        messages.info(request, "Nobody is left to ask: every sponsor has been asked or has answered.")
    return see_other("admissions:board", cohort)


@admits(*RUNS)
@require_POST
def accept_chosen(request: Request, cohort: UUID) -> HttpResponse:
    """Accept the applications that were ticked."""
    chosen = ticked(request.POST)
    told = actions.accept_many(cohort, chosen, by=request.actor, at=request.at)
    if chosen:
        messages.success(request, f"{count(told.accepted, 'application')} accepted.")
    else:
        messages.error(request, "No application was chosen. Tick those that you want to accept.")
    for name, refusal in told.refused:
        messages.error(request, f"{name}: {refusal}")
    return see_other("admissions:board", cohort)


@admits(*RUNS, *LOOKS_ON)
def show(request: Request, ref: UUID) -> HttpResponse:
    """One application: who, what happened, what can be done."""
    page = application_page(ref, by=request.actor)
    context = {
        "page": page,
        "states": STATE_NAMES,
        "routes": ROUTE_NAMES,
        "open": [offer.event.value for offer in page.offers if not offer.why_not],
        "closed": [offer for offer in page.offers if offer.why_not],
    }
    return render(request, "admissions/deciding/application.html", context)


@admits(*RUNS)
@require_POST
def accept(request: Request, ref: UUID) -> HttpResponse:
    """Accept one application and go to the enrolment that came of it."""
    try:
        enrolment = actions.accept(ref, by=request.actor, at=request.at)
        messages.success(request, "The application is accepted and the place is given.")
        return see_other("cohorts:record", enrolment)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("admissions:application", ref)


@admits(*RUNS)
def answer(request: Request, ref: UUID) -> HttpResponse:
    """Enter what the sponsor said."""
    page = application_page(ref, by=request.actor)
    return _decide(request, page, AnswerForm, record_answer, "admissions/deciding/answer.html")


@admits(*RUNS)
def reject(request: Request, ref: UUID) -> HttpResponse:
    """Reject, with a reason."""
    page = application_page(ref, by=request.actor)
    return _decide(request, page, RejectingForm, actions.reject, "admissions/deciding/reject.html")


@admits(*RUNS)
def withdraw(request: Request, ref: UUID) -> HttpResponse:
    """Withdraw, saying why."""
    page = application_page(ref, by=request.actor)
    return _decide(request, page, WithdrawingForm, actions.withdraw, "admissions/deciding/withdraw.html")


def _decide(
    request: Request, page: ApplicationPage, kind: Callable[..., AnswerForm | RejectingForm | WithdrawingForm],
    act: Callable[..., None], template: str,
) -> HttpResponse:  # fmt: skip
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            act(page.ref, **form.told(), by=request.actor, at=request.at)
            messages.success(request, "Done. It is on the record.")
            return see_other("admissions:application", page.ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return render(request, template, {"form": form, "page": page}, status=422 if form.is_bound else 200)
