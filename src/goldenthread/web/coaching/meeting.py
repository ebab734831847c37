"""A coach's day: the caseload, a record, a meeting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.coaching.actions.meeting import book_meeting, cancel_meeting, record_meeting, take_back_meeting
from goldenthread.coaching.queries.caseload import caseload
from goldenthread.coaching.queries.records import coach_record, meeting_line
from goldenthread.coaching.types import Place
from goldenthread.cohorts.queries.engagement import engagement_of
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.forms import BookingForm, MeetingForm, ReasonForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.COACH)
def caseload_page(request: Request) -> HttpResponse:
    """Everybody I coach, the most pressing first."""
    return render(request, "coaching/meeting/caseload.html", {"lines": caseload(by=request.actor, at=request.at)})


@admits(Duty.COACH)
def record(request: Request, pairing: UUID) -> HttpResponse:
    """One participant: where they stand, what we said, what was agreed."""
    facts = coach_record(pairing, by=request.actor, at=request.at)
    told = engagement_of(facts.enrolment, by=request.actor, at=request.at)
    return render(request, "coaching/meeting/record.html", {"record": facts, "engagement": told})


@admits(Duty.COACH)
def write(request: Request, pairing: UUID) -> HttpResponse:
    """Record a meeting that took place; the booked one where its reference is in the address."""
    facts = coach_record(pairing, by=request.actor, at=request.at)
    booked = next((m for m in facts.booked if str(m.ref) == request.GET.get("booked")), None)
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, record=facts, at=request.at, booked=booked)
    if form.is_bound and form.is_valid():
        try:
            said = record_meeting(pairing, form.notes(), key=form.cleaned_data["key"], by=request.actor, at=request.at)
            credited = (
                f" {said.component} is credited." if said.component else " Every coaching component was credited."
            )
            messages.success(request, f"The meeting is recorded.{credited}")
            return see_other("coaching:record", pairing)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    status = 422 if form.errors else 200
    return render(request, "coaching/meeting/write.html", {"form": form, "record": facts}, status=status)


@admits(Duty.COACH)
def book(request: Request, pairing: UUID) -> HttpResponse:
    """Agree a time to meet."""
    facts = coach_record(pairing, by=request.actor, at=request.at)
    form = BookingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        when, place = form.cleaned_data["starts_at"], Place(form.cleaned_data["place"])
        try:
            book_meeting(pairing, starts_at=when, place=place, by=request.actor, at=request.at)
            messages.success(request, "The meeting is booked. It is on both your home pages.")
            return see_other("coaching:record", pairing)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    status = 422 if form.errors else 200
    return render(request, "coaching/meeting/book.html", {"form": form, "record": facts}, status=status)


@admits(Duty.COACH)
def correct(request: Request, meeting: UUID) -> HttpResponse:
    """Take a recorded meeting back, or call a booked one off, with a reason."""
    pairing, line = meeting_line(meeting, by=request.actor, at=request.at)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        undo = cancel_meeting if line.is_booked else take_back_meeting
        try:
            undo(meeting, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, "Called off." if line.is_booked else "Taken back, and its credit with it.")
            return see_other("coaching:record", pairing)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "line": line, "pairing": pairing}
    return render(request, "coaching/meeting/correct.html", facts, status=422 if form.errors else 200)
