"""My people: for heads, sponsors and mentors."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.people.types import Duty
from goldenthread.reporting.queries.supporting import my_people, one_of_mine
from goldenthread.reporting.queries.untold import ahead_told, engagement_told
from goldenthread.reporting.queries.updates import my_updates
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

SUPPORTERS = (Duty.HEADTEACHER, Duty.SPONSOR, Duty.MENTOR)


@admits(*SUPPORTERS)
def mine(request: Request) -> HttpResponse:
    """How each of my people is getting on, and what I was told before."""
    facts = {
        "people": my_people(by=request.actor, at=request.at),
        "updates": my_updates(by=request.actor, at=request.at),
    }
    return render(request, "reporting/people/mine.html", facts)


@admits(*SUPPORTERS)
def person(request: Request, enrolment: UUID) -> HttpResponse:
    """One of them: the figure with its explanation, what is next, what help is wanted."""
    line = one_of_mine(enrolment, by=request.actor, at=request.at)
    if line is None:
        raise Http404
    facts = {
        "line": line,
        "engagement": engagement_told(enrolment, by=request.actor, at=request.at),
        "ahead": ahead_told(enrolment, by=request.actor, at=request.at),
    }
    return render(request, "reporting/people/person.html", facts)
