"""The times of a window: more for one person, and for everybody whom an incident affected."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.own_times import end_time, give_time, record_incident, take_incident_back
from goldenthread.assessment.queries.own_times import given_time, incident_line, incident_preview, times_page
from goldenthread.ground.types import Refused
from goldenthread.web.assessment.briefing import RUNS
from goldenthread.web.assessment.own_times_forms import EndTimeForm, IncidentForm, TimeForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count


@admits(*RUNS)
def times(request: Request, ref: UUID) -> HttpResponse:
    """Whose window is not the others', and incidents; more time for somebody."""
    page = times_page(ref, by=request.actor, at=request.at)
    form = TimeForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            give_time(ref, form.person(), form.value(), by=request.actor, at=request.at)
            messages.success(request, "They have more time, and get a letter that says until when.")
            return see_other("assessment:own_times", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/own_times/times.html", facts, status=422 if form.errors else 200)


@admits(*RUNS)
def incident(request: Request, ref: UUID) -> HttpResponse:
    """Record an incident: first who would get what, then the act."""
    page = times_page(ref, by=request.actor, at=request.at)
    form = IncidentForm(request.POST if request.method == "POST" else None, page=page)
    shown = None
    if form.is_bound and form.is_valid():
        if request.POST.get("sure") == "yes":
            try:
                seen = request.POST.get("seen", "")
                made = record_incident(ref, form.value(), by=request.actor, at=request.at, seen=seen)
            except Refused as refused:
                form.add_error(None, str(refused.refusal))
            else:
                _, line = incident_line(made, by=request.actor, at=request.at)
                people = count(line.people, "person", "people")
                messages.success(request, f"It is recorded. More time for {people}, who get a letter.")
                return see_other("assessment:own_times", ref)
        shown = incident_preview(ref, form.value(), by=request.actor, at=request.at)
        if shown.why_not and not form.errors:
            form.add_error(None, str(shown.why_not))
    facts = {"page": page, "form": form, "shown": None if shown and shown.why_not else shown}
    return render(request, "assessment/own_times/incident.html", facts, status=422 if form.errors else 200)


@admits(*RUNS)
def take_back(request: Request, ref: UUID) -> HttpResponse:
    """Take more time back before the window opens."""
    told = "It is taken back, and stays on this page."
    return _taken_back(request, ref, given_time(ref, by=request.actor, at=request.at), end_time, told, "take_back")


@admits(*RUNS)
def take_incident(request: Request, ref: UUID) -> HttpResponse:
    """Take the time that an incident gave back from everybody."""
    told = "It is taken back, and stays on this page. Everybody who had it gets a letter."
    found = incident_line(ref, by=request.actor, at=request.at)
    return _taken_back(request, ref, found, take_incident_back, told, "take_incident")


def _taken_back(
    request: Request, ref: UUID, found: tuple[UUID, object], take: Callable[..., object], told: str, page: str
) -> HttpResponse:
    """Ask why, and take it back; ``found``: the window, and what is to be taken back in it."""
    window, line = found
    form = EndTimeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            take(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, told)
            return see_other("assessment:own_times", window)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"window": window, "line": line, "form": form}
    return render(request, f"assessment/own_times/{page}.html", facts, status=422 if form.errors else 200)
