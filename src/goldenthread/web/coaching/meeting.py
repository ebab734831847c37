"""A coach's day: the caseload, a record, a meeting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.queries.to_help import has_attempts, people_to_help
from goldenthread.coaching.actions.meeting import (
    cancel_meeting,
    correct_meeting,
    record_meeting,
    take_back_meeting,
)
from goldenthread.coaching.queries.caseload import caseload_page
from goldenthread.coaching.queries.meetings import meeting_page, waiting_call
from goldenthread.coaching.queries.records import coach_record, meeting_line
from goldenthread.coaching.types import Credited
from goldenthread.coaching.types.overlapping import Overlaps
from goldenthread.cohorts.queries.engagement import engagement_of
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.agreeing import ticked
from goldenthread.web.coaching.forms import MeetingForm, ReasonForm
from goldenthread.web.coaching.meeting_forms import AmendForm
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.COACH)
def show_caseload(request: Request) -> HttpResponse:
    """Everybody I coach, those who need me first."""
    page = caseload_page(by=request.actor, at=request.at, page=page_number(request.GET.get("page")))
    return render(request, "coaching/meeting/caseload.html", {"page": page})


@admits(Duty.COACH)
def show_needing(request: Request) -> HttpResponse:
    """Those I coach with something for me, and nobody else."""
    number = page_number(request.GET.get("page"))
    page = caseload_page(by=request.actor, at=request.at, page=number, only_pressing=True)
    return render(request, "coaching/meeting/caseload.html", {"page": page})


@admits(Duty.COACH)
def record(request: Request, pairing: UUID) -> HttpResponse:
    """One participant: where they stand, what we said, what was agreed."""
    facts = coach_record(pairing, by=request.actor, at=request.at)
    told = engagement_of(facts.enrolment, by=request.actor, at=request.at)
    call = waiting_call(facts.enrolment, by=request.actor)
    has = has_attempts(facts.enrolment, by=request.actor)
    helps = [each for each in people_to_help(by=request.actor) if each.enrolment == facts.enrolment] if has else []
    shown = {"record": facts, "engagement": told, "call": call, "ticked": ticked(request)}
    shown |= {"has_attempts": has, "helps": helps}
    return render(request, "coaching/meeting/record.html", shown)


@admits(Duty.COACH)
def write(request: Request, pairing: UUID) -> HttpResponse:
    """Record a meeting that took place; the booked one where its reference is in the address."""
    facts = coach_record(pairing, by=request.actor, at=request.at)
    asked = request.GET.get("booked") or request.POST.get("as")
    booked = next((m for m in facts.ahead if str(m.ref) == asked), None)
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, record=facts, at=request.at, booked=booked)
    shown: dict[str, object] = {"form": form, "record": facts, "booked": booked}
    if form.is_bound and form.is_valid():
        key = booked.ref if booked and "as" in request.POST else form.cleaned_data["key"]
        try:
            said = record_meeting(pairing, form.notes(), key=key, by=request.actor, at=request.at)
            messages.success(request, _recorded(said))
            if "focus" in request.POST:
                return see_other("coaching:focus", said.meeting)
            return see_other("coaching:record", pairing)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            shown["other"] = refused.other if isinstance(refused, Overlaps) else None
    return render(request, "coaching/meeting/write.html", shown, status=422 if form.errors else 200)


def _recorded(said: Credited) -> str:
    credited = f"{said.component} is credited." if said.component else "Every coaching component was credited."
    late = "Of what was agreed, one action is overdue by now."
    if said.overdue > 1:
        late = f"Of what was agreed, {said.overdue} actions are overdue by now."
    return f"The meeting is recorded. {credited}{f' {late}' if said.overdue else ''}"


@admits(Duty.COACH)
def amend(request: Request, meeting: UUID) -> HttpResponse:
    """Correct what the record says: a further version, with a reason."""
    pairing, line = meeting_line(meeting, by=request.actor, at=request.at)
    form, other = AmendForm(request.POST if request.method == "POST" else None, line=line), None
    if form.is_bound and form.is_valid():
        try:
            correct_meeting(meeting, **form.cleaned_data, by=request.actor, at=request.at)
            messages.success(request, "The record is corrected. What stood there before can still be read.")
            return see_other("coaching:record", pairing)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            other = refused.other if isinstance(refused, Overlaps) else None
    facts = {"form": form, "line": line, "pairing": pairing, "other": other}
    return render(request, "coaching/meeting/amend.html", facts, status=422 if form.errors else 200)


@admits(Duty.COACH)
def correct(request: Request, meeting: UUID) -> HttpResponse:
    """Take a recorded meeting back, with a reason."""
    pairing, line = meeting_line(meeting, by=request.actor, at=request.at)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            take_back_meeting(meeting, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, "Taken back, and its credit with it.")
            return see_other("coaching:record", pairing)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "line": line, "pairing": pairing}
    return render(request, "coaching/meeting/correct.html", facts, status=422 if form.errors else 200)


@admits(Duty.COACH, Duty.PARTICIPANT)
def call_off(request: Request, ref: UUID) -> HttpResponse:
    """Call off a meeting that is booked or suggested, with a reason."""
    page = meeting_page(ref, by=request.actor, at=request.at)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    form.fields["why"].label, form.fields["why"].help_text = "Why is it called off?", "Both of you read it"
    if form.is_bound and form.is_valid():
        try:
            cancel_meeting(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, f"Called off. {page.other} gets a letter.")
            if page.is_coach:
                return see_other("coaching:record", page.pairing)
            return see_other("coaching:mine")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page}
    return render(request, "coaching/meeting/call_off.html", facts, status=422 if form.errors else 200)
