"""Coaches: how many they can take on, which phases and places, and with whom they conflict."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.coaching.actions.describing import declare_conflict, end_conflict, keep_details
from goldenthread.coaching.queries.describing import coach_page, coaches_page, conflict_page
from goldenthread.coaching.queries.proposing import how_many_wait
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.describing_forms import ConflictForm, DetailsForm, EndConflictForm, typed
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.PROGRAMME_MANAGER)
def index(request: Request) -> HttpResponse:
    """Everybody one may pair with, those with the most room first."""
    facts = {
        "coaches": coaches_page(by=request.actor, at=request.at),
        "waiting": how_many_wait(by=request.actor, at=request.at),
    }
    return render(request, "coaching/describing/coaches.html", facts)


@admits(Duty.PROGRAMME_MANAGER, Duty.COACH)
def show(request: Request, coach: UUID) -> HttpResponse:
    """One coach; for coaches, themselves."""
    page = coach_page(coach, by=request.actor, at=request.at)
    return render(request, "coaching/describing/coach.html", {"page": page})


@admits(Duty.PROGRAMME_MANAGER)
def change(request: Request, coach: UUID) -> HttpResponse:
    """Record what a coach can take on, from a day."""
    page = coach_page(coach, by=request.actor, at=request.at)
    initial = {**typed(page.details), "from_on": request.at.date()}
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        from_on = form.cleaned_data["from_on"]
        try:
            keep_details(coach, form.details(), from_on=from_on, by=request.actor, at=request.at)
            messages.success(request, f"What {page.name} can take on is kept.")
            return see_other("coaching:coach", coach)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "coaching/describing/change.html", facts, status=422 if form.errors else 200)


@admits(Duty.PROGRAMME_MANAGER, Duty.COACH)
def declare(request: Request, coach: UUID) -> HttpResponse:
    """Declare a conflict of interest."""
    page = coach_page(coach, by=request.actor, at=request.at)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            declare_conflict(coach, form.conflict(), by=request.actor, at=request.at)
            messages.success(
                request, "The conflict of interest is declared. No such pair is proposed or made from now on."
            )
            return see_other("coaching:coach", coach)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "coaching/describing/declare.html", facts, status=422 if form.errors else 200)


@admits(Duty.PROGRAMME_MANAGER, Duty.COACH)
def end(request: Request, conflict: UUID) -> HttpResponse:
    """End a conflict of interest, with a reason."""
    page, line = conflict_page(conflict, by=request.actor, at=request.at)
    form = EndConflictForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            end_conflict(conflict, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, "The conflict of interest has ended. Pairs like this can be made again.")
            return see_other("coaching:coach", page.person)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "line": line, "form": form}
    return render(request, "coaching/describing/end.html", facts, status=422 if form.errors else 200)
