"""Places at sessions: a participant's own sessions and swaps, and a manager's list of places."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.cohorts.actions.seating import join_waiting_list, leave_waiting_list, seat_everyone, take_seat
from goldenthread.cohorts.queries.feeding import feed_page
from goldenthread.cohorts.queries.seating import seats_page, swap_page
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.reporting.queries.calendars import my_timetable
from goldenthread.web.cohorts.timetable_forms import SeatForm
from goldenthread.web.cohorts.who import LEADS, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


@admits(Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """My sessions and coaching meetings by month, with what I still have to choose."""
    context = {"page": my_timetable(by=request.actor, at=request.at), "feed": feed_page(by=request.actor)}
    return render(request, "cohorts/seating/mine.html", context)


@admits(Duty.PARTICIPANT)
def swap(request: Request, ref: UUID) -> HttpResponse:
    """The sessions of this one's component that I can choose from."""
    page = swap_page(ref, by=request.actor, at=request.at)
    return render(request, "cohorts/seating/swap.html", {"page": page, "ref": ref})


@admits(*RUNS)
def move(request: Request, ref: UUID, enrolment: UUID) -> HttpResponse:
    """The sessions that somebody can be moved to."""
    page = swap_page(ref, by=request.actor, at=request.at, enrolment=enrolment)
    return render(request, "cohorts/seating/swap.html", {"page": page, "ref": ref})


@admits(*RUNS, Duty.PARTICIPANT)
@require_POST
def choose(request: Request, ref: UUID, enrolment: UUID) -> HttpResponse:
    """Take a place at a session, wait for one, or wait no longer."""
    page = swap_page(ref, by=request.actor, at=request.at, enrolment=enrolment)
    back: tuple[Any, ...] = ("cohorts:swap", ref) if page.is_own else ("cohorts:move", ref, enrolment)
    try:
        if "wait" in request.POST:
            turn = join_waiting_list(ref, enrolment, by=request.actor, at=request.at)
            messages.success(request, f"On the waiting list, number {turn}. A letter comes when a place is free.")
        elif "leave" in request.POST:
            leave_waiting_list(ref, enrolment, by=request.actor, at=request.at)
            messages.success(request, "No longer on the waiting list.")
        else:
            take_seat(ref, enrolment, by=request.actor, at=request.at)
            messages.success(request, "You have the place." if page.is_own else f"{page.name} has the place.")
            back = ("cohorts:my_sessions",) if page.is_own else ("cohorts:seats", ref)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other(*back)


@admits(*RUNS, *LEADS)
def seats(request: Request, ref: UUID) -> HttpResponse:
    """Who has a place, who waits, who has none; and give somebody one."""
    page = seats_page(ref, by=request.actor, at=request.at)
    form = SeatForm(request.POST if request.method == "POST" else None, people=page.without)
    if form.is_bound and form.is_valid():
        try:
            take_seat(ref, form.chosen(), by=request.actor, at=request.at)
            messages.success(request, "The place is given, and a letter is on its way.")
            return see_other("cohorts:seats", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "form": form}
    return render(request, "cohorts/seating/seats.html", context, status=422 if form.is_bound else 200)


@admits(*RUNS)
@require_POST
def everyone(request: Request, ref: UUID) -> HttpResponse:
    """Give everybody without a place one."""
    try:
        seated = seat_everyone(ref, by=request.actor, at=request.at)
        messages.success(request, f"{count(seated, 'person', 'people')} got a place. Who found no room waits.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("cohorts:seats", ref)
