"""Who was reached by updates and who was not, for those who run cohorts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.reporting.actions.bouncing import resume_address
from goldenthread.reporting.queries.reaching import reaching_page
from goldenthread.reporting.types.reaching import REACHED_NAMES, Reached
from goldenthread.web.reporting.telling_forms import ReachedForm, ResumeForm
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

STAFF = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(*STAFF)
def board(request: Request) -> HttpResponse:
    """What was sent, waits or came back; addresses that do not work; who wants nothing."""
    reached = _reached(request.GET.get("reached", ""))
    page = reaching_page(
        by=request.actor,
        cohort=_ref(request.GET.get("cohort", "")),
        reached=reached,
        number=page_number(request.GET.get("page")),
    )
    cohorts = tuple((str(ref), title) for ref, title in page.cohorts)
    form = ReachedForm(cohorts=cohorts, initial=request.GET.dict())
    counts = [(REACHED_NAMES[mark], mark.value, number) for mark, number in page.counts.items()]
    facts = {"page": page, "filters": form, "counts": counts, "is_filtered": bool(request.GET)}
    return render(request, "reporting/reaching/board.html", facts)


@admits(Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)
@require_POST
def resume(request: Request, ref: UUID) -> HttpResponse:
    """Open an address again."""
    form = ResumeForm(request.POST)
    try:
        why = form.cleaned_data["why"] if form.is_valid() else ""
        resume_address(ref, why=why, by=request.actor, at=request.at)
        messages.success(request, "Letters go to this address again; those that waited are on their way.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("reporting:reached")


def _reached(words: str) -> Reached | None:
    return Reached(words) if words in set(Reached) else None


def _ref(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
