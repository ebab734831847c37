"""Somebody's attempts, what comes between them, and an assessment that is put off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from goldenthread.assessment.actions.attempts import put_off, record_help
from goldenthread.assessment.queries.attempts import attempts_page, own_attempts, put_off_page
from goldenthread.coaching.queries.records import pairing_with
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.briefing import RUNS
from goldenthread.web.assessment.own_times_forms import HelpForm, PutOffForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.PARTICIPANT, *RUNS, Duty.COACH, Duty.MENTOR)
def attempts(request: Request, ref: UUID) -> HttpResponse:
    """What came of each attempt, what comes next and who helps; whoever helps records support."""
    page = attempts_page(ref, by=request.actor, at=request.at)
    form = None
    if page.why_not_help is None:
        form = HelpForm(request.POST if request.method == "POST" else None, page=page, today=localdate(request.at))
    if form and form.is_bound and form.is_valid():
        try:
            record_help(page.helps_after, form.value(), by=request.actor, at=request.at)
            messages.success(request, f"It is recorded. {page.name} reads it, and gets a letter.")
            return see_other("assessment:attempts", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    pairing = None if page.is_own else pairing_with(ref, by=request.actor)
    facts = {"page": page, "form": form, "pairing": pairing, "runs": request.actor.wears(*RUNS)}
    return render(request, "assessment/attempts/attempts.html", facts, status=422 if form and form.errors else 200)


@admits(Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """The attempts of whoever is signed in, on the programme they handed in for last."""
    return see_other("assessment:attempts", own_attempts(by=request.actor))


@admits(*RUNS)
def not_assessed(request: Request, ref: UUID, enrolment: UUID) -> HttpResponse:
    """Decide that somebody is not assessed in this window, with what follows said before."""
    page = put_off_page(ref, enrolment, by=request.actor)
    form = PutOffForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            put_off(ref, enrolment, form.value(), by=request.actor, at=request.at)
            messages.success(request, f"It is decided. {page.name} gets a letter, without the reason.")
            return see_other("assessment:window", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/attempts/put_off.html", facts, status=422 if form.errors else 200)
