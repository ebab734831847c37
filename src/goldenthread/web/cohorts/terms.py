"""Term dates: look at an organisation's, and change them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.cohorts.actions.terms import add_span, change_span, remove_span, start_from_examples
from goldenthread.cohorts.queries.terms import span_to_change, terms_page
from goldenthread.cohorts.types.terms import SPAN_NAMES
from goldenthread.ground.types import Refused
from goldenthread.web.cohorts.timetable_forms import SpanForm
from goldenthread.web.cohorts.who import RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


@admits(*RUNS)
def show(request: Request, ref: UUID | None = None) -> HttpResponse:
    """The dates of an organisation, year by year, with the bank holidays."""
    page = terms_page(ref, by=request.actor, at=request.at.date())
    return render(request, "cohorts/terms/show.html", {"page": page, "kinds": SPAN_NAMES})


@admits(*RUNS)
def add(request: Request, ref: UUID) -> HttpResponse:
    """Enter a term, a half term or a closure."""
    page = terms_page(ref, by=request.actor, at=request.at.date())
    form = SpanForm(_sent(request))
    if form.is_bound and form.is_valid():
        try:
            add_span(ref, form.span(), by=request.actor, at=request.at)
            messages.success(request, f"“{form.span().title}” was entered.")
            return see_other("cohorts:terms_of", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"form": form, "owner": page.owner}
    return render(request, "cohorts/terms/add.html", context, status=422 if form.is_bound else 200)


@admits(*RUNS)
def change(request: Request, span: UUID) -> HttpResponse:
    """Put days right."""
    owner, before = span_to_change(span, by=request.actor)
    form = SpanForm(_sent(request), span=before)
    if form.is_bound and form.is_valid():
        try:
            change_span(span, form.span(), by=request.actor, at=request.at)
            messages.success(request, f"“{form.span().title}” was changed. Sessions stay where they are.")
            return see_other("cohorts:terms_of", owner)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"form": form, "owner": owner, "span": before, "ref": span}
    return render(request, "cohorts/terms/change.html", context, status=422 if form.is_bound else 200)


@admits(*RUNS)
@require_POST
def remove(request: Request, span: UUID) -> HttpResponse:
    """Take days out."""
    owner, before = span_to_change(span, by=request.actor)
    remove_span(span, by=request.actor, at=request.at)
    messages.success(request, f"“{before.title}” was taken out. Sessions stay where they are.")
    return see_other("cohorts:terms_of", owner)


@admits(*RUNS)
@require_POST
def examples(request: Request, ref: UUID) -> HttpResponse:
    """Start from illustrative dates."""
    try:
        made = start_from_examples(ref, by=request.actor, at=request.at)
        messages.success(request, f"{count(made, 'example')} entered. Put each right as your schools have it.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("cohorts:terms_of", ref)


def _sent(request: Request) -> Any:
    return request.POST if request.method == "POST" else None
