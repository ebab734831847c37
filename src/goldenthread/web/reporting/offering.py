"""Decide what everybody may read about a programme: choose, check it as they would see it, publish, take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.reporting.actions.offering import end_offer, publish_offer
from goldenthread.reporting.queries.offering import offer_as_it_would_be, offered_line, offering_page, offers_board
from goldenthread.web.reporting.offer_forms import OfferForm
from goldenthread.web.reporting.offered import drawn
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

PUBLISHERS = (Duty.ADMINISTRATOR, Duty.CURRICULUM_LEAD, Duty.PROGRAMME_MANAGER)


@admits(*PUBLISHERS)
def board(request: Request) -> HttpResponse:
    """Every programme that could be offered, and what is published of each."""
    return render(request, "reporting/offering/board.html", {"lines": offers_board(by=request.actor)})


@admits(*PUBLISHERS)
def publish(request: Request, ref: UUID) -> HttpResponse:
    """Choose what is published of a release; what was chosen is first shown as everybody would read it."""
    page = offering_page(ref, by=request.actor, at=request.at)
    form = OfferForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        new = form.offer()
        if "confirmed" not in request.POST:
            offer = offer_as_it_would_be(new, by=request.actor, at=request.at)
            return render(request, "reporting/offering/check.html", {"page": page, "form": form, **drawn(offer)})
        try:
            publish_offer(new, by=request.actor, at=request.at)
            messages.success(request, "It is published. Everybody can read it now.")
            return see_other("reporting:offers")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "reporting/offering/publish.html", facts, status=422 if form.errors else 200)


@admits(*PUBLISHERS)
def end(request: Request, programme: UUID) -> HttpResponse:
    """Take back what is published of a programme, after saying what that does."""
    if request.method == "POST":
        end_offer(programme, by=request.actor, at=request.at)
        messages.success(request, "It was taken back. Nobody can read it any more.")
        return see_other("reporting:offers")
    return render(request, "reporting/offering/end.html", {"line": offered_line(programme, by=request.actor)})
