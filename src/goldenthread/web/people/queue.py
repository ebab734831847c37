"""What is on its way between rooms, what is stuck, trying it again, and what the clock starts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.ground.actions.notices import retry_delivery
from goldenthread.ground.queries.notices import deliveries, delivery_counts
from goldenthread.ground.queries.timing import timed_jobs
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

STATES = ("stuck", "waiting", "taken", "done")


@admits(Duty.ADMINISTRATOR)
def show(request: Request) -> HttpResponse:
    """Deliveries in one state, how many there are in each, and every timed job."""
    state = request.GET.get("state", "stuck")
    state = state if state in STATES else "stuck"
    counts = delivery_counts()
    context = {
        "state": state,
        "rows": deliveries(state=state),
        "counts": [(name, counts[name]) for name in STATES],
        "timed": timed_jobs(),
    }
    return render(request, "people/queue/show.html", context)


@admits(Duty.ADMINISTRATOR)
@require_POST
def retry(request: Request, ref: UUID) -> HttpResponse:
    """Put a stuck delivery back in the queue."""
    try:
        retry_delivery(ref, by=str(request.actor), at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, "It will be tried again in a moment.")
    return redirect("people:queue")
