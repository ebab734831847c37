"""Progress updates: send them, and read one behind its link."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.reporting.actions.updating import make_updates, revoke_update
from goldenthread.reporting.queries.reaching import updates_page
from goldenthread.reporting.queries.updates import update_behind
from goldenthread.web.reporting.forms import SendForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

STAFF = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(*STAFF)
def cohort(request: Request, ref: UUID) -> HttpResponse:
    """Who would be told now, and what was sent; the button sends."""
    form = SendForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if form.is_bound and form.is_valid():
        try:
            told = make_updates(ref, key=form.cleaned_data["key"], by=request.actor, at=request.at)
            messages.success(request, f"{count(told, 'update')} on the way by e-mail.")
            return see_other("reporting:updates", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    page = updates_page(ref, by=request.actor, at=request.at)
    facts = {"page": page, "form": form}
    return render(request, "reporting/updates/cohort.html", facts, status=422 if form.errors else 200)


@admits(Duty.PROGRAMME_MANAGER)
@require_POST
def revoke(request: Request, ref: UUID, update: UUID) -> HttpResponse:
    """Close the link of an update."""
    try:
        revoke_update(update, by=request.actor, at=request.at)
        messages.success(request, "The link no longer opens.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("reporting:updates", ref)


@admits(EVERYONE, why="the link is a secret sent to one person; it opens one update and nothing else, until it expires")
@never_cache
def read(request: Request, token: str) -> HttpResponse:
    """One update, for whoever holds its link."""
    answer = render(request, "reporting/updates/read.html", {"update": update_behind(token, at=request.at)})
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
