"""A meeting and when it is: its page for either of the two, a time suggested, answered, moved, missed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.coaching.actions.booking import (
    accept_meeting,
    decline_instead,
    miss_meeting,
    move_meeting,
    propose_meeting,
    suggest_instead,
    withdraw_instead,
)
from goldenthread.coaching.actions.meeting import book_meeting
from goldenthread.coaching.queries.meetings import meeting_page, meeting_to_read
from goldenthread.coaching.queries.records import coach_record, my_coaching
from goldenthread.coaching.types import Record
from goldenthread.cohorts.queries.engagement import engagement_of
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.agreeing import ticked
from goldenthread.web.coaching.meeting_forms import AppointmentForm, OwnNotesForm, WordsForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.COACH, Duty.PARTICIPANT)
def meeting(request: Request, ref: UUID) -> HttpResponse:
    """One meeting: what stands, what was prepared, what can be done. Whoever coaches them now reads earlier ones."""
    page = meeting_to_read(ref, by=request.actor, at=request.at)
    facts = {
        "page": page,
        "notes": OwnNotesForm(initial={"words": page.own}),
        "ticked": ticked(request),
    }
    if page.is_coach:
        facts["engagement"] = engagement_of(page.enrolment, by=request.actor, at=request.at)
    return render(request, "coaching/booking/meeting.html", facts)


@admits(Duty.COACH)
def book(request: Request, pairing: UUID) -> HttpResponse:
    """Book a time to meet, or suggest it."""
    return _find_a_time(request, coach_record(pairing, by=request.actor, at=request.at), is_coach=True)


@admits(Duty.PARTICIPANT)
def suggest(request: Request, pairing: UUID) -> HttpResponse:
    """Suggest a time to my coach."""
    records = my_coaching(by=request.actor, at=request.at)
    record = next((each for each in records if each.pairing == pairing and each.is_active), None)
    if record is None:
        raise Http404
    return _find_a_time(request, record, is_coach=False)


@admits(Duty.COACH, Duty.PARTICIPANT)
def move(request: Request, ref: UUID) -> HttpResponse:
    """Move a meeting to another time or place, or suggest one."""
    page = meeting_page(ref, by=request.actor, at=request.at)
    if not page.can_change:
        raise Http404
    form = AppointmentForm(request.POST if request.method == "POST" else None, was=page.line)
    if form.is_bound and form.is_valid():
        moves = page.is_coach and not page.is_proposed and "suggest" not in request.POST
        does, says = (move_meeting, "moved") if moves else (suggest_instead, "suggested")
        try:
            does(ref, form.appointment(), why=form.cleaned_data["why"], by=request.actor, at=request.at)
            stands = " Until then what is booked stands." if says == "suggested" and page.line.is_booked else ""
            messages.success(request, f"{_said(says, page.other)}{stands}")
            return see_other("coaching:meeting", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    status = 422 if form.errors else 200
    return render(request, "coaching/booking/move.html", {"form": form, "page": page}, status=status)


@admits(Duty.COACH, Duty.PARTICIPANT)
@require_POST
def accept(request: Request, ref: UUID) -> HttpResponse:
    """Accept the time that was suggested."""
    try:
        accept_meeting(ref, by=request.actor, at=request.at)
        messages.success(request, "The meeting is booked. It is in both your calendars.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("coaching:meeting", ref)


@admits(Duty.COACH, Duty.PARTICIPANT)
@require_POST
def leave(request: Request, ref: UUID) -> HttpResponse:
    """Keep what is booked: decline the other time that was suggested, or take one's own suggestion back."""
    takes_back = "take_back" in request.POST
    try:
        does = withdraw_instead if takes_back else decline_instead
        does(ref, by=request.actor, at=request.at)
        said = "Your suggestion is taken back." if takes_back else "The booked time stands."
        messages.success(request, f"{said} You meet as booked; the other one gets a letter.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("coaching:meeting", ref)


@admits(Duty.COACH)
def miss(request: Request, ref: UUID) -> HttpResponse:
    """Record that a meeting did not take place because somebody did not come."""
    page = meeting_page(ref, by=request.actor, at=request.at)
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, label="What happened?", hint="You both read it. Say who did not come, and what you did")
    if form.is_bound and form.is_valid():
        try:
            miss_meeting(ref, why=form.cleaned_data["words"], by=request.actor, at=request.at)
            messages.success(request, "It is recorded as missed, and credits nothing. Book the next one when you can.")
            return see_other("coaching:record", page.pairing)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    status = 422 if form.errors else 200
    return render(request, "coaching/booking/miss.html", {"form": form, "page": page}, status=status)


def _find_a_time(request: Request, record: Record, *, is_coach: bool) -> HttpResponse:
    form = AppointmentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        wanted = form.appointment()
        books = is_coach and "suggest" not in request.POST
        try:
            if books:
                ref = book_meeting(
                    record.pairing,
                    starts_at=wanted.starts_at,
                    place=wanted.place,
                    minutes=wanted.minutes,
                    where=wanted.where,
                    by=request.actor,
                    at=request.at,
                )
            else:
                ref = propose_meeting(record.pairing, wanted, by=request.actor, at=request.at)
            other = record.participant if is_coach else record.coach
            messages.success(request, _said("booked" if books else "suggested", other))
            return see_other("coaching:meeting", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "record": record, "is_coach": is_coach}
    return render(request, "coaching/booking/find.html", facts, status=422 if form.errors else 200)


def _said(what: str, other: str) -> str:
    if what == "suggested":
        return f"The time is suggested. {other} accepts it or suggests another; they get a letter."
    return f"The meeting is {what}. It is in both your calendars, and {other} gets a letter."
