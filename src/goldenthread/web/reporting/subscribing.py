"""Readers choose what they are told: by the link of a letter without signing in, or signed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from goldenthread.people.types import Duty
from goldenthread.reporting.actions.subscribing import choose, choose_by_link, unsubscribe
from goldenthread.reporting.queries.subscribing import choices_behind, my_choices
from goldenthread.reporting.types.subscribing import STREAM_NAMES, ChoicesPage
from goldenthread.web.reporting.telling_forms import ChoicesForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits
from goldenthread.web.shared.seeing_other import see_other

ONE_CLICK = "One-Click"


@admits(EVERYONE, why="the link is a secret sent to one person; it opens what they choose to be told and nothing else")
@never_cache
def by_link(request: Request, person: UUID, token: str) -> HttpResponse:
    """Choose by the link of a letter. A mailbox may press *unsubscribe* itself (RFC 8058); reading changes nothing."""
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == ONE_CLICK:
        stream = unsubscribe(person, token, at=request.at)
        return HttpResponse(f"Switched off: {STREAM_NAMES[stream]}.", content_type="text/plain; charset=utf-8")
    page = choices_behind(person, token)
    form = _form(request, page)
    is_saved = form.is_bound and form.is_valid()
    if is_saved:
        choose_by_link(person, token, form.paces(), at=request.at)
    facts = {"page": page, "form": form, "is_saved": is_saved}
    status = 422 if form.errors else 200
    answer: HttpResponse = render(request, "reporting/subscribing/by_link.html", facts, status=status)
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


# The secret in the address is the proof; a mailbox that unsubscribes has no page of ours to take a token from.
by_link.csrf_exempt = True  # type: ignore[attr-defined]  # where Django looks for it


@admits(Duty.HEADTEACHER, Duty.SPONSOR, Duty.MENTOR, Duty.COACH, Duty.FACILITATOR, Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """Choose while signed in."""
    page = my_choices(by=request.actor)
    form = _form(request, page)
    if form.is_bound and form.is_valid():
        choose(form.paces(), by=request.actor, at=request.at)
        messages.success(request, "Your choice is kept.")
        return see_other("reporting:my_choices")
    facts = {"page": page, "form": form}
    return render(request, "reporting/subscribing/mine.html", facts, status=422 if form.errors else 200)


def _form(request: Request, page: ChoicesPage) -> ChoicesForm:
    initial = {stream.value: pace.value for stream, pace in page.paces.items()}
    return ChoicesForm(request.POST if request.method == "POST" else None, streams=page.paces, initial=initial)
