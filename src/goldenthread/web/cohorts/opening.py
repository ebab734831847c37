"""Open a cohort, look at it, change it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.enrolling import start_everyone
from goldenthread.cohorts.actions.opening import change_cohort, open_cohort
from goldenthread.cohorts.queries.cohort import cohort_page
from goldenthread.cohorts.types import STATE_NAMES, State
from goldenthread.ground.types import Refused
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import OrganisationKind
from goldenthread.programmes.queries.releases import releases_open_for_cohorts
from goldenthread.programmes.types import ROUTE_NAMES
from goldenthread.web.cohorts.forms import DetailsForm, OpeningForm, StepForm
from goldenthread.web.cohorts.who import LEADS, LOOKS_ON, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


@admits(*RUNS)
def open_new(request: Request) -> HttpResponse:
    """Open a cohort of a published release."""
    releases = releases_open_for_cohorts(by=request.actor)
    partners = organisations(by=request.actor, kind=OrganisationKind.DELIVERY_PARTNER)
    form = OpeningForm(request.POST if request.method == "POST" else None, releases=releases, partners=partners)
    lacks = {"programme": not releases, "partner": not partners}
    if request.method == "POST" and form.is_valid():
        try:
            ref = open_cohort(form.new_cohort(), by=request.actor, at=request.at)
            messages.success(request, "The cohort is open. Plan its sessions, then bring in its participants.")
            return see_other("cohorts:cohort", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return render(
        request, "cohorts/opening/open.html", {"form": form, "lacks": lacks}, status=422 if form.is_bound else 200
    )


@admits(*RUNS, *LOOKS_ON, *LEADS)
def show(request: Request, ref: UUID) -> HttpResponse:
    """A cohort: where it stands, its timetable, its people."""
    state = State(request.GET["state"]) if request.GET.get("state") in set(State) else None
    short = request.GET.get("short") == "yes"
    page = cohort_page(
        ref, by=request.actor, at=request.at, state=state, short=short, page=page_number(request.GET.get("page"))
    )
    context = {
        "page": page,
        "state": state,
        "short": short,
        "state_names": STATE_NAMES,
        "route_names": ROUTE_NAMES,
        "waiting": page.states.get(State.ACCEPTED, 0),
        "sees_policy": request.actor.wears(*RUNS, *LOOKS_ON),
        "active": page.states.get(State.ACTIVE, 0),
    }
    return render(request, "cohorts/opening/show.html", context)


@admits(*RUNS)
def change(request: Request, ref: UUID) -> HttpResponse:
    """Change a cohort's title, dates, places or venue."""
    page = cohort_page(ref, by=request.actor, at=request.at)
    form = DetailsForm(request.POST if request.method == "POST" else None, details=page.details)
    if request.method == "POST" and form.is_valid():
        try:
            change_cohort(ref, form.details(), by=request.actor, at=request.at)
            messages.success(request, "The cohort was changed.")
            return see_other("cohorts:cohort", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return render(
        request, "cohorts/opening/change.html", {"form": form, "page": page}, status=422 if form.is_bound else 200
    )


@admits(*RUNS)
def start_all(request: Request, ref: UUID) -> HttpResponse:
    """Say what follows, then start everybody who has accepted a place."""
    page = cohort_page(ref, by=request.actor, at=request.at)
    form = StepForm(request.POST) if request.method == "POST" else StepForm()
    if form.is_bound and form.is_valid():
        try:
            started = start_everyone(ref, since=form.cleaned_data["since"], by=request.actor, at=request.at)
            messages.success(request, f"{count(started, 'participant')} started.")
            return see_other("cohorts:cohort", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "form": form, "waiting": page.states.get(State.ACCEPTED, 0)}
    return render(request, "cohorts/opening/start.html", context, status=422 if form.is_bound else 200)
