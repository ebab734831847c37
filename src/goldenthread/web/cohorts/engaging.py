"""A participant's own page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.queries.engagement import my_page
from goldenthread.cohorts.types import STATE_NAMES
from goldenthread.people.types import Duty
from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES, Measure
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.PARTICIPANT)
def mine(request: Request, ref: UUID | None = None) -> HttpResponse:
    """Where I stand, why, and what comes next; with several programmes, the one asked for."""
    page = my_page(by=request.actor, at=request.at, enrolment=ref)
    context = {
        "page": page,
        "kinds": KIND_NAMES,
        "routes": ROUTE_NAMES,
        "states": STATE_NAMES,
        "by_minutes": bool(page) and page.engagement.figure.measure is Measure.MINUTES if page else False,
        "sessions": [t for t in page.ahead if t.session] if page else [],
        "own_time": [t for t in page.ahead if not t.session] if page else [],
    }
    return render(request, "cohorts/engaging/mine.html", context)
