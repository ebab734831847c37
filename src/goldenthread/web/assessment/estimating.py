"""How well markers agree: every window, one window or scheme in full, figures to take away, and a marker's own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.estimating import ask_for_estimate
from goldenthread.assessment.queries.estimates_as_tables import figures_as_csv, marks_as_csv
from goldenthread.assessment.queries.estimating import accuracy_board, estimate_page, own_page, window_scope
from goldenthread.assessment.types.estimating_pages import Scope
from goldenthread.people.types import Duty
from goldenthread.web.assessment.pictures import board_pictures, own_pictures, pictures
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file

ASKS = (Duty.QUALITY_LEAD, Duty.MODERATOR)
READS = (*ASKS, Duty.INSPECTOR)


@admits(*READS)
def board(request: Request) -> HttpResponse:
    """Every window and scheme, with how well its markers agree."""
    found = accuracy_board(by=request.actor)
    return render(request, "assessment/estimating/board.html", {"board": found, "figure": board_pictures(found)})


@admits(*READS)
def of_window(request: Request, ref: UUID) -> HttpResponse:
    """One window's figures; its marks or figures as a spreadsheet with ``?as=marks`` or ``?as=figures``."""
    return _page(request, window_scope(ref, by=request.actor))


@admits(*READS)
def of_scheme(request: Request, ref: UUID) -> HttpResponse:
    """The figures of every window under one mark scheme."""
    return _page(request, Scope(ref))


@admits(*ASKS)
@require_POST
def again_for_window(request: Request, ref: UUID) -> HttpResponse:
    """Have a window's figures worked out now."""
    return _again(request, window_scope(ref, by=request.actor))


@admits(*ASKS)
@require_POST
def again_for_scheme(request: Request, ref: UUID) -> HttpResponse:
    """Have a scheme's figures worked out now."""
    return _again(request, Scope(ref))


@admits(Duty.ASSESSOR)
def own(request: Request) -> HttpResponse:
    """How I stand, and nobody else."""
    page = own_page(by=request.actor)
    return render(request, "assessment/estimating/own.html", {"lines": own_pictures(page)})


def _page(request: Request, scope: Scope) -> HttpResponse:
    asked = request.GET.get("as")
    if asked in {"marks", "figures"}:
        made = marks_as_csv if asked == "marks" else figures_as_csv
        return send_file(made(scope, by=request.actor), name=f"marking-{asked}.csv", media_type="text/csv")
    page = estimate_page(scope, by=request.actor)
    address, again = _addresses(scope)
    facts = {"page": page, "figures": pictures(page), "address": address, "again": again}
    return render(request, "assessment/estimating/page.html", facts)


def _again(request: Request, scope: Scope) -> HttpResponse:
    ask_for_estimate(scope, by=request.actor, at=request.at)
    messages.success(request, "The figures are being worked out. This page shows them when they are there.")
    return see_other("assessment:window_accuracy" if scope.window else "assessment:accuracy_of_scheme", _ref(scope))


def _addresses(scope: Scope) -> tuple[str, str]:
    names = ("window_accuracy", "ask_window") if scope.window else ("accuracy_of_scheme", "ask_scheme")
    address, again = (reverse(f"assessment:{name}", args=[_ref(scope)]) for name in names)
    return address, again


def _ref(scope: Scope) -> UUID:
    return scope.window or scope.scheme
