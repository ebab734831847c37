"""What is offered, for everybody: a list of programmes, a page for each, and the same for machines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.reporting.queries.offering import offer, offers
from goldenthread.reporting.types.offering import Offer, RouteStudy
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits
from goldenthread.web.shared.words import hours

WHY = "whoever thinks of joining has no account; it holds what somebody published, and nothing of anybody"


@admits(EVERYONE, why=WHY)
def index(request: Request) -> HttpResponse:
    """Every programme that is offered."""
    return render(request, "reporting/offering/offered.html", {"offers": offers(at=request.at)})


@admits(EVERYONE, why=WHY)
def programme(request: Request, programme: UUID) -> HttpResponse:
    """One programme as it is offered."""
    return render(request, "reporting/offering/offer.html", drawn(offer(programme, at=request.at)))


def drawn(told: Offer) -> dict[str, Any]:
    """An offer with each route drawn, as its page and the page that checks it want it."""
    return {
        "offer": told,
        "routes": [(route, _figure(route)) for route in told.routes],
        "by_year": [(year, [f for f in told.figures if f.year == year]) for year in told.years],
    }


def _figure(route: RouteStudy) -> Figure:
    groups = [(studied.name, float(studied.minutes)) for studied in route.by_type]
    title = f"{route.name}: {hours(route.minutes)} by type of study"
    return group_bars(title, groups=groups, unit="Guided time", say=hours)
