"""Windows for projects, for those who run assessment: the form, places, who has booked, and who did not come."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.booking_windows import record_no_show
from goldenthread.assessment.actions.task_forms import load_forms, set_terms
from goldenthread.assessment.queries.booking import terms_page
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.briefing import READS, RUNS
from goldenthread.web.assessment.project_forms import TermsForm
from goldenthread.web.shared.fields.summary import refuse
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

BESIDE = {
    "books_too_long": "books_until",
    "books_in_past": "books_until",
    "places_unbooked": "books_until",
    "too_few_places": "places",
    "form_holds_later": "form",
    "form_of_another_scheme": "form",
}


@admits(*READS)
def terms(request: Request, ref: UUID) -> HttpResponse:
    """On which terms the window takes projects; nobody but the lead provider's own changes them."""
    page = terms_page(ref, by=request.actor, at=request.at)
    form = TermsForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            set_terms(ref, form.value(), by=request.actor, at=request.at)
            messages.success(request, "The window takes projects on these terms.")
            return see_other("assessment:project_terms", ref)
        except Refused as refused:
            refuse(form, refused.refusal, BESIDE)
    facts = {"page": page, "form": form}
    return render(request, "assessment/project/terms.html", facts, status=422 if form.errors else 200)


@admits(*RUNS)
@require_POST
def bring_in(request: Request, ref: UUID) -> HttpResponse:
    """Bring in the forms that come with the software."""
    terms_page(ref, by=request.actor, at=request.at)
    try:
        load_forms(by=request.actor, at=request.at)
        messages.success(request, "The forms are there.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:project_terms", ref)


@admits(Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD)
def missed(request: Request, ref: UUID, enrolment: UUID) -> HttpResponse:
    """Write down that somebody booked and did not come; asked first, because nobody takes it back by hand."""
    page = terms_page(ref, by=request.actor, at=request.at)
    line = next((each for each in page.people if each.enrolment == enrolment and each.booked_at), None)
    if line is None:
        raise Http404
    if request.method != "POST":
        return render(request, "assessment/project/missed.html", {"page": page, "line": line})
    try:
        record_no_show(ref, enrolment, by=request.actor, at=request.at)
        messages.success(request, "It is recorded that they did not come.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:project_terms", ref)
