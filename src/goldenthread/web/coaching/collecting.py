"""A portfolio: one's own, and what others share."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.coaching.actions.collecting import (
    MOST_BYTES,
    add_entry,
    attach_to_entry,
    change_entry,
    comment_on_entry,
    detach_from_entry,
    put_entry_back,
    put_file_back,
    share_entry,
    take_entry_away,
    take_portfolio,
    tie_entry,
)
from goldenthread.coaching.queries.collecting import (
    entry_file,
    my_entry,
    my_portfolio,
    my_portfolios,
    picked_page,
    portfolios_shared,
    readers_now,
    shared_portfolio,
)
from goldenthread.coaching.types.collecting import EntryLine
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.collecting_figures import coverage_of
from goldenthread.web.coaching.collecting_forms import CommentForm, EntryFileForm, EntryForm, ShareForm, chosen_of
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.uploads import takes_files
from goldenthread.web.shared.words import attached

READERS = (Duty.COACH, Duty.FACILITATOR, Duty.SPONSOR, Duty.MENTOR, Duty.HEADTEACHER)


@admits(Duty.PARTICIPANT)
def mine(request: Request, enrolment: UUID | None = None) -> HttpResponse:
    """My portfolio, of the programme under way unless I choose another."""
    every = my_portfolios(by=request.actor)
    which = enrolment or (every[0].ref if every else None)
    page = my_portfolio(which, by=request.actor) if which else None
    return render(request, "coaching/collecting/mine.html", {"page": page, "every": every})


@admits(Duty.PARTICIPANT)
def by_statement(request: Request, enrolment: UUID) -> HttpResponse:
    """Which statements have evidence, and which not yet, drawn and as a table."""
    page = my_portfolio(enrolment, by=request.actor)
    only_missing = request.GET.get("show") == "missing"
    facts = {"page": page, "picture": coverage_of(page), "only_missing": only_missing}
    return render(request, "coaching/collecting/statements.html", facts)


@admits(Duty.PARTICIPANT)
def add(request: Request, enrolment: UUID) -> HttpResponse:
    """Begin an entry; then say which statements it stands for."""
    page = my_portfolio(enrolment, by=request.actor)
    form = EntryForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            ref = add_entry(enrolment, form.draft(), key=form.cleaned_data["key"], by=request.actor, at=request.at)
            messages.success(request, "Kept. Nobody else reads it until you share it.")
            return see_other("coaching:tie_entry", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page, "entry": None}
    return render(request, "coaching/collecting/write.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def change(request: Request, ref: UUID) -> HttpResponse:
    """Save a further version."""
    _, line = my_entry(ref, by=request.actor)
    form = EntryForm(request.POST if request.method == "POST" else None, last=line.newest)
    if form.is_bound and form.is_valid():
        try:
            since = form.cleaned_data["since"]
            change_entry(ref, form.draft(), since=since, by=request.actor, at=request.at)
            messages.success(request, "Saved. The earlier version is kept.")
            return see_other("coaching:entry", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "entry": line}
    return render(request, "coaching/collecting/write.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def entry(request: Request, ref: UUID) -> HttpResponse:
    """One entry of mine."""
    enrolment, line = my_entry(ref, by=request.actor)
    return _entry(request, enrolment, line, attach=EntryFileForm())


@admits(Duty.PARTICIPANT)
def tie(request: Request, ref: UUID) -> HttpResponse:
    """Find and choose the statements it stands for. Those a search hides stay as they are."""
    if request.method == "POST":
        chosen, shown = chosen_of(request.POST.getlist("statement")), chosen_of(request.POST.getlist("shown"))
        tie_entry(ref, chosen=chosen, shown=shown, by=request.actor, at=request.at)
        if request.POST.get("then") == "find":
            words = urlencode({"find": request.POST.get("find", "")[:100]})
            return HttpResponseRedirect(f"{reverse('coaching:tie_entry', args=[ref])}?{words}", status=303)
        messages.success(request, "The statements are saved.")
        return see_other("coaching:entry", ref)
    find = request.GET.get("find", "")[:100]
    page = picked_page(ref, by=request.actor, find=find)
    return render(request, "coaching/collecting/tie.html", {"page": page, "find": find})


@admits(Duty.PARTICIPANT)
def share(request: Request, ref: UUID) -> HttpResponse:
    """See once more what others would read, and say who."""
    enrolment, line = my_entry(ref, by=request.actor)
    begin = {"readers": [reader.value for reader in line.readers]}
    form = ShareForm(request.POST if request.method == "POST" else None, initial=begin)
    if form.is_bound and form.is_valid():
        share_entry(ref, form.value(), by=request.actor, at=request.at)
        messages.success(request, "Saved who may read this entry.")
        return see_other("coaching:entry", ref)
    facts = {"form": form, "entry": line, "readers": readers_now(enrolment)}
    return render(request, "coaching/collecting/share.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
@takes_files(largest=MOST_BYTES)
@require_POST
def attach(request: Request, ref: UUID) -> HttpResponse:
    """Put a file beside my entry."""
    enrolment, line = my_entry(ref, by=request.actor)
    form = EntryFileForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            called = str(given.name)
            name, was_there = attach_to_entry(ref, given.read(), name=called, by=request.actor, at=request.at)
            messages.success(request, attached(called, name, was_there=was_there))
            return see_other("coaching:entry", ref)
        except Refused as refused:
            form.add_error("file", str(refused.refusal))
    return _entry(request, enrolment, line, attach=form, status=422)


@admits(Duty.PARTICIPANT)
@require_POST
def detach(request: Request, ref: UUID, file: UUID) -> HttpResponse:
    """Take a file away from my entry."""
    detach_from_entry(ref, file, by=request.actor, at=request.at)
    messages.success(request, "The file is taken away. Nobody else reads it, and you can put it back.")
    return see_other("coaching:entry", ref)


@admits(Duty.PARTICIPANT)
@require_POST
def put_back(request: Request, ref: UUID, file: UUID) -> HttpResponse:
    """Put a file back beside my entry."""
    try:
        put_file_back(ref, file, by=request.actor, at=request.at)
        messages.success(request, "The file is back.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("coaching:entry", ref)


@admits(Duty.PARTICIPANT)
@require_POST
def keep_or_not(request: Request, ref: UUID) -> HttpResponse:
    """Take my entry away, or put it back."""
    if "back" in request.POST:
        put_entry_back(ref, by=request.actor, at=request.at)
        messages.success(request, "The entry is back. Nobody else reads it until you share it.")
    else:
        take_entry_away(ref, by=request.actor, at=request.at)
        messages.success(request, "The entry is taken away. Nobody else reads it, and you can put it back.")
    return see_other("coaching:entry", ref)


@admits(Duty.PARTICIPANT)
@require_POST
def take(request: Request, enrolment: UUID) -> HttpResponse:
    """My portfolio as one download."""
    content = take_portfolio(enrolment, by=request.actor, at=request.at)
    return send_file(content, name="portfolio.zip", media_type="application/zip")


@admits(*READERS)
def shared_with_me(request: Request) -> HttpResponse:
    """Who shares entries with me."""
    return render(request, "coaching/collecting/beside.html", {"lines": portfolios_shared(by=request.actor)})


@admits(*READERS)
def shared(request: Request, enrolment: UUID) -> HttpResponse:
    """What somebody shares with me."""
    name, entries = shared_portfolio(enrolment, by=request.actor)
    facts = {"participant": name, "entries": entries, "comment": CommentForm()}
    return render(request, "coaching/collecting/shared.html", facts)


@admits(Duty.PARTICIPANT, *READERS)
@require_POST
def comment(request: Request, ref: UUID) -> HttpResponse:
    """Say something of an entry."""
    form = CommentForm(request.POST)
    try:
        words = form.cleaned_data["words"] if form.is_valid() else ""
        enrolment, is_own = comment_on_entry(ref, words, by=request.actor, at=request.at)
        messages.success(request, "Your comment is there for everybody who reads this entry.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("coaching:portfolio" if request.actor.wears(Duty.PARTICIPANT) else "coaching:portfolios")
    return see_other("coaching:entry", ref) if is_own else see_other("coaching:shared_portfolio", enrolment)


@admits(Duty.PARTICIPANT, *READERS)
def file(request: Request, ref: UUID, file: UUID) -> HttpResponse:
    """A file of an entry."""
    facts, content = entry_file(ref, file, by=request.actor)
    return send_file(content, name=facts.name, media_type=facts.media_type)


def _entry(
    request: Request, enrolment: UUID, line: EntryLine, *, attach: EntryFileForm, status: int = 200
) -> HttpResponse:
    facts = {"enrolment": enrolment, "entry": line, "attach": attach, "comment": CommentForm()}
    return render(request, "coaching/collecting/entry.html", facts, status=status)
