"""The code that is shown in the room, and the page on which somebody types it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import qrcode
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from qrcode.image.svg import SvgPathImage

from goldenthread.cohorts.actions.checking_in import check_in, close_check_in, open_check_in
from goldenthread.cohorts.queries.checking_in import check_in_page
from goldenthread.cohorts.types import MARK_NAMES, CheckedIn, CheckInPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.cohorts.who import LEADS, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.fields import NumberField, TextField
from goldenthread.web.shared.limiting import has_guessed_enough, note_wrong_guess, too_many
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

PARTLY_AFTER = 20


class OpeningForm(forms.Form):
    """How late still counts as present."""

    partly_after = NumberField(
        label="Whoever comes later than this is marked partly",
        hint="Minutes after the session begins. 20 is illustrative: no official figure was found",
        asks="Enter a number of minutes", min_value=0, max_value=600, width=4, suffix="minutes", initial=PARTLY_AFTER,
    )  # fmt: skip


class CodeForm(forms.Form):
    """The code from the screen."""

    code = TextField(
        label="The code on the screen", hint="Six digits, such as 482 913", asks="Enter the code on the screen",
        max_length=20, width=10, autocomplete="off",
    )  # fmt: skip
    session = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *sent: Any, **rest: Any) -> None:
        super().__init__(*sent, **rest)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


@admits(*LEADS, *RUNS)
def project(request: Request, ref: UUID) -> HttpResponse:
    """Open a check-in, or show its code to the room."""
    page = check_in_page(ref, by=request.actor, at=request.at)
    form = OpeningForm(request.POST) if request.method == "POST" else OpeningForm()
    if form.is_bound and form.is_valid():
        try:
            after = form.cleaned_data["partly_after"]
            open_check_in(ref, partly_after=after, by=request.actor, at=request.at)
            return see_other("cohorts:check_in", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    if page.line and not form.is_bound:
        return render(request, "cohorts/checking_in/project.html", _shown(request, page))
    context = {"page": page, "form": form}
    return render(request, "cohorts/checking_in/open.html", context, status=422 if form.is_bound else 200)


@admits(*LEADS, *RUNS)
def now(request: Request, ref: UUID) -> HttpResponse:
    """The code as it is now, for the screen that looks again by itself."""
    page = check_in_page(ref, by=request.actor, at=request.at)
    return render(request, "cohorts/checking_in/code.html", _shown(request, page))


@admits(*LEADS, *RUNS)
def close(request: Request, ref: UUID) -> HttpResponse:
    """Take no more check-ins, and go on to the register."""
    page = check_in_page(ref, by=request.actor, at=request.at)
    if request.method == "POST" and close_check_in(page.session, by=request.actor, at=request.at):
        messages.success(request, "The check-in is closed. Save the register to confirm who is there.")
    return see_other("cohorts:register", ref)


@admits(Duty.PARTICIPANT)
def here(request: Request) -> HttpResponse:
    """Check in with the code from the room. Who has guessed too often waits."""
    whose = str(request.actor.person)
    if has_guessed_enough(request, kind="check-in", whose=whose):
        return too_many(request, says="Too many codes were wrong. Tell the facilitator that you are there.")
    if request.method != "POST":
        asked = {"code": request.GET.get("code", "")[:20], "session": request.GET.get("session", "")[:36]}
        return render(request, "cohorts/checking_in/here.html", {"form": CodeForm(initial=asked)})
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            told = check_in(**form.cleaned_data, by=request.actor, at=request.at)
        except Refused as refused:
            note_wrong_guess(request, kind="check-in", whose=whose)
            form.add_error("code", str(refused.refusal))
        else:
            messages.success(request, _said(told))
            return see_other("cohorts:session", told.session)
    return render(request, "cohorts/checking_in/here.html", {"form": form}, status=422)


def _said(told: CheckedIn) -> str:
    mark = MARK_NAMES[told.mark].lower()
    if told.is_on_register:
        return f"The register already says {mark} about you."
    again = "You are checked in" if told.is_new else "You had checked in already"
    return f"{again}, as {mark}. It counts once the facilitator has saved the register."


def _shown(request: Request, page: CheckInPage) -> dict[str, Any]:
    """What the screen shows: the code in two parts, the short address, and the long one as a picture."""
    address = reverse("cohorts:here")
    link = f"{address}?{urlencode({'session': page.session, 'code': page.code})}"
    return {
        "page": page,
        "code": f"{page.code[:3]} {page.code[3:]}",
        "address": f"{request.get_host()}{address}",
        "picture": _picture(request.build_absolute_uri(link)) if page.line else "",
    }


def _picture(link: str) -> str:
    """A QR code as a drawing. The link is only drawn, never written into it."""
    drawn: str = qrcode.make(link, image_factory=SvgPathImage, border=2).to_string(encoding="unicode")
    return mark_safe(drawn)  # noqa: S308  made of squares, by the library
