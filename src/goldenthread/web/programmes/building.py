"""Programmes and their releases: the list, a new one, one release, the next draft."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.frameworks.queries.editions import published_editions
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.building import create_programme, draft_from
from goldenthread.programmes.queries.building import programmes, release_page
from goldenthread.programmes.queries.catalogue import qualifications
from goldenthread.programmes.queries.fitting import why_ask_first
from goldenthread.programmes.queries.moving import news_of
from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES, VARIANT_KIND_NAMES
from goldenthread.web.programmes.forms import ProgrammeForm
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

# Who decides what everybody may read of a programme: reporting's pages, which say so themselves.
OFFERS = (Duty.ADMINISTRATOR, Duty.CURRICULUM_LEAD, Duty.PROGRAMME_MANAGER)


@admits(*STAFF)
def index(request: Request) -> HttpResponse:
    """The programmes this person may see, with their releases."""
    context = {
        "programmes": programmes(by=request.actor),
        "may_design": request.actor.wears_for_provider(Duty.CURRICULUM_LEAD),
        "may_offer": request.actor.wears_for_provider(*OFFERS),
    }
    return render(request, "programmes/building/index.html", context)


@admits(Duty.CURRICULUM_LEAD)
def create(request: Request) -> HttpResponse:
    """Begin a programme for a qualification."""
    cards = qualifications(by=request.actor)
    editions = published_editions(by=request.actor)
    form = ProgrammeForm(request.POST if request.method == "POST" else None, cards=cards, editions=editions)
    if request.method == "POST" and form.is_valid():
        chosen = form.programme()
        why = why_ask_first(qualification=chosen["qualification"], edition=chosen["edition"], by=request.actor)
        try:
            if why is None or form.is_confirmed:
                return redirect("programmes:release", create_programme(**chosen, by=request.actor, at=request.at))
            form.ask(why)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    status = 422 if form.is_bound else 200
    context = {"form": form, "cards": cards, "editions": editions}
    return render(request, "programmes/building/create.html", context, status=status)


@admits(*STAFF)
def release(request: Request, ref: UUID) -> HttpResponse:
    """One release: modules and components, what it lacks, what can be done with it."""
    page = release_page(ref, by=request.actor)
    names = {"kinds": KIND_NAMES, "routes": ROUTE_NAMES, "for": VARIANT_KIND_NAMES}
    context = {"page": page, "names": names, "news": news_of(page.outline.release, by=request.actor)}
    return render(request, "programmes/building/release.html", context)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def next_draft(request: Request, ref: UUID) -> HttpResponse:
    """Begin the next release as a copy of this one."""
    draft = draft_from(ref, by=request.actor, at=request.at)
    messages.success(request, "This is a draft of the next release. The published release stays as it is.")
    return redirect("programmes:release", draft)
