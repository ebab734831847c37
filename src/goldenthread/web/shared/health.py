"""For a load balancer: can this process reach its database?"""

from __future__ import annotations

from django.http import HttpResponse

from goldenthread.ground.queries.notices import delivery_counts
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits


@admits(EVERYONE, why="a load balancer has no account; it learns only that the service answers")
def health(request: Request) -> HttpResponse:  # noqa: ARG001  the signature is the caller’s, not ours
    """Answer ``ok`` once the database has answered; a fault otherwise."""
    delivery_counts()
    return HttpResponse("ok", content_type="text/plain")
