"""One enrolment: its record, its steps, and who walks beside it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions import enrolling as actions
from goldenthread.cohorts.actions.accompanying import bring_companion, end_companion
from goldenthread.cohorts.queries.record import enrolment_page, follows_from, why_not_now
from goldenthread.cohorts.queries.supported import seen_as_supporter
from goldenthread.cohorts.types import GOES, ROLE_NAMES, SOURCE_NAMES, STATE_NAMES, EnrolmentPage, Event, Role
from goldenthread.ground.types import Refused
from goldenthread.learning.queries.caught_up import catch_ups_under_way
from goldenthread.people.types import Duty, PersonRef
from goldenthread.programmes.types import ROUTE_NAMES
from goldenthread.web.cohorts.forms import CompanionForm, DeferringForm, EndingForm, StepForm, WithdrawingForm
from goldenthread.web.cohorts.who import BESIDE, LEADS, LOOKS_ON, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

PLAIN: dict[str, Callable[..., object]] = {
    Event.ACCEPT.value: actions.accept,
    Event.START.value: actions.start,
    Event.RESUME.value: actions.resume,
}

# Steps that can be entered after the day on which they happened.
DATED = frozenset({Event.START, Event.RESUME})
# A step as a button says it, and as it is told afterwards.
STEP_NAMES = {
    Event.ACCEPT: ("Accept the place", "accepted the place"),
    Event.START: ("Start", "started"),
    Event.RESUME: ("Resume", "resumed"),
}


@admits(*RUNS, *LOOKS_ON, *LEADS, *BESIDE, Duty.PARTICIPANT)
def show(request: Request, ref: UUID) -> HttpResponse:
    """Somebody's record: where they stand and why, what happened, what can be done. Those who support them read
    the page that tells what is theirs to know."""
    page = enrolment_page(ref, by=request.actor, at=request.at)
    if seen_as_supporter([ref], by=request.actor):
        return see_other("reporting:person", ref)
    context = {
        "page": page,
        "caught": catch_ups_under_way(ref),
        "states": STATE_NAMES,
        "routes": ROUTE_NAMES,
        "roles": ROLE_NAMES,
        "sources": SOURCE_NAMES,
        "open_steps": [offer.event.value for offer in page.offers if not offer.why_not],
        "closed_steps": [offer for offer in page.offers if offer.why_not],
        "may_move": bool(page.offers) and page.state in GOES and request.actor.wears(*RUNS),
        "may_name": bool(page.offers) and request.actor.wears(*RUNS),
    }
    return render(request, "cohorts/enrolling/record.html", context)


@admits(*RUNS, Duty.PARTICIPANT)
def step(request: Request, ref: UUID, event: str) -> HttpResponse:
    """Take a step that needs no reason: accept, start, resume. Opened as a page, it says first what follows."""
    if event not in PLAIN:
        raise Http404
    page, asked = enrolment_page(ref, by=request.actor, at=request.at), Event(event)
    form = StepForm(request.POST) if request.method == "POST" else StepForm()
    if form.is_bound and form.is_valid():
        dated = {"since": form.cleaned_data["since"]} if asked in DATED else {}
        try:
            PLAIN[event](ref, **dated, by=request.actor, at=request.at)
            messages.success(request, f"{page.name} has {STEP_NAMES[asked][1]}.")
            return see_other("cohorts:record", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    why_not = why_not_now(ref, asked, by=request.actor, at=request.at)
    says = follows_from(ref, asked, by=request.actor, at=request.at)
    return _step_form(
        request,
        page,
        form,
        "cohorts/enrolling/step.html",
        step=asked,
        follows=says,
        why_not=why_not,
        names=STEP_NAMES,
        is_dated=asked in DATED,
    )


@admits(*RUNS)
def defer(request: Request, ref: UUID) -> HttpResponse:
    """Pause, with one of DfE's reasons."""
    page = enrolment_page(ref, by=request.actor, at=request.at)
    form = DeferringForm(request.POST if request.method == "POST" else None)
    days = {name: form.cleaned_data.get(name) for name in ("returns_on", "since")} if form.is_valid() else {}
    why_not = why_not_now(ref, Event.DEFER, **days, by=request.actor, at=request.at)
    if why_not and form.is_bound:
        form.add_error(None, str(why_not))
    elif form.is_bound and form.is_valid() and "sure" in request.POST:
        try:
            actions.defer(ref, **form.reason(), by=request.actor, at=request.at)
            messages.success(request, f"{page.name} has deferred. Everything credited is kept.")
            return see_other("cohorts:record", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    follows = follows_from(ref, Event.DEFER, by=request.actor, at=request.at, returns_on=days.get("returns_on"))
    is_checked = form.is_bound and form.is_valid()
    return _step_form(
        request,
        page,
        form,
        "cohorts/enrolling/defer.html",
        follows=follows,
        is_checked=is_checked,
        bad=not is_checked,
        why_not=why_not,
    )


@admits(*RUNS)
def withdraw(request: Request, ref: UUID) -> HttpResponse:
    """Leave, with one of DfE's reasons."""
    page = enrolment_page(ref, by=request.actor, at=request.at)
    form = WithdrawingForm(request.POST if request.method == "POST" else None)
    why_not = why_not_now(ref, Event.WITHDRAW, by=request.actor, at=request.at)
    if form.is_bound and form.is_valid():
        try:
            actions.withdraw(ref, **form.reason(), by=request.actor, at=request.at)
            messages.success(request, f"{page.name} has withdrawn. The record is kept and the place is free.")
            return see_other("cohorts:record", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    follows = follows_from(ref, Event.WITHDRAW, by=request.actor, at=request.at)
    return _step_form(request, page, form, "cohorts/enrolling/withdraw.html", follows=follows, why_not=why_not)


@admits(*RUNS)
def add_beside(request: Request, ref: UUID) -> HttpResponse:
    """Name a sponsor or a mentor at the participant's school."""
    page = enrolment_page(ref, by=request.actor, at=request.at)
    form = CompanionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            bring_companion(ref, **form.companion(), by=request.actor, at=request.at)
            messages.success(request, f"{form.cleaned_data['name']} can now see how {page.name} is getting on.")
            return see_other("cohorts:record", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return _step_form(request, page, form, "cohorts/enrolling/companion.html")


@admits(*RUNS)
def end_beside(request: Request, ref: UUID, role: str, person: UUID) -> HttpResponse:
    """End it: they no longer see the enrolment."""
    page = enrolment_page(ref, by=request.actor, at=request.at)
    now = [c for c in page.companions if c.person == person and c.role.value == role and not c.ended_at]
    if not now:
        raise Http404
    form = EndingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            why = form.cleaned_data["why"]
            end_companion(ref, PersonRef(person), Role(role), why=why, by=request.actor, at=request.at)
            messages.success(request, f"{now[0].name} no longer sees this record.")
            return see_other("cohorts:record", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return _step_form(request, page, form, "cohorts/enrolling/end_companion.html", companion=now[0])


def _step_form(
    request: Request, page: EnrolmentPage, form: object, template: str, *, bad: bool = True, **more: object
) -> HttpResponse:
    bound = request.method == "POST" and bad
    context = {"page": page, "form": form, "roles": ROLE_NAMES, **more}
    return render(request, template, context, status=422 if bound else 200)
