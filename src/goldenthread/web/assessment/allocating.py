"""Hand scripts out to assessors."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.queries.allocating import allocation_page
from goldenthread.assessment.types.allocating import AllocationPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count


@admits(Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR, Duty.INSPECTOR)
def allocation(request: Request, ref: UUID) -> HttpResponse:
    """Two assessors for each script: suggested, and changed where somebody knows better."""
    page = allocation_page(ref, by=request.actor, at=request.at)
    if request.method == "POST":
        try:
            changed = allocate(ref, _seats(page, request.POST), by=request.actor, at=request.at)
            messages.success(request, f"{count(changed, 'seat')} changed. Assessors find the scripts in their queue.")
            return see_other("assessment:allocation", ref)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("assessment:allocation", ref)
    columns = ["Script", *(f"Assessor {seat}" for seat in range(1, page.seats + 1)), "Notes"]
    return render(request, "assessment/allocating/allocation.html", {"page": page, "columns": columns})


def _seats(page: AllocationPage, sent: QueryDict) -> dict[tuple[UUID, int], UUID]:
    """What was chosen for each seat of the page; a seat left at nobody is left as it is."""
    chosen = {}
    for row in page.rows:
        for place in row.places:
            person = sent.get(f"seat-{row.ref}-{place.seat}", "")
            if person in {str(line.ref) for line in place.possible}:
                chosen[row.ref, place.seat] = UUID(person)
    return {(script, seat): person for (script, seat), person in chosen.items()}
