"""Hand scripts out to assessors: a window at a time, or one script by hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.asking import ask_for_marking
from goldenthread.assessment.actions.deadlines import set_marking_due
from goldenthread.assessment.queries.allocating import allocation_page, seats_page
from goldenthread.assessment.types.allocating import SeatsPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.describing_forms import AskForm, DueForm
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

RUNS = (Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR)
READS = (*RUNS, Duty.INSPECTOR)


@admits(*READS)
def allocation(request: Request, ref: UUID) -> HttpResponse:
    """Who marks what in a window."""
    page = allocation_page(ref, by=request.actor, at=request.at, page=page_number(request.GET.get("page")))
    widest = max([page.seats, *(len(row.places) for row in page.rows)])
    columns = ["Script", *(f"Assessor {seat}" for seat in range(1, widest + 1)), ("Change", "hidden")]
    rows = [(row, range(widest - len(row.places))) for row in page.rows]
    facts = {"page": page, "columns": columns, "rows": rows}
    return render(request, "assessment/allocating/allocation.html", facts)


@admits(*READS)
def seats(request: Request, ref: UUID) -> HttpResponse:
    """One script: its seats, who could have them, and why nobody else."""
    page = seats_page(ref, by=request.actor, at=request.at)
    refusal = None
    if request.method == "POST":
        try:
            changed = allocate(page.window, _chosen(page, request.POST), by=request.actor, at=request.at)
            messages.success(request, f"{count(changed, 'seat')} changed. Assessors find the script in their queue.")
            return see_other("assessment:seats", ref)
        except Refused as refused:
            refusal = refused.refusal
    facts = {
        "page": page,
        "refusal": refusal,
        "has_errors": refusal is not None,
        "asking": AskForm(),
        "chosen": {place.seat: request.POST.get(f"seat-{place.seat}", "") for place in page.places},
    }
    return render(request, "assessment/allocating/seats.html", facts, status=422 if refusal else 200)


@admits(*RUNS)
@require_POST
def ask(request: Request, ref: UUID) -> HttpResponse:
    """Ask for one more marking of a script."""
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            ask_for_marking(ref, form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, "One more marking is wanted. Give its seat to an assessor.")
            return see_other("assessment:seats", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": seats_page(ref, by=request.actor, at=request.at), "has_errors": True, "asking": form}
    return render(request, "assessment/allocating/seats.html", facts, status=422)


@admits(*RUNS)
def due(request: Request, ref: UUID) -> HttpResponse:
    """Give the marking of a window another day."""
    page = allocation_page(ref, by=request.actor, at=request.at)
    form = DueForm(request.POST if request.method == "POST" else None, initial={"due_on": page.due_on})
    if form.is_bound and form.is_valid():
        try:
            set_marking_due(ref, **form.cleaned_data, by=request.actor, at=request.at)
            messages.success(request, "The marking of this window has another day.")
            return see_other("assessment:allocation", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page}
    return render(request, "assessment/allocating/due.html", facts, status=422 if form.errors else 200)


def _chosen(page: SeatsPage, sent: QueryDict) -> dict[tuple[UUID, int], UUID]:
    """What was chosen for each seat; a seat left at nobody is left as it is."""
    possible = {str(line.ref) for line in page.possible}
    chosen = {place.seat: sent.get(f"seat-{place.seat}", "") for place in page.places}
    return {(page.ref, seat): UUID(person) for seat, person in chosen.items() if person in possible}
