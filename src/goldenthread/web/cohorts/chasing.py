"""A manager's worklist: who is at risk, and what was agreed with them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.chasing import record_contact
from goldenthread.cohorts.queries.chasing import cohort_named, contact_page, worklist
from goldenthread.cohorts.types.chasing import CONTACTED_NAMES, REASON_NAMES, WorkFilter
from goldenthread.ground.types import Refused
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import OrganisationKind
from goldenthread.web.cohorts.chasing_forms import ContactForm, WorklistFilter
from goldenthread.web.cohorts.who import RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import day


@admits(*RUNS)
def show(request: Request) -> HttpResponse:
    """Those who will miss the gate if nothing changes, in order of need."""
    partners = organisations(by=request.actor, kind=OrganisationKind.DELIVERY_PARTNER)
    asked = WorklistFilter.asked(request.GET, partners=partners)
    page = worklist(by=request.actor, at=request.at, asked=asked, page=page_number(request.GET.get("page")))
    named = cohort_named(asked.cohort, by=request.actor) if asked.cohort else ()
    context = {
        "page": page,
        "form": WorklistFilter(request.GET, partners=partners, cohorts=dict((*page.cohorts, *named)).items()),
        "asked": asked,
        "hides": _hides(asked),
        "reasons": REASON_NAMES,
        "ways": CONTACTED_NAMES,
    }
    return render(request, "cohorts/chasing/worklist.html", context)


@admits(*RUNS)
def contact(request: Request, ref: UUID) -> HttpResponse:
    """What was agreed with somebody, and a new contact."""
    page = contact_page(ref, by=request.actor)
    form = ContactForm(request.POST if request.method == "POST" else None, today=request.at)
    if form.is_bound and form.is_valid():
        try:
            new = form.contact()
            record_contact(ref, new, by=request.actor, at=request.at)
            comes = "come back to the list" if page.risk else "are looked at again"
            until = f" They {comes} on {day(new.look_on)}." if new.look_on else ""
            messages.success(request, f"The contact with {page.name} is recorded.{until}")
            return see_other("cohorts:worklist")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "form": form, "reasons": REASON_NAMES, "ways": CONTACTED_NAMES}
    return render(request, "cohorts/chasing/contact.html", context, status=422 if form.is_bound else 200)


def _hides(asked: WorkFilter) -> str:
    """What the filters leave out, in words; empty where they leave out nothing."""
    parts = ["other cohorts"] if asked.cohort else []
    parts += ["other partners"] if asked.partner else []
    parts += ["other reasons"] if asked.reason else []
    parts += ["those whose day has come"] if asked.snoozed else []
    return f"Hidden: {', '.join(parts)}." if parts else ""
