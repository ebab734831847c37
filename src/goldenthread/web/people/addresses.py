"""Change the address one signs in with: it counts once a link sent to the new one has been pressed."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from goldenthread.ground.types import Refused
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.sync import send_once
from goldenthread.people.actions.account import change_email
from goldenthread.people.queries.account import own_account
from goldenthread.people.queries.recovering import account_to_write_to
from goldenthread.web.people.forms import AddressForm
from goldenthread.web.shared.limiting import too_many
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, SIGNED_IN, admits

log = logging.getLogger(__name__)

SALT = "goldenthread.new-address"
ENOUGH_LETTERS = (
    "Several links to new addresses were asked for within an hour, so we send no more for now. Look for the newest one "
    "we sent, also among unwanted mail, or try again in an hour."
)
GOOD_FOR = 60 * 60 * 24


@admits(SIGNED_IN)
@reauthentication_required()  # type: ignore[untyped-decorator]  # the library has no types
def ask(request: Request) -> HttpResponse:
    """Send a link to the new address. Whether somebody else has it is not told.

    Who has a password or a second factor shows it again first: a screen left open must not be enough to take an
    account over.
    """
    account = own_account(by=request.actor)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        new = form.cleaned_data["email"]
        if not ratelimit.consume(request, action="change_address", key=new):
            return too_many(request, says=ENOUGH_LETTERS, seconds=3600)
        token = signing.dumps([str(request.actor.person), account.email, new], salt=SALT)
        link = request.build_absolute_uri(reverse("people:confirm_address", args=[token]))
        # Nobody is greeted here: what somebody calls themselves would make this a letter of theirs to anybody.
        words = render_to_string("people/addresses/message.txt", {"link": link})
        send_mail(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}confirm your new address", words, None, [new])
        messages.success(request, f"We have written to {new}. Press the button behind the link there within a day.")
        return redirect("people:account")
    context = {"form": form, "account": account}
    return render(request, "people/addresses/ask.html", context, status=422 if form.errors else 200)


@admits(EVERYONE, why="it is the link of a message to a new address; without its signature it does nothing")
def confirm(request: Request, token: str) -> HttpResponse:
    """Change the address, once the button is pressed."""
    try:
        ref, old, new = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
        if request.method == "POST":
            change_email(UUID(ref), old=old, new=new, at=request.at, staying=request.session.session_key or "")
            _tell_the_old_one(UUID(ref), old, at=request.at)
            messages.success(request, f"From now on you sign in with {new}. You are signed out everywhere else.")
            return redirect("home")
    except (signing.BadSignature, Refused):
        return render(request, "people/addresses/confirm.html", status=410)
    return render(request, "people/addresses/confirm.html", {"new": new})


def _tell_the_old_one(ref: UUID, old: str, *, at: datetime) -> None:
    """Write to the address that counted until now. It stands in no notice, because an erasure could not empty one; so
    it is sent at once, and that it could not be sent undoes nothing."""
    letter = Letter(
        key=f"people.address_changed:{ref}:{at.isoformat()}",
        kind="people.address_changed",
        address=old,
        name=account_to_write_to(ref).name,
        subject="Your account has another e-mail address now",
        paragraphs=(
            "From now on another address signs in to your account, and this one no longer does.",
            f"If it was not you who changed it, {_whom_to_tell()} now.",
        ),
        closing="You get this letter because it is about your account. Nobody can turn such letters off.",
    )
    try:
        send_once(letter, at=at)
    except (OSError, SMTPException):
        log.exception("the letter to the old address of %s was not taken", ref)


def _whom_to_tell() -> str:
    return f"write to {settings.HELP_ADDRESS}" if settings.HELP_ADDRESS else "tell your provider"
