"""Pair a cohort's participants with coaches."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.coaching.actions.pairing import pair
from goldenthread.coaching.queries.pairing import coaches_for, pairing_page
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.forms import PairForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

STAFF = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(*STAFF)
def cohort(request: Request, ref: UUID) -> HttpResponse:
    """Who is paired with whom, those without a coach first."""
    return render(request, "coaching/pairing/cohort.html", {"page": pairing_page(ref, by=request.actor, at=request.at)})


@admits(Duty.PROGRAMME_MANAGER)
def choose(request: Request, enrolment: UUID) -> HttpResponse:
    """Choose a coach for one participant, the one with the fewest first; whoever has one is handed over."""
    who = enrolment_seen(enrolment, by=request.actor)
    line = next(
        (x for x in pairing_page(who.cohort, by=request.actor, at=request.at).lines if x.enrolment == enrolment), None
    )
    if line is None:
        raise Http404
    if line.pairing is not None:
        return see_other("coaching:leave_one", line.coach_ref, line.pairing)
    data = request.POST if request.method == "POST" else None
    form = PairForm(data, coaches=coaches_for(enrolment, by=request.actor, at=request.at))
    if form.is_bound and form.is_valid():
        try:
            pair(enrolment, form.coach(), by=request.actor, at=request.at)
            messages.success(request, f"{line.name} has a coach. Both see it on their home pages.")
            return see_other("coaching:pairing", who.cohort)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "line": line, "cohort": who.cohort}
    return render(request, "coaching/pairing/choose.html", facts, status=422 if form.errors else 200)
