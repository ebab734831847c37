"""Instruments in the curriculum lead's hands: a draft, a look at it, frozen."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.coaching.actions.instruments import (
    change_draft,
    copy_version,
    freeze_version,
    load_instruments,
    make_instrument,
    tie_components,
)
from goldenthread.coaching.queries.instruments import instruments, ties_page, version_page
from goldenthread.coaching.types.instruments import VersionPage
from goldenthread.coaching.types.reviews import Answers
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.answer_forms import AnswerForm
from goldenthread.web.coaching.instrument_forms import GroupForm, NewForm, SettingsForm, TiesForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

WRITERS = (Duty.CURRICULUM_LEAD, Duty.ADMINISTRATOR)


@admits(*WRITERS)
def index(request: Request) -> HttpResponse:
    """Every instrument with its versions."""
    return render(request, "coaching/instruments/index.html", {"lines": instruments()})


@admits(*WRITERS)
@require_POST
def load(request: Request) -> HttpResponse:
    """Bring in what comes with this version."""
    try:
        done = load_instruments(by=request.actor, at=request.at)
        messages.success(request, f"{count(len(done.new), 'instrument')} brought in; {len(done.same)} there already.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("coaching:instruments")


@admits(*WRITERS)
def make(request: Request) -> HttpResponse:
    """Begin a new one."""
    form = NewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return see_other(
                "coaching:change_instrument", make_instrument(form.content(), by=request.actor, at=request.at)
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return render(request, "coaching/instruments/make.html", {"form": form}, status=422 if form.errors else 200)


@admits(*WRITERS)
def show(request: Request, ref: UUID) -> HttpResponse:
    """One version as those who answer see it, with what is still missing."""
    page = version_page(ref, by=request.actor)
    form = AnswerForm(instrument=page.content, answers=Answers({}), of_rater=page.content.has_raters)
    return render(
        request,
        "coaching/instruments/show.html",
        {"page": page, "form": form, "next_place": len(page.content.groups) + 1},
    )


@admits(*WRITERS)
@require_POST
def copy(request: Request, ref: UUID) -> HttpResponse:
    """Go on with a copy."""
    return see_other("coaching:instrument", copy_version(ref, by=request.actor, at=request.at))


@admits(*WRITERS)
def change(request: Request, ref: UUID) -> HttpResponse:
    """Settings, scale and who answers."""
    page = _draft(request, ref)
    form = SettingsForm(request.POST if request.method == "POST" else None, instrument=page.content)
    if form.is_bound and form.is_valid():
        try:
            return _changed(request, ref, form.changes())
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "coaching/instruments/change.html", facts, status=422 if form.errors else 200)


@admits(*WRITERS)
def group(request: Request, ref: UUID, place: int) -> HttpResponse:
    """One group of questions; the place after the last is a new one."""
    page = _draft(request, ref)
    groups = page.content.groups
    if not 1 <= place <= len(groups) + 1:
        raise Http404
    known = groups[place - 1] if place <= len(groups) else None
    before, after = groups[: place - 1], groups[place:]
    if known and "remove" in request.POST:
        return _changed(request, ref, {"groups": [_plain(each) for each in (*before, *after)]})
    form = GroupForm(request.POST if request.method == "POST" else None, group=known)
    if form.is_bound and form.is_valid():
        others = [key for each in (*before, *after) for key in (each.key, *(item.key for item in each.items))]
        value = form.value(others)
        return _changed(request, ref, {"groups": [*map(_plain, before), value, *map(_plain, after)]})
    facts = {"page": page, "form": form, "known": known}
    return render(request, "coaching/instruments/group.html", facts, status=422 if form.errors else 200)


@admits(*WRITERS)
def freeze(request: Request, ref: UUID) -> HttpResponse:
    """Check once more, then freeze for good."""
    page = _draft(request, ref)
    if request.method == "POST":
        try:
            freeze_version(ref, by=request.actor, at=request.at)
            messages.success(request, "It is frozen. New reviews take this version from now on.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return see_other("coaching:instrument", ref)
    return render(request, "coaching/instruments/freeze.html", {"page": page})


@admits(*WRITERS)
def ties(request: Request, ref: UUID) -> HttpResponse:
    """Which components of a release ask for it."""
    asked = request.GET.get("release")
    try:
        release = UUID(asked) if asked else None
    except ValueError as wrong:
        raise Http404 from wrong
    page = ties_page(ref, release, by=request.actor)
    form = TiesForm(request.POST if request.method == "POST" else None, components=page.components)
    if form.is_bound and form.is_valid() and page.release is not None:
        chosen = [UUID(each) for each in form.cleaned_data["components"]]
        tied = tie_components(ref, page.release, chosen, by=request.actor, at=request.at)
        messages.success(request, f"{count(tied, 'component asks', 'components ask')} for it now.")
        return see_other("coaching:instruments")
    return render(request, "coaching/instruments/ties.html", {"page": page, "form": form})


def _draft(request: Request, ref: UUID) -> VersionPage:
    page = version_page(ref, by=request.actor)
    if not page.is_draft:
        raise Http404
    return page


def _changed(request: Request, ref: UUID, changes: dict[str, Any]) -> HttpResponse:
    change_draft(ref, changes, by=request.actor, at=request.at)
    messages.success(request, "The draft is saved.")
    return see_other("coaching:instrument", ref)


def _plain(group: Any) -> dict[str, Any]:
    kept = asdict(group)
    items = [
        {**item, "statements": list(item["statements"]), "modules": list(item["modules"])} for item in kept["items"]
    ]
    return {**kept, "items": items}
