"""What stands beside the statements of a reading: references, the task with its rules, the rating scale."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.detailing import (
    accept_detail,
    add_detail,
    correct_detail,
    leave_out_detail,
    restore_detail,
)
from goldenthread.frameworks.queries.reviewing import detail_view, reading_of_detail, review_page
from goldenthread.frameworks.types import DETAIL_NAMES, DetailKind, ReadingRef
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.detail_forms import DetailForm
from goldenthread.web.frameworks.reviewing import back_to_review
from goldenthread.web.frameworks.reviewing_forms import VersionForm
from goldenthread.web.shared.meanwhile import meanwhile
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def detail(request: Request, ref: UUID) -> HttpResponse:
    """Everything that can be done with one detail, and its lines of the source."""
    reading, view, sections, source = detail_view(ref, by=request.actor)
    posted = request.POST if request.method == "POST" else None
    form = DetailForm(posted, kind=view.says.kind, sections=sections, initial=DetailForm.start(view))
    if form.is_valid():
        try:
            correct_detail(ref, form.saying(), version=form.cleaned_data["version"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            reading, view, sections, source = detail_view(ref, by=request.actor)
        else:
            messages.success(request, "Your correction is saved and accepted.")
            return back_to_review(reading.ref, f"detail-{ref}")
    context = {"form": form, "reading": reading, "detail": view, "source": source}
    context |= {"meanwhile": meanwhile(form, DetailForm.start(view))}
    return render(request, "frameworks/detailing/detail.html", context, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
def add(request: Request, ref: UUID, kind: str) -> HttpResponse:
    """Add what the document says and the reader did not find."""
    if kind not in set(DetailKind):
        raise Http404
    page = review_page(ref, by=request.actor)
    sections = tuple((section.number, section.title) for section in page.sections)
    posted = request.POST if request.method == "POST" else None
    form = DetailForm(posted, kind=DetailKind(kind), sections=sections, initial={"version": 0})
    if form.is_valid():
        try:
            made = add_detail(ref, form.saying(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "It is added.")
            return back_to_review(page.reading.ref, f"detail-{made}")
    context = {"form": form, "page": page, "name": DETAIL_NAMES[DetailKind(kind)]}
    return render(request, "frameworks/detailing/add.html", context, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def accept(request: Request, ref: UUID) -> HttpResponse:
    """Accept one as it stands."""
    return _done(
        request, ref, lambda version: accept_detail(ref, version=version, by=request.actor, at=request.at),
        "You accepted that. It is on record with your name.",
    )  # fmt: skip


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def leave_out(request: Request, ref: UUID) -> HttpResponse:
    """Leave out what the document does not say."""
    return _done(
        request, ref, lambda version: leave_out_detail(ref, version=version, by=request.actor, at=request.at),
        "It is left out. Restore it to undo this.",
    )  # fmt: skip


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def restore(request: Request, ref: UUID) -> HttpResponse:
    """Give one back what was read."""
    return _done(
        request, ref, lambda version: restore_detail(ref, version=version, by=request.actor, at=request.at),
        "It is as it was read, with its doubts.",
    )  # fmt: skip


def _done(request: Request, ref: UUID, deed: Callable[[int], None], said: str) -> HttpResponse:
    """Do it and go back to where it stands in the review, with the reason where it is refused."""
    reading: ReadingRef = reading_of_detail(ref, by=request.actor)
    form = VersionForm(request.POST)
    try:
        if form.is_valid():
            deed(form.cleaned_data["version"])
            messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return back_to_review(reading, f"detail-{ref}")
