"""Sessions as those see them who lead or come to them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.queries.checking_in import own_check_in
from goldenthread.cohorts.queries.timetable import session_page, sessions_led
from goldenthread.cohorts.types import MARK_NAMES, SessionRow
from goldenthread.cohorts.types.timetables import Week
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Duty
from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES
from goldenthread.web.cohorts.who import LEADS, LOOKS_ON, RUNS
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(*LEADS)
def led(request: Request) -> HttpResponse:
    """The sessions I facilitate: registers to take first, then a week, then all that is ahead."""
    sessions = sessions_led(by=request.actor, at=request.at)
    context = {
        "week": _week(sessions, _monday(request)),
        "today": request.at.astimezone(LONDON).date(),
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


def _monday(request: Request) -> date:
    """The Monday of the week asked for; this week's where none is, or what is asked for is no date."""
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = request.at.astimezone(LONDON).date()
    day = min(max(day, date(2000, 1, 3)), date(2099, 12, 28))
    return day - timedelta(days=day.weekday())


def _week(sessions: tuple[SessionRow, ...], monday: date) -> Week:
    days = [monday + timedelta(days=n) for n in range(7)]
    return Week(
        first=monday,
        days=tuple((day, tuple(s for s in sessions if s.starts_at.astimezone(LONDON).date() == day)) for day in days),
        before=monday - timedelta(days=7),
        after=monday + timedelta(days=7),
    )
