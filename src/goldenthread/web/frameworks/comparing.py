"""What changed from one edition to the next: shown, confirmed, corrected."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.comparing import confirm_changes, join_changes, part_change
from goldenthread.frameworks.queries.comparing import changes_page, edition_of_change
from goldenthread.frameworks.types import CHANGE_NAMES, Change, ChangesPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.comparing_forms import ChangesForm, ConfirmForm, JoinForm
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits
from goldenthread.web.shared.words import count


@admits(SIGNED_IN)
def changes(request: Request, ref: UUID) -> HttpResponse:
    """What became of every statement, drawn as counts and as a table with filters."""
    page = changes_page(ref, by=request.actor)
    form = ChangesForm(request.GET, page=page)
    shown = form.shown()
    context = {
        "page": page,
        "form": form,
        "shown": shown,
        "hidden": len(page.lines) - len(shown),
        "picture": counted(page),
        "beside_picture": counted_beside(page),
        "names": CHANGE_NAMES,
        "open": [line for line in shown if line.is_open],
    }
    return render(request, "frameworks/comparing/changes.html", context)


def counted(page: ChangesPage) -> Figure:
    """The counts as a figure whose title states the finding."""
    changed = len(page.lines) - page.counts[Change.SAME]
    title = f"{changed} of {count(len(page.lines), 'statement')} changed"
    groups = [(name, page.counts[change]) for change, name in CHANGE_NAMES.items()]
    return group_bars(title, groups=groups, unit="")


def counted_beside(page: ChangesPage) -> Figure:
    """The same of what stands beside the statements."""
    beside = page.beside
    title = f"{beside.changed} of {count(beside.total, 'thing')} beside the statements changed"
    groups = [(name, beside.counts[change]) for change, name in CHANGE_NAMES.items()]
    return group_bars(title, groups=groups, unit="")


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def confirm(request: Request, ref: UUID) -> HttpResponse:
    """Confirm rewordings: one of them, or all that were shown."""
    form = ConfirmForm(request.POST, page=changes_page(ref, by=request.actor))
    confirmed = confirm_changes(ref, form.among, by=request.actor, at=request.at)
    messages.success(request, f"{count(confirmed, 'rewording')} confirmed.")
    return redirect("frameworks:changes", ref=ref)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def part(request: Request, ref: UUID) -> HttpResponse:
    """Say that these are two statements."""
    edition = edition_of_change(ref, by=request.actor)
    try:
        part_change(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, "These are two statements now: one was removed, one added.")
    return redirect("frameworks:changes", ref=edition)


@admits(Duty.CURRICULUM_LEAD)
def join(request: Request, ref: UUID) -> HttpResponse:
    """Choose which of the added statements is the one that was removed."""
    page = changes_page(edition_of_change(ref, by=request.actor), by=request.actor)
    line = next((line for line in page.lines if line.ref == ref), None)
    form = JoinForm(request.POST if request.method == "POST" else None, page=page, line=line)
    if form.is_valid():
        try:
            join_changes(ref, UUID(form.cleaned_data["added"]), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("frameworks:changes", ref=page.edition.ref)
    context = {"page": page, "line": line, "form": form}
    return render(request, "frameworks/comparing/join.html", context, status=422 if form.errors else 200)
