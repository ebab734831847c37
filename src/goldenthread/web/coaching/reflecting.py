"""A leadership reflection: written, kept in versions, printed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.coaching.actions.reflecting import save_reflection
from goldenthread.coaching.queries.reports import reflection, reflection_form, reflection_pdf
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.answer_forms import ReflectionForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file


@admits(Duty.PARTICIPANT)
def write(request: Request, instrument: UUID) -> HttpResponse:
    """Write a version, beginning with what I said last."""
    asks, last = reflection_form(instrument, by=request.actor)
    data = request.POST if request.method == "POST" else None
    begin = {"name": request.actor.name, "on": request.at.date()}
    form = ReflectionForm(data, instrument=asks, answers=last, initial=begin)
    if form.is_bound and form.is_valid():
        try:
            ref = save_reflection(instrument, **form.said(), by=request.actor, at=request.at)
            messages.success(request, "This version is saved. Only you can read it.")
            return see_other("coaching:reflection", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "instrument": asks}
    return render(request, "coaching/reflecting/write.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def show(request: Request, ref: UUID) -> HttpResponse:
    """One version, to read and to print."""
    page = reflection(ref, by=request.actor)
    rows = [
        (group, page.answers.ratings.get(group.key), page.answers.comments.get(group.key, ""))
        for group in page.instrument.groups
    ]
    said = [
        (group, "" if value is None else f"{value} {page.instrument.scale.label(value)}".strip(), words)
        for group, value, words in rows
    ]
    return render(request, "coaching/reflecting/show.html", {"page": page, "rows": said})


@admits(Duty.PARTICIPANT)
def pdf(request: Request, ref: UUID) -> HttpResponse:
    """One version as a PDF."""
    content = reflection_pdf(ref, by=request.actor)
    return send_file(content, name="leadership-reflection.pdf", media_type="application/pdf")
