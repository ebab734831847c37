"""Published wording: the frameworks, one edition, one statement."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.frameworks.queries.aligning import strand_of
from goldenthread.frameworks.queries.comparing import statement_history
from goldenthread.frameworks.queries.editions import edition_outline, frameworks, statement_at, statement_page
from goldenthread.frameworks.queries.rereading import is_by_earlier_reader
from goldenthread.frameworks.queries.reviewing import readings
from goldenthread.frameworks.types import CHANGE_NAMES
from goldenthread.learning.queries.library import beside_statements
from goldenthread.people.types import Duty
from goldenthread.programmes.queries.linking import judged_by
from goldenthread.programmes.queries.using import uses_of_statement
from goldenthread.programmes.types import USE_NAMES
from goldenthread.web.frameworks.aligning import one_drawn
from goldenthread.web.frameworks.opening import asker, open_or_signed_in
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits


@admits(SIGNED_IN)
def index(request: Request) -> HttpResponse:
    """Every framework with its editions; for curriculum leads the readings under review."""
    context = {
        "frameworks": frameworks(by=request.actor),
        "readings": readings(by=request.actor),
        "may_read": request.actor.wears_for_provider(Duty.CURRICULUM_LEAD),
    }
    return render(request, "frameworks/editions/index.html", context)


@open_or_signed_in
def edition(request: Request, ref: UUID) -> HttpResponse:
    """One edition, whole."""
    actor = asker(request)
    may_keep = actor is not None and actor.wears_for_provider(Duty.CURRICULUM_LEAD)
    context = {
        "outline": edition_outline(ref, by=actor),
        "may_keep": may_keep,
        "is_by_earlier_reader": actor is not None and may_keep and is_by_earlier_reader(ref, by=actor),
    }
    return render(request, "frameworks/editions/edition.html", context)


@open_or_signed_in
def statement(request: Request, ref: UUID) -> HttpResponse:
    """One statement at its own address; for people who are signed in, with its thread, and where it is taught."""
    page = statement_page(ref, by=asker(request))
    if asker(request) is None:
        return render(request, "frameworks/editions/statement.html", {"page": page})
    strand = strand_of(ref, by=request.actor)
    told_by = page.statement.stem or page.statement.ref
    context = {
        "page": page,
        "strand": strand,
        "picture": one_drawn(strand) if strand else None,
        "history": statement_history(ref, by=request.actor),
        "changes": CHANGE_NAMES,
        "used": uses_of_statement(told_by, by=request.actor),
        "uses": USE_NAMES,
        "judged": judged_by(told_by, by=request.actor),
        "beside": beside_statements([page.statement.ref, told_by]),
    }
    return render(request, "frameworks/editions/statement.html", context)


@open_or_signed_in
def cited(request: Request, code: str, label: str, place: str) -> HttpResponse:
    """The statement that a citation names, at its own address."""
    return redirect("frameworks:statement", ref=statement_at(code, label, place, by=asker(request)).ref)
