"""Report a post, look after a community, and choose what one is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.following import follow_mentions, follow_space, follow_thread, stop_by_letter
from goldenthread.learning.actions.moderating import (
    close_thread,
    dismiss_report,
    hide_post,
    move_thread,
    pin_thread,
    reopen_thread,
    report_post,
    restore_post,
)
from goldenthread.learning.queries.discussing import (
    one_post,
    places_to_move,
    report_to_answer,
    reports_waiting,
    space_name,
    thread_page,
)
from goldenthread.learning.queries.telling import what_stops
from goldenthread.learning.types.discussing import Level
from goldenthread.people.types import Duty
from goldenthread.web.learning.discussing import MEMBERS
from goldenthread.web.learning.discussing_forms import LevelForm, WhyForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits
from goldenthread.web.shared.seeing_other import see_other

MODERATORS = (Duty.FACILITATOR, Duty.PROGRAMME_MANAGER)
Deed = Callable[..., None]
# What can be done to a thread: the button's words, what is said afterwards, and the action.
TO_THREADS: Mapping[str, tuple[str, str, Deed]] = {
    "close": ("Close this thread", "The thread is closed. It can still be read.", close_thread),
    "reopen": ("Reopen this thread", "People can write in the thread again.", reopen_thread),
    "pin": ("Keep this thread on top", "The thread stands above the others now.", partial(pin_thread, is_pinned=True)),
    "unpin": ("Let this thread go down", "The thread takes its place again.", partial(pin_thread, is_pinned=False)),
}


@admits(*MEMBERS)
def report(request: Request, ref: UUID) -> HttpResponse:
    """Say that a post is out of place."""
    return _with_reason(
        request,
        lambda why: report_post(ref, why=why, by=request.actor, at=request.at),
        post=ref,
        title="Report this post",
        button="Report it",
        hint="Those who look after this community read it. The author does not learn who reported the post",
        said="Reported. You get an e-mail once it is decided.",
    )


@admits(*MODERATORS)
def hide(request: Request, ref: UUID) -> HttpResponse:
    """Hide a post."""
    return _with_reason(
        request,
        lambda why: hide_post(ref, why=why, by=request.actor, at=request.at),
        post=ref,
        title="Hide this post",
        button="Hide it",
        hint="Everybody in this community reads the reason, with your name. What the post was credited is taken back",
        said="The post is hidden. Its words stay for those who moderate.",
        needs_moderator=True,
    )


@admits(*MODERATORS)
def restore(request: Request, ref: UUID) -> HttpResponse:
    """Show a hidden post again."""
    return _with_reason(
        request,
        lambda why: restore_post(ref, why=why, by=request.actor, at=request.at),
        post=ref,
        title="Restore this post",
        button="Restore it",
        hint="It stays in the record",
        said="The post is shown again, and counts again.",
        needs_moderator=True,
    )


@admits(*MODERATORS)
def history(request: Request, ref: UUID) -> HttpResponse:
    """What a post said before it was edited."""
    post = one_post(ref, by=request.actor, at=request.at)
    if not post.may_moderate:
        raise Http404
    return render(request, "learning/discussing/history.html", {"post": post})


@admits(*MODERATORS)
def reports(request: Request, ref: UUID) -> HttpResponse:
    """What was reported in a space and waits."""
    facts = {
        "lines": reports_waiting(ref, by=request.actor, at=request.at),
        "space": ref,
        "name": space_name(ref, by=request.actor, at=request.at),
    }
    return render(request, "learning/discussing/reports.html", facts)


@admits(*MODERATORS)
def dismiss(request: Request, ref: UUID) -> HttpResponse:
    """Leave a reported post as it is."""
    return _with_reason(
        request,
        lambda why: dismiss_report(ref, answer=why, by=request.actor, at=request.at),
        post=report_to_answer(ref),
        title="Leave this post as it is",
        button="Leave it and answer the report",
        hint="Whoever reported it gets this by e-mail",
        said="Answered. Whoever reported it is told.",
        needs_moderator=True,
    )


@admits(*MODERATORS)
def look_after(request: Request, ref: UUID, deed: str) -> HttpResponse:
    """Close, reopen, pin or unpin a thread."""
    if deed not in TO_THREADS:
        raise Http404
    title, said, action = TO_THREADS[deed]
    page = _moderated(request, ref)
    form = WhyForm(request.POST if request.method == "POST" else None, hint="It stays in the record")
    if form.is_bound and form.is_valid():
        try:
            action(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, said)
            return see_other("learning:thread", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page, "title": title}
    return render(request, "learning/discussing/look_after.html", facts, status=422 if form.errors else 200)


@admits(*MODERATORS)
def move(request: Request, ref: UUID) -> HttpResponse:
    """Move a thread to where it belongs, having read who reads it there."""
    page = _moderated(request, ref)
    places = places_to_move(ref, by=request.actor, at=request.at)
    form = WhyForm(request.POST if request.method == "POST" else None, hint="It stays in the record", places=places)
    if places and form.is_bound and form.is_valid():
        try:
            to = UUID(form.cleaned_data["to"])
            move_thread(ref, to=to, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, "The thread is moved, with everything in it.")
            return see_other("learning:thread", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page, "places": places, "title": "Move this thread"}
    return render(request, "learning/discussing/look_after.html", facts, status=422 if form.errors else 200)


@admits(*MEMBERS)
@require_POST
def follow_one_space(request: Request, ref: UUID) -> HttpResponse:
    """Choose how to hear of a community."""
    return _follow(
        request, lambda level: follow_space(ref, level, by=request.actor, at=request.at), "learning:space", ref
    )


@admits(*MEMBERS)
@require_POST
def follow_one_thread(request: Request, ref: UUID) -> HttpResponse:
    """Choose how to hear of a thread."""
    return _follow(
        request, lambda level: follow_thread(ref, level, by=request.actor, at=request.at), "learning:thread", ref
    )


@admits(*MEMBERS)
@require_POST
def follow_own_mentions(request: Request) -> HttpResponse:
    """Choose how to hear of mentions of me."""
    return _follow(
        request, lambda level: follow_mentions(level, by=request.actor, at=request.at), "learning:communities"
    )


@csrf_exempt
@admits(EVERYONE, why="the link in a letter stops that kind of letter, and does nothing else")
def stop(request: Request, token: str) -> HttpResponse:
    """Stop letters of one kind: a page with a button, and for mail programs the press itself."""
    try:
        what = what_stops(token)
        if request.method == "POST":
            stop_by_letter(token, at=request.at)
    except Refused as refused:
        return render(request, "learning/discussing/stop.html", {"refusal": refused.refusal}, status=404)
    facts = {"what": what, "is_done": request.method == "POST"}
    return render(request, "learning/discussing/stop.html", facts)


def _with_reason(
    request: Request,
    deed: Callable[[str], None],
    *,
    post: UUID,
    title: str,
    button: str,
    hint: str,
    said: str,
    needs_moderator: bool = False,
) -> HttpResponse:
    found = one_post(post, by=request.actor, at=request.at)
    if needs_moderator and not found.may_moderate:
        raise Http404
    form = WhyForm(request.POST if request.method == "POST" else None, hint=hint)
    if form.is_bound and form.is_valid():
        try:
            deed(form.cleaned_data["why"])
            messages.success(request, said)
            return see_other("learning:thread", found.thread)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "post": found, "title": title, "button": button}
    return render(request, "learning/discussing/why.html", facts, status=422 if form.errors else 200)


def _moderated(request: Request, ref: UUID) -> Any:
    page = thread_page(ref, by=request.actor, at=request.at)
    if not page.may_moderate:
        raise Http404
    return page


def _follow(request: Request, keep: Callable[[Level], None], name: str, *args: UUID) -> HttpResponse:
    form = LevelForm(request.POST, level=Level.NONE)
    if not form.is_valid():
        raise Http404
    keep(Level(form.cleaned_data["level"]))
    messages.success(request, "Kept. You can change it here at any time.")
    return see_other(name, *args)
