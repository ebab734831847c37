"""A cohort's timetable: lay it out, add a session, change one, take one out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.timetabling import add_session, change_session, plan_sessions, remove_session
from goldenthread.cohorts.queries.cohort import cohort_line
from goldenthread.cohorts.queries.months import timetable_page
from goldenthread.cohorts.queries.planning import proposal
from goldenthread.cohorts.queries.terms import terms_for_cohort
from goldenthread.cohorts.queries.timetable import facilitators_for, live_components, session_page
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import KIND_NAMES
from goldenthread.web.cohorts.drawing import year_strip
from goldenthread.web.cohorts.forms import AddingForm, SessionForm
from goldenthread.web.cohorts.timetable_forms import RhythmForm
from goldenthread.web.cohorts.who import LEADS, LOOKS_ON, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


@admits(*RUNS, *LOOKS_ON, *LEADS)
def show(request: Request, ref: UUID) -> HttpResponse:
    """A cohort's timetable month by month."""
    page = timetable_page(ref, by=request.actor, at=request.at)
    context = {"page": page, "drawn": year_strip(page, today=request.at), "kinds": KIND_NAMES}
    return render(request, "cohorts/timetabling/show.html", context)


@admits(*RUNS)
def plan(request: Request, ref: UUID) -> HttpResponse:
    """Ask for a rhythm, show what it gives, and plan it once that is accepted."""
    cohort = cohort_line(ref, by=request.actor, at=request.at)
    form = RhythmForm(_sent(request), cohort=cohort, today=request.at.date())
    if form.is_bound and form.is_valid():
        told = proposal(ref, form.rhythm(), by=request.actor, at=request.at)
        if told.why_not:
            form.add_error(None, str(told.why_not))
        elif "accept" not in request.POST:
            context = {"told": told, "again": form.sent_again()}
            return render(request, "cohorts/timetabling/proposal.html", context)
        else:
            return _accept(request, ref, form)
    choices = live_components(ref, by=request.actor)
    context = {
        "form": form,
        "cohort": cohort,
        "left": [c for c in choices if not c.sessions],
        "terms": terms_for_cohort(ref, by=request.actor),
    }
    return render(request, "cohorts/timetabling/plan.html", context, status=422 if form.is_bound else 200)


def _accept(request: Request, ref: UUID, form: RhythmForm) -> HttpResponse:
    try:
        made = plan_sessions(ref, form.rhythm(), by=request.actor, at=request.at, seen=request.POST["accept"])
        messages.success(request, f"{count(made, 'session')} planned. Now name rooms, links and facilitators.")
        return see_other("cohorts:timetable", ref)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("cohorts:plan", ref)


@admits(*RUNS)
def add(request: Request, ref: UUID) -> HttpResponse:
    """Add one session of a live component."""
    cohort = cohort_line(ref, by=request.actor, at=request.at)
    form = AddingForm(
        _sent(request),
        facilitators=facilitators_for(ref, by=request.actor),
        components=live_components(ref, by=request.actor),
    )
    if form.is_bound and form.is_valid():
        try:
            session = add_session(ref, form.component(), form.details(), by=request.actor, at=request.at)
            messages.success(request, "The session was added.")
            return see_other("cohorts:session", session)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"form": form, "cohort": cohort}
    return render(request, "cohorts/timetabling/add.html", context, status=422 if form.is_bound else 200)


@admits(*RUNS)
def change(request: Request, ref: UUID) -> HttpResponse:
    """Change when and where a session is and who leads it."""
    page = session_page(ref, by=request.actor, at=request.at)
    able = facilitators_for(page.session.cohort_ref, by=request.actor)
    form = SessionForm(_sent(request), facilitators=able, session=page.session)
    if form.is_bound and form.is_valid():
        try:
            seen = request.POST.get("seen")
            change_session(ref, form.details(), seen=seen, by=request.actor, at=request.at)
            messages.success(request, "The session was changed.")
            return see_other("cohorts:session", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"form": form, "page": page}
    return render(request, "cohorts/timetabling/change.html", context, status=422 if form.is_bound else 200)


@admits(*RUNS)
def remove(request: Request, ref: UUID) -> HttpResponse:
    """Ask, then take a session out of the timetable."""
    page = session_page(ref, by=request.actor, at=request.at)
    if request.method != "POST":
        return render(request, "cohorts/timetabling/remove.html", {"page": page})
    try:
        remove_session(ref, by=request.actor, at=request.at)
        messages.success(request, f"“{page.session.title}” was taken out of the timetable.")
        return see_other("cohorts:timetable", page.session.cohort_ref)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("cohorts:session", ref)


def _sent(request: Request) -> Any:
    """What was typed, or nothing on the first look."""
    return request.POST if request.method == "POST" else None
