"""Change the address one signs in with: it counts once a link sent to the new one has been pressed."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from goldenthread.ground.types import Refused
from goldenthread.people.actions.account import change_email
from goldenthread.people.queries.account import own_account
from goldenthread.web.people.forms import AddressForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, SIGNED_IN, admits

SALT = "goldenthread.new-address"
GOOD_FOR = 60 * 60 * 24


@admits(SIGNED_IN)
def ask(request: Request) -> HttpResponse:
    """Send a link to the new address. Whether somebody else has it is not told."""
    account = own_account(by=request.actor)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        new = form.cleaned_data["email"]
        token = signing.dumps([str(request.actor.person), account.email, new], salt=SALT)
        link = request.build_absolute_uri(reverse("people:confirm_address", args=[token]))
        words = render_to_string("people/addresses/message.txt", {"link": link, "name": request.actor.name})
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
            change_email(UUID(ref), old=old, new=new, at=request.at)
            messages.success(request, f"From now on you sign in with {new}.")
            return redirect("home")
    except (signing.BadSignature, Refused):
        return render(request, "people/addresses/confirm.html", status=410)
    return render(request, "people/addresses/confirm.html", {"new": new})
