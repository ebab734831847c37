"""Two versions of a mark scheme side by side."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.frameworks.types import CHANGE_NAMES, Change
from goldenthread.programmes.queries.comparing import comparison_page
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

# Of a criterion more than words can change: what it weighs, what it judges.
CHANGED = dict(CHANGE_NAMES) | {Change.REWORDED: "Changed"}


@admits(*STAFF)
def compare(request: Request, ref: UUID) -> HttpResponse:
    """What differs from the version before, or from one that is chosen."""
    asked = request.GET.get("with", "")
    try:
        other = UUID(asked) if asked else None
    except ValueError as unknown:
        raise Http404 from unknown
    page = comparison_page(ref, by=request.actor, other=other)
    return render(request, "programmes/comparing/compare.html", {"page": page, "names": CHANGED})
