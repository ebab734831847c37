"""The pages on which a sponsor comments: by their own link, or signed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from goldenthread.assessment.actions.sponsoring import comment_by_link, comment_signed_in
from goldenthread.assessment.queries.sponsoring import page_by_link, page_signed_in, waits_late, waits_late_for
from goldenthread.assessment.types.sponsoring import SponsorPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.project_forms import CommentForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits
from goldenthread.web.shared.seeing_other import see_other

MOST_GIVEN_BACK = 50_000
NEWER = "newer_comments"


@admits(EVERYONE, why="a sponsor has a link that opens one project until its window closes")
@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def by_link(request: Request, token: str) -> HttpResponse:
    """Comment and sign, through a link. Withdrawn, expired and unknown links look alike."""
    who = getattr(request, "actor", None)
    try:
        page = page_by_link(token, by=who, at=request.at)
    except Refused as refused:
        text = request.POST.get("text", "")[:MOST_GIVEN_BACK]
        own = {"refusal": refused.refusal, "text": text}
        return _private(render(request, "assessment/project/own_link.html", own, status=403))
    if page is None:
        return _private(_nothing(request, waits=waits_late(token)))
    form = CommentForm(request.POST if request.method == "POST" else None, page=page)
    over, is_newer = _seen(request, page), False
    if form.is_bound and form.is_valid():
        try:
            if not comment_by_link(token, **form.cleaned_data, by=who, at=request.at, over=over):
                return _private(_nothing(request, waits=waits_late(token)))
            messages.success(request, "Thank you. Your comments are signed and kept.")
            return see_other("assessment:comment_by_link", token)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            if refused.refusal.code == NEWER:
                page = page_by_link(token, by=who, at=request.at) or page
                over, is_newer = _number(page), True
    facts = {"page": page, "form": form, "over": over, "is_newer": is_newer}
    return _private(render(request, "assessment/project/comment.html", facts, status=422 if form.errors else 200))


@admits(Duty.SPONSOR)
def signed_in(request: Request, ref: UUID) -> HttpResponse:
    """The same, for a sponsor who has an account."""
    try:
        page = page_signed_in(ref, by=request.actor, at=request.at)
    except ObjectDoesNotExist:
        if request.method != "POST":
            raise
        return _nothing(request, waits=waits_late_for(ref, by=request.actor))
    form = CommentForm(request.POST if request.method == "POST" else None, page=page)
    over, is_newer = _seen(request, page), False
    if form.is_bound and form.is_valid():
        try:
            if not comment_signed_in(ref, **form.cleaned_data, by=request.actor, at=request.at, over=over):
                return _nothing(request, waits=waits_late_for(ref, by=request.actor))
            messages.success(request, "Thank you. Your comments are signed and kept.")
            return see_other("assessment:comment", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            if refused.refusal.code == NEWER:
                page = page_signed_in(ref, by=request.actor, at=request.at)
                over, is_newer = _number(page), True
    facts = {"page": page, "form": form, "over": over, "is_newer": is_newer}
    return render(request, "assessment/project/comment.html", facts, status=422 if form.errors else 200)


def _number(page: SponsorPage) -> int:
    """The version that stands; 0 where nothing is signed yet."""
    return page.comment.number if page.comment else 0


def _seen(request: Request, page: SponsorPage) -> int:
    """The version that whoever writes had before them: what their form says, or what it is given now."""
    if request.method != "POST":
        return _number(page)
    said = request.POST.get("over", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def _nothing(request: Request, *, waits: bool) -> HttpResponse:
    """What opens nothing, the same for every address but one whose project waits for a decision; whoever sent words
    with it has them back to keep, and nothing of the project."""
    text = request.POST.get("text", "")[:MOST_GIVEN_BACK]
    return render(request, "assessment/project/nothing.html", {"text": text, "waits": waits}, status=404)


def _private(reply: HttpResponse) -> HttpResponse:
    # The address holds the key: it stays here.
    reply["Referrer-Policy"] = "same-origin"
    return reply
