"""What an exemplar of a project is made of: each place of its form, with a file or words."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.exemplar_projects import keep_exemplar_file, keep_exemplar_text
from goldenthread.assessment.queries.standardising import exemplar_page, exemplar_piece_file
from goldenthread.ground.types import Refused
from goldenthread.integrations.reader.sync import reading_for
from goldenthread.people.types import Duty
from goldenthread.web.assessment.standard_forms import ExemplarFileForm, ExemplarTextForm
from goldenthread.web.assessment.standards import READS
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file


@admits(Duty.QUALITY_LEAD)
def piece(request: Request, ref: UUID, place: str) -> HttpResponse:
    """Put a file, or words, at one place of an exemplar."""
    page = exemplar_page(ref, by=request.actor)
    here = next((each for each in page.places if each.place == place), None)
    if here is None:
        raise Http404
    posted = request.method == "POST"
    form = (
        ExemplarTextForm(request.POST if posted else None, place=here)
        if here.is_text
        else ExemplarFileForm(*((request.POST, request.FILES) if posted else ()))
    )
    if form.is_bound and form.is_valid():
        try:
            _keep(ref, place, form, request)
            messages.success(request, f"{here.title} is kept.")
            return see_other("assessment:exemplar", ref)
        except Refused as refused:
            form.add_error("text" if here.is_text else "file", str(refused.refusal))
    facts = {"page": page, "here": here, "form": form}
    return render(request, "assessment/standards/piece.html", facts, status=422 if form.errors else 200)


def _keep(ref: UUID, place: str, form: ExemplarFileForm | ExemplarTextForm, request: Request) -> None:
    if isinstance(form, ExemplarTextForm):
        keep_exemplar_text(ref, place, form.cleaned_data["text"], by=request.actor, at=request.at)
    else:
        keep_exemplar_file(ref, place, form.value(), by=request.actor, at=request.at, work=reading_for(request.actor))


@admits(*READS)
def file(request: Request, ref: UUID, place: str) -> HttpResponse:
    """The cleaned copy of one file of it."""
    found = exemplar_piece_file(ref, place, by=request.actor)
    return send_file(found.content, name=found.name, media_type=found.media_type)
