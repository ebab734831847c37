"""The library: find something, read about it, keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.library import add_item, change_item, decline_item, share_item, withdraw_item
from goldenthread.learning.queries.library import item_file, item_page, library_page
from goldenthread.people.types import Actor, Duty
from goldenthread.web.learning.library_forms import ItemForm, LibraryFilter
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.uploads import takes_files

KEEPERS = (Duty.CURRICULUM_LEAD, Duty.PROGRAMME_MANAGER, Duty.FACILITATOR)
MOST_BYTES = 20 * 1024 * 1024


class Step(Protocol):
    """An action that decides about an item."""

    def __call__(self, ref: UUID, *, by: Actor, at: datetime) -> None: ...


STEPS: Mapping[str, tuple[Step, str]] = MappingProxyType(
    {
        "share": (share_item, "It is in the library now; everybody who signs in can find it."),
        "decline": (decline_item, "It stays out. Whoever proposed it sees that it was declined."),
        "withdraw": (withdraw_item, "It is out of the library. It is kept, and may come back."),
    }
)


@admits(SIGNED_IN)
def index(request: Request) -> HttpResponse:
    """What there is, by what somebody looks for."""
    asked = LibraryFilter.asked(request.GET)
    library = library_page(asked, by=request.actor, page=page_number(request.GET.get("page")))
    form = LibraryFilter(request.GET, sections=library.sections, keeps=library.may_keep)
    narrows = bool(asked.words or asked.kind or asked.section or asked.statement or asked.state != "shared")
    return render(request, "learning/library/index.html", {"library": library, "form": form, "narrows": narrows})


@admits(SIGNED_IN)
def item(request: Request, ref: UUID) -> HttpResponse:
    """One item, with its statements and where to find it."""
    return render(request, "learning/library/item.html", {"page": item_page(ref, by=request.actor)})


@admits(SIGNED_IN)
def file(request: Request, ref: UUID) -> HttpResponse:
    """An item's file."""
    name, media_type, content = item_file(ref, by=request.actor)
    return send_file(content, name=name, media_type=media_type)


@admits(*KEEPERS)
@takes_files(largest=MOST_BYTES)
def add(request: Request) -> HttpResponse:
    """Describe an item; it is put into the library on its own page, which shows it as others will see it."""
    form = _form(request)
    if form.is_bound and form.is_valid():
        try:
            return see_other(
                "learning:item", add_item(form.draft(), file=form.new_file(), by=request.actor, at=request.at)
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return render(request, "learning/library/form.html", {"form": form}, status=422 if form.errors else 200)


@admits(*KEEPERS)
@takes_files(largest=MOST_BYTES)
def change(request: Request, ref: UUID) -> HttpResponse:
    """Change what an item says."""
    page = item_page(ref, by=request.actor)
    said = page.item.draft
    codes = "\n".join(statement.code for statement in page.statements)
    form = _form(request, initial={**{n: getattr(said, n) for n in FIELDS}, "kind": said.kind.value, "codes": codes})
    if form.is_bound and form.is_valid():
        try:
            change_item(ref, form.draft(), file=form.new_file(), by=request.actor, at=request.at)
            return see_other("learning:item", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page}
    return render(request, "learning/library/form.html", facts, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def decide(request: Request, ref: UUID) -> HttpResponse:
    """Put an item into the library, decline it, or take it out."""
    step, said = STEPS.get(request.POST.get("step", ""), STEPS["decline"])
    try:
        step(ref, by=request.actor, at=request.at)
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("learning:item", ref)


FIELDS = ("title", "authors", "year", "summary", "address", "licence", "minutes")


def _form(request: Request, initial: Mapping[str, object] | None = None) -> ItemForm:
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    may_choose = request.actor.wears_for_provider(Duty.CURRICULUM_LEAD)
    return ItemForm(*given, actor=request.actor, may_choose=may_choose, initial=dict(initial or {}))
