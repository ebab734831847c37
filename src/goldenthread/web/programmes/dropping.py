"""What would follow if components were dropped. Looking changes nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.programmes.queries.dropping import dropping_page
from goldenthread.programmes.types import KIND_NAMES, USE_NAMES
from goldenthread.web.programmes.asked import refs_in
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(*STAFF)
def show(request: Request, ref: UUID) -> HttpResponse:
    """Choose components, and see what nothing would teach, practise or assess without them."""
    page = dropping_page(ref, by=request.actor, drop=refs_in(request, "drop"))
    names = {"kinds": KIND_NAMES, "uses": USE_NAMES}
    context = {"page": page, "names": names, "asked_for_nothing": "asked" in request.GET and not page.dropped}
    return render(request, "programmes/dropping/show.html", context)
