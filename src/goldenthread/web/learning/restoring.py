"""A unit's versions: what changed, and bringing a page back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.learning.actions.restoring import restore_page
from goldenthread.learning.queries.restoring import unit_history
from goldenthread.people.types import Duty
from goldenthread.web.learning.editing import READERS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(*READERS)
def history(request: Request, unit: UUID) -> HttpResponse:
    """Every version, the newest first, with what changed page by page."""
    return render(request, "learning/restoring/history.html", {"history": unit_history(unit, by=request.actor)})


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def restore(request: Request, page: UUID) -> HttpResponse:
    """Make the draft's page what it was."""
    now = restore_page(page, by=request.actor, at=request.at)
    messages.success(request, "The draft has the page as it was then. Participants see it once you publish.")
    return see_other("learning:edit-page", now)
