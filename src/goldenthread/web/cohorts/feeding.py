"""The calendar: its address for a person, and what it gives to whoever holds it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from goldenthread.cohorts.actions.feeding import close_feed, open_feed
from goldenthread.cohorts.queries.feeding import feed_page
from goldenthread.people.types import Duty
from goldenthread.reporting.queries.calendars import calendar_behind
from goldenthread.web.cohorts.calendars import as_calendar
from goldenthread.web.cohorts.who import LEADS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits


@admits(Duty.PARTICIPANT, *LEADS)
def address(request: Request) -> HttpResponse:
    """Show the address; make, renew or close it."""
    if request.method == "POST":
        if "close" in request.POST:
            close_feed(by=request.actor, at=request.at)
            messages.success(request, "The address is closed. Calendars that had it are not brought up to date.")
        else:
            had_one = bool(feed_page(by=request.actor).token)
            open_feed(by=request.actor, at=request.at)
            gone = " The one before leads nowhere now." if had_one else ""
            messages.success(request, f"Your calendar has {'a new' if had_one else 'an'} address.{gone}")
        return see_other("cohorts:calendar")
    page = feed_page(by=request.actor)
    url = settings.ADDRESS + reverse("cohorts:feed", args=[page.token]) if page.token else ""
    return render(request, "cohorts/feeding/address.html", {"page": page, "url": url})


@admits(
    EVERYONE, why="the address is a secret of one person; it gives their own sessions and meetings and nothing else"
)
@cache_control(private=True, max_age=900)
def feed(request: Request, token: str) -> HttpResponse:
    """Somebody's sessions and coaching meetings, for a calendar that holds the address."""
    entries = calendar_behind(token, at=request.at)
    pages = {"session": _page("cohorts:session"), "meeting": _page("coaching:meeting")}
    answer = HttpResponse(as_calendar(entries, at=request.at, pages=pages), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="sessions.ics"'
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(name: str) -> str:
    """The address of a page with ``{}`` for the reference of what it shows."""
    return settings.ADDRESS + reverse(name, args=[UUID(int=0)]).replace(str(UUID(int=0)), "{}")
