"""Two guards in front of every view: who and when, and whether they may enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse

from goldenthread.ground.queries.clock import now
from goldenthread.people.queries.acting import actor_of
from goldenthread.web.shared.errors import not_found
from goldenthread.web.shared.offline import WHO, mark_of
from goldenthread.web.shared.routes import EVERYONE, SIGNED_IN, Admission

MACHINES = ("/api/", "/ims/")
# What is sent counts from when its sending began, so that a slow line costs nobody their deadline: a line that carries
# this many bytes in a second, after it has stood still for so long, and never longer than an upload may take at all.
SLOWEST_LINE, STANDSTILL, LONGEST_SENDING = 32_000, timedelta(seconds=30), timedelta(minutes=10)
Answer = Callable[[HttpRequest], HttpResponse]

# Doors that other people's code opens, by the module of the view. Each asks for sign-in itself where it must.
LENT = {
    "allauth.account": Admission(EVERYONE, "signing in and out, and one's own account"),
    "allauth.mfa": Admission(EVERYONE, "the second step of signing in, and one's own second factor"),
    "allauth.usersessions": Admission(SIGNED_IN, "one's own sessions"),
    "ninja": Admission(EVERYONE, "the API asks for a token on every call"),
    "goldenthread.api.case": Admission(EVERYONE, "without a token, only editions that were opened to everybody"),
    "goldenthread.api": Admission(EVERYONE, "the description of the API says how to ask, and holds nothing of anybody"),
    "django.contrib.staticfiles": Admission(EVERYONE, "styles, scripts and fonts"),
}


def admission_of(view: Any) -> Admission | None:
    """Who may enter a view, as it says itself or as its lender's entry says; ``None`` refuses everyone."""
    own: Admission | None = getattr(view, "admission", None)
    if own is not None:
        return own
    module = getattr(view, "__module__", "")
    return next((a for name, a in LENT.items() if module == name or module.startswith(name + ".")), None)


def counts_from(begun: datetime, whole: datetime, *, size: int) -> datetime:
    """When what was sent counts as sent, by when its sending began, when it was here whole and how many bytes it has
    (decision 0093).

    Whoever began in time and took longer than a slow line needs for as much would otherwise write on after a close:
    that counts from its end.
    """
    needed = min(STANDSTILL + timedelta(seconds=size / SLOWEST_LINE), LONGEST_SENDING)
    return begun if whole - begun <= needed else whole


def _size(request: HttpRequest) -> int:
    """How many bytes the body has, which the server holds whoever sends it to; none where that is not said."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdigit() else 0


def knows_who_and_when(answer: Answer) -> Answer:
    """Put the clock and the actor on the request; the only place a request learns either. What is answered to somebody
    is kept nowhere, unless the view says otherwise.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.at = now()  # type: ignore[attr-defined]  # what our Request adds to Django’s
        if request.user.is_authenticated:
            try:
                request.actor = actor_of(request.user)  # type: ignore[attr-defined]  # what our Request adds to Django’s
            except ObjectDoesNotExist:
                logout(request)
        given = answer(request)
        if hasattr(request, "actor") or request.path.startswith(MACHINES):
            # What somebody may see stays in no cache, their own browser's included: school computers are shared.
            given.headers.setdefault("Cache-Control", "private, no-store")
        # By this a device that keeps pages to read offline hears that somebody else is signed in, or nobody.
        given.headers.setdefault(WHO, mark_of(getattr(request, "actor", None)))
        return given

    return middleware


class GuardsEveryRoute:
    """Refuse by default: *not yours* and *not there* are both not found."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the guarding happens once the view is known."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        """Let in, send to sign-in, or say that there is nothing here."""
        if request.method == "POST":
            # Asking for its files reads it whole, where the guard against forged forms has not done so.
            request.FILES.keys()
            request.at = counts_from(request.at, now(), size=_size(request))  # type: ignore[attr-defined]  # as above
        admission = admission_of(view)
        if admission is None:
            raise Http404
        if not admission.needs_sign_in:
            return None
        actor = getattr(request, "actor", None)
        if actor is None:
            return redirect_to_login(request.get_full_path())
        if not admission.admits(actor):
            raise Http404
        return None

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A row outside what somebody may see is a page that is not there."""
        return not_found(request, fault) if isinstance(fault, ObjectDoesNotExist) else None
