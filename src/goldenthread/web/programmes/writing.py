"""A mark scheme as it is written: its own words, its criteria, and what becomes of the draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.queries.briefing import windows_by_scheme
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.writing import (
    add_criterion,
    begin_scheme,
    change_criterion,
    describe_scheme,
    drop_scheme,
    freeze_scheme,
    move_criterion,
    remove_criterion,
    set_parts,
)
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.queries.comparing import comparison_page
from goldenthread.programmes.queries.writing import scheme_page
from goldenthread.programmes.types.writing import CriterionLine, FaultyScheme, SchemePage
from goldenthread.web.programmes.comparing import CHANGED
from goldenthread.web.programmes.forms import way_of
from goldenthread.web.programmes.scheme_forms import CriterionForm, PartsForm, SchemeForm, TermsForm
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.meanwhile import Difference, meanwhile
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

WRITERS = (Duty.CURRICULUM_LEAD, Duty.QUALITY_LEAD)
MORE_ROWS = 3
# What a scheme can lack, as the pages call it.
NAMES = {"title": "Title", "source": "Source", "minimum_total": "Minimum in total", "criteria": "Criteria"}
Given = ParamSpec("Given")
DraftView = Callable[Concatenate[Request, SchemePage, Given], HttpResponse]


def of_a_draft(view: DraftView[Given]) -> Callable[..., HttpResponse]:
    """Give a view the draft that its address names; of what is not to be changed it is told why, on its own page."""

    @wraps(view)
    def asked(request: Request, ref: UUID, *rest: Given.args, **named: Given.kwargs) -> HttpResponse:
        page = scheme_page(ref, by=request.actor)
        if page.why_not_change:
            messages.error(request, str(page.why_not_change))
            return see_other("programmes:scheme", ref)
        try:
            return view(request, page, *rest, **named)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("programmes:scheme", ref)

    return asked


@admits(*WRITERS)
@require_POST
def begin(request: Request, slug: str) -> HttpResponse:
    """Begin the next version of a qualification's mark scheme, or go on with the draft that is open."""
    page = qualification_page(slug, by=request.actor)
    try:
        ref = begin_scheme(page.card.ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("programmes:qualification", slug)
    return see_other("programmes:write_scheme", ref)


@admits(*WRITERS)
@of_a_draft
def write(request: Request, page: SchemePage) -> HttpResponse:
    """The draft whole, with what can be done to each thing in it and what it still lacks."""
    return render(request, "programmes/writing/write.html", {"page": page})


@admits(*WRITERS)
@of_a_draft
def terms(request: Request, page: SchemePage) -> HttpResponse:
    """Say what the scheme is called, on whose word it stands and what total passes."""
    form = TermsForm(request.POST if request.method == "POST" else None, initial=TermsForm.start(page))
    beside = None
    if form.is_bound and form.is_valid():
        revision = form.cleaned_data["version"] or 0
        try:
            describe_scheme(page.scheme.ref, form.said(), revision=revision, by=request.actor, at=request.at)
            return see_other("programmes:write_scheme", page.scheme.ref)
        except Refused as refused:
            _told(form, refused)
            beside = meanwhile(form, TermsForm.start(page))
    context = {"page": page, "form": form, "meanwhile": beside}
    return render(request, "programmes/writing/terms.html", context, status=422 if form.errors else 200)


@admits(*WRITERS)
@of_a_draft
def parts(request: Request, page: SchemePage) -> HttpResponse:
    """Say which criteria have a minimum together."""
    start = PartsForm.start(page)
    rows = max(PartsForm.rows_sent(request.POST), start["rows"])
    form = PartsForm(initial=start, rows=rows + 1, scheme=page.scheme)
    if "more" in request.POST:
        typed = {name: sent if name.startswith("criteria_") else sent[-1] for name, sent in request.POST.lists()}
        form = PartsForm(initial=typed, rows=rows + MORE_ROWS, scheme=page.scheme)
    elif request.method == "POST":
        form = PartsForm(request.POST, initial=start, rows=rows, scheme=page.scheme)
    if form.is_bound and form.is_valid():
        ref, revision = page.scheme.ref, form.cleaned_data["version"] or 0
        try:
            set_parts(ref, form.said(), revision=revision, by=request.actor, at=request.at)
            return see_other("programmes:write_scheme", ref)
        except Refused as refused:
            _told(form, refused)
    overtaken = form.is_bound and str(form.data.get("version")) != str(page.revision)
    if overtaken:
        form.data = request.POST.copy()
        form.data["version"] = str(page.revision)
    context = {"page": page, "form": form, "overtaken": overtaken}
    return render(request, "programmes/writing/parts.html", context, status=422 if form.errors else 200)


@admits(*WRITERS)
@of_a_draft
def add(request: Request, page: SchemePage) -> HttpResponse:
    """Add a criterion at the end."""
    form = _criterion_form(request, page, None)
    if form.is_bound and form.is_valid():
        try:
            add_criterion(page.scheme.ref, form.said(), by=request.actor, at=request.at)
            return see_other("programmes:write_scheme", page.scheme.ref)
        except Refused as refused:
            _told(form, refused)
    return _criterion(request, page, form)


@admits(*WRITERS)
@of_a_draft
def change(request: Request, page: SchemePage, criterion: int) -> HttpResponse:
    """Change a criterion and its levels. One that was taken out meanwhile can be added again as it was typed."""
    line = page.line(criterion)
    if line is None and request.method != "POST":
        raise Http404
    form = _criterion_form(request, page, line)
    beside = None
    if line is None:
        form.add_error(
            None, "This criterion was taken out from another page. Save it to add what you typed as a new one."
        )
    elif form.is_bound and form.is_valid():
        ref, revision = page.scheme.ref, form.cleaned_data["version"] or 0
        try:
            change_criterion(ref, criterion, form.said(), revision=revision, by=request.actor, at=request.at)
            return see_other("programmes:write_scheme", ref)
        except Refused as refused:
            _told(form, refused)
            beside = meanwhile(form, CriterionForm.start(line, page.scheme))
    return _criterion(request, page, form, line=line, beside=beside)


@admits(*WRITERS)
@require_POST
@of_a_draft
def move(request: Request, page: SchemePage, criterion: int) -> HttpResponse:
    """Move a criterion one place."""
    _line(page, criterion)
    move_criterion(page.scheme.ref, criterion, way_of(request), by=request.actor, at=request.at)
    return see_other("programmes:write_scheme", page.scheme.ref)


@admits(*WRITERS)
@of_a_draft
def remove(request: Request, page: SchemePage, criterion: int) -> HttpResponse:
    """Ask, then take a criterion out."""
    line, ref = _line(page, criterion), page.scheme.ref
    form = SchemeForm(request.POST if request.method == "POST" else None, initial={"version": line.revision})
    if form.is_bound and form.is_valid():
        revision = form.cleaned_data["version"] or 0
        try:
            remove_criterion(ref, criterion, revision=revision, by=request.actor, at=request.at)
            messages.success(request, f"Criterion {line.criterion.code} was taken out.")
            return see_other("programmes:write_scheme", ref)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("programmes:remove_criterion", ref, criterion)
    return render(request, "programmes/writing/remove.html", {"page": page, "line": line, "form": form})


@admits(*WRITERS)
@of_a_draft
def drop(request: Request, page: SchemePage) -> HttpResponse:
    """Ask, then throw the draft away."""
    if request.method != "POST":
        return render(request, "programmes/writing/drop.html", {"page": page})
    drop_scheme(page.scheme.ref, by=request.actor, at=request.at)
    messages.success(request, f"The draft of version {page.scheme.version} was thrown away. Nothing was marked by it.")
    return see_other("programmes:qualification", page.slug)


@admits(*WRITERS)
@of_a_draft
def freeze(request: Request, page: SchemePage) -> HttpResponse:
    """Say what freezing does and what is missing, then freeze."""
    ref = page.scheme.ref
    if request.method == "POST":
        try:
            freeze_scheme(ref, seen=request.POST.get("seen", ""), by=request.actor, at=request.at)
            messages.success(request, f"Version {page.scheme.version} is frozen. Windows planned from now on use it.")
            return see_other("programmes:scheme", ref)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("programmes:freeze_scheme", ref)
    windows = windows_by_scheme()
    context = {
        "page": page,
        "older": [(version, each, windows[each]) for version, each in page.versions if each in windows],
        "comparison": comparison_page(ref, by=request.actor).comparison,
        "names": NAMES,
        "changes": CHANGED,
    }
    return render(request, "programmes/writing/freeze.html", context)


def _line(page: SchemePage, criterion: int) -> CriterionLine:
    """:raises Http404: if the draft has no such criterion."""
    line = page.line(criterion)
    if line is None:
        raise Http404
    return line


def _criterion_form(request: Request, page: SchemePage, line: CriterionLine | None) -> CriterionForm:
    """The form; where more levels were asked for, what was typed is where it begins, with more rows."""
    start = CriterionForm.start(line, page.scheme)
    if request.method != "POST":
        return CriterionForm(initial=start, rows=start["rows"] + 1)
    if "more" in request.POST:
        more = CriterionForm.rows_sent(request.POST) + MORE_ROWS
        return CriterionForm(initial=dict(request.POST.items()), rows=more)
    return CriterionForm(request.POST, initial=start, rows=max(CriterionForm.rows_sent(request.POST), start["rows"]))


def _criterion(
    request: Request,
    page: SchemePage,
    form: CriterionForm,
    *,
    line: CriterionLine | None = None,
    beside: tuple[Difference, ...] | None = None,
) -> HttpResponse:
    context = {"page": page, "form": form, "line": line, "meanwhile": beside}
    return render(request, "programmes/writing/criterion.html", context, status=422 if form.errors else 200)


def _told(form: SchemeForm, refused: Refused) -> None:
    """Say a refusal: faults beside their fields, anything else of the whole."""
    if isinstance(refused, FaultyScheme):
        form.refuse(refused)
    else:
        form.add_error(None, str(refused.refusal))
