"""A participant's own page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.queries.engagement import my_page
from goldenthread.cohorts.types import STATE_NAMES
from goldenthread.ground.queries.once import reading_once
from goldenthread.learning.queries.caught_up import catch_ups_under_way
from goldenthread.people.types import Duty
from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES
from goldenthread.web.cohorts.own_time import lines_of, settled
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.PARTICIPANT)
def mine(request: Request, ref: UUID | None = None) -> HttpResponse:
    """Where I stand, why, and what comes next; with several programmes, the one asked for."""
    with reading_once():
        page = my_page(by=request.actor, at=request.at, enrolment=ref)
        own_time = lines_of(page, by=request.actor, at=request.at) if page else ()
    context = {
        "page": page,
        "caught": catch_ups_under_way(page.mine.ref) if page else {},
        "kinds": KIND_NAMES,
        "routes": ROUTE_NAMES,
        "states": STATE_NAMES,
        "sessions": [t for t in page.ahead if t.session] if page else [],
        "own_time": own_time,
        "settled": settled(own_time),
        "sessions_missed": {t.component.ref: t.session for t in page.missed} if page else {},
    }
    return render(request, "cohorts/engaging/mine.html", context)
