"""Sessions as those see them who lead or come to them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.queries.checking_in import own_check_in
from goldenthread.cohorts.queries.timetable import session_page, sessions_led
from goldenthread.cohorts.types import MARK_NAMES
from goldenthread.people.types import Duty
from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES
from goldenthread.web.cohorts.who import LEADS, LOOKS_ON, RUNS
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(*LEADS)
def led(request: Request) -> HttpResponse:
    """The sessions I lead: registers to take first, then what is ahead."""
    sessions = sessions_led(by=request.actor, at=request.at)
    context = {
        "due": [s for s in sessions if s.needs_register],
        "ahead": [s for s in sessions if not s.is_past],
        "past": [s for s in reversed(sessions) if s.is_past and not s.needs_register],
        "kinds": KIND_NAMES,
    }
    return render(request, "cohorts/attending/led.html", context)


@admits(*RUNS, *LOOKS_ON, *LEADS, Duty.PARTICIPANT)
def show(request: Request, ref: UUID) -> HttpResponse:
    """One session with its joining details."""
    context = {
        "page": session_page(ref, by=request.actor, at=request.at),
        "kinds": KIND_NAMES,
        "routes": ROUTE_NAMES,
        "marks": MARK_NAMES,
        "own": own_check_in(ref, by=request.actor, at=request.at),
        "is_participant": not request.actor.wears(*RUNS, *LOOKS_ON, *LEADS),
    }
    return render(request, "cohorts/attending/session.html", context)
