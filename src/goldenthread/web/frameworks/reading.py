"""Take a document in, and say what it is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.frameworks.actions.reading import read_document, read_pasted
from goldenthread.frameworks.actions.reviewing import change_about, discard_reading
from goldenthread.frameworks.queries.reviewing import reading_line
from goldenthread.frameworks.types import ReadingRef
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.forms import AboutForm, UploadForm, WhyForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def upload(request: Request) -> HttpResponse:
    """Choose or paste a document, say what it is, and have it read."""
    posted = request.method == "POST"
    form = UploadForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        try:
            return redirect("frameworks:review", ref=_read(request, form))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return render(request, "frameworks/reading/upload.html", {"form": form}, status=422 if form.errors else 200)


def _read(request: Request, form: UploadForm) -> ReadingRef:
    file = form.cleaned_data["file"]
    if file is None:
        return read_pasted(form.cleaned_data["text"], about=form.about(), by=request.actor, at=request.at)
    return read_document(file.read(), name=file.name, about=form.about(), by=request.actor, at=request.at)


@admits(Duty.CURRICULUM_LEAD)
def about(request: Request, ref: UUID) -> HttpResponse:
    """Correct what is said about the document, its licence among it."""
    line = reading_line(ref, by=request.actor)
    said = line.about
    start = {name: getattr(said, name) for name in AboutForm.base_fields}
    form = AboutForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            change_about(ref, form.about(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("frameworks:review", ref=ref)
    context = {"form": form, "reading": line}
    return render(request, "frameworks/reading/about.html", context, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
def discard(request: Request, ref: UUID) -> HttpResponse:
    """Put a reading away unpublished."""
    line = reading_line(ref, by=request.actor)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            discard_reading(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "The reading is put away. Its file stays on record.")
            return redirect("frameworks:index")
    context = {"form": form, "reading": line}
    return render(request, "frameworks/reading/discard.html", context, status=422 if form.errors else 200)
