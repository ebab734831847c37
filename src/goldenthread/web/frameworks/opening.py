"""Editions that are open to everybody: who is asking, and opening and closing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.frameworks.actions.opening import close_edition, open_edition
from goldenthread.frameworks.queries.editions import edition_line, published_editions
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor, Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, View, admits

WHY = "editions that were opened to all; of others, strangers are asked to sign in, as for what is not there"


DEEDS: Mapping[str, Callable[..., None]] = MappingProxyType({"open": open_edition, "close": close_edition})
NO_WAY = Refusal("no_way", "What was sent does not say whether to open it or to close it.", "Press the button below.")


def asker(request: Request) -> Actor | None:
    """Who is asking, if they are signed in."""
    return getattr(request, "actor", None)


def asked_again(request: Request, answer: HttpResponse) -> HttpResponse:
    """What everybody may read, to be asked for again each time, as it may be closed at any moment."""
    if asker(request) is None:
        answer["Cache-Control"] = "public, no-cache"
    return answer


def open_or_signed_in(view: View) -> View:
    """A view of an edition that everybody may ask for.

    A stranger who asks for one that is not open, or not there, is sent to sign in either way.
    """

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return asked_again(request, view(request, *args, **kwargs))
        except ObjectDoesNotExist:
            if asker(request) is not None:
                raise
            return redirect_to_login(request.get_full_path())

    return admits(EVERYONE, why=WHY)(cast("View", guarded))


@admits(EVERYONE, why=WHY)
def index(request: Request) -> HttpResponse:
    """The editions that everybody may read."""
    editions = [edition for edition in published_editions(by=asker(request)) if edition.is_open]
    return asked_again(request, render(request, "frameworks/opening/index.html", {"editions": editions}))


@admits(Duty.CURRICULUM_LEAD)
def change(request: Request, ref: UUID) -> HttpResponse:
    """Open an edition to everybody or close it, after saying what that means."""
    edition, refusal = edition_line(ref, by=request.actor), None
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("way", ""))
        try:
            if deed is None:
                raise Refused(NO_WAY)
            deed(ref, by=request.actor, at=request.at)
        except Refused as refused:
            refusal = refused.refusal
        else:
            said = "Only people who are signed in read it now." if edition.is_open else "Everybody can read it now."
            messages.success(request, said)
            return redirect("frameworks:edition", ref)
    context = {"edition": edition, "refusal": refusal}
    return render(request, "frameworks/opening/change.html", context, status=422 if refusal else 200)
