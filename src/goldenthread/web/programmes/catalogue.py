"""The catalogue of qualifications, one qualification, and its mark schemes."""

from __future__ import annotations

from types import MappingProxyType
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.queries.briefing import windows_by_scheme
from goldenthread.programmes.queries.catalogue import qualification_page, qualifications
from goldenthread.programmes.queries.linking import scheme_links
from goldenthread.programmes.queries.policies import standing_of
from goldenthread.programmes.queries.writing import scheme_page
from goldenthread.programmes.types import ASSESSMENT_NAMES, LEVEL_NAMES, ROUTE_NAMES
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.policies import POLICY_NAMES
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

FIELDS = MappingProxyType(
    {
        "threshold": "the share to reach",
        "measure": "whether time or weight is counted",
        "counts": "which kinds of component count",
        "partly": "the credit for being there in part",
        "excused": "the credit when excused",
        "parts": "its parts",
        "catch_up": "what catching up credits",
        "due": "when components are due",
        "word_limit": "the word limit",
        "word_count": "what the word count takes in",
        "over_limit": "what follows beyond the word limit",
        "window_days": "the length of the window",
        "attempts": "the number of attempts",
        "again": "what holds for a further attempt",
        "hours": "the hour of closing",
        "takes_draft_at_close": "what becomes of answers that were not handed in",
        "gate": "what opens the gate",
        "second_marking": "second marking",
        "agreement": "how two markings agree",
        "marking": "who marks, how much and by when",
        "reminder_hours": "when the reminder goes out",
        "sampling": "which markings a moderator looks at",
        "accuracy": "when figures about marking are shown",
        "release": "what is asked before results go out",
        "reviews": "how a result can be questioned",
        "standard": "how markers are held to one standard",
        "late_days": "until when a piece can be offered late",
        "support": "what is guaranteed before a further attempt",
        "grants": "what may follow when circumstances are granted",
    }
)
NAMES = {
    "fields": FIELDS,
    "routes": ROUTE_NAMES,
    **POLICY_NAMES,
    "assessments": ASSESSMENT_NAMES,
    "levels": LEVEL_NAMES,
}


@admits(*STAFF)
def index(request: Request) -> HttpResponse:
    """Every qualification, newest suite first."""
    return render(
        request, "programmes/catalogue/index.html", {"cards": qualifications(by=request.actor), "names": NAMES}
    )


@admits(*STAFF)
def qualification(request: Request, slug: str) -> HttpResponse:
    """One qualification: its content, routes, policies with their days and sources, and mark schemes."""
    page = qualification_page(slug, by=request.actor)
    standing = standing_of(page, on=request.at.date())
    windows = windows_by_scheme()
    schemes = [(scheme, windows.get(scheme.ref, 0)) for scheme in page.schemes]
    context = {"page": page, "standing": standing, "schemes": schemes, "names": NAMES}
    return render(request, "programmes/catalogue/qualification.html", context)


@admits(*STAFF)
def scheme(request: Request, ref: UUID) -> HttpResponse:
    """One mark scheme, whole, with how many windows use it."""
    page = scheme_page(ref, by=request.actor)
    context = {"page": page, "scheme": page.scheme, "windows": windows_by_scheme().get(ref, 0)}
    context["links"] = scheme_links(ref, by=request.actor)
    return render(request, "programmes/catalogue/scheme.html", context)
