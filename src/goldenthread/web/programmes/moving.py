"""Move a programme to a new edition of its framework: review what becomes of its ties, decide, move."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.frameworks.types import CHANGE_NAMES
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.moving import move_release
from goldenthread.programmes.queries.moving import moving_page
from goldenthread.programmes.types import USE_NAMES
from goldenthread.web.programmes.forms import MovingForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def move(request: Request, ref: UUID) -> HttpResponse:
    """What each component's ties become, what has to be decided, and the one step that does it."""
    page = moving_page(ref, by=request.actor)
    form = MovingForm(request.POST if request.method == "POST" else None, page=page)
    if request.method == "POST" and form.is_valid():
        try:
            draft = move_release(
                ref, form.decisions(), edition=form.cleaned_data["edition"], by=request.actor, at=request.at
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, f"This draft stands on {page.edition}. Look at its coverage, then publish it.")
            return redirect("programmes:release", draft)
    context = {"page": page, "form": form, "names": CHANGE_NAMES, "uses": USE_NAMES}
    return render(request, "programmes/moving/move.html", context, status=422 if form.is_bound else 200)
