"""The link that comes with a sign-in code: signed, used once, short-lived.

Opening it only shows a button, so that a scanner which follows every link of a message uses nothing up. What is signed
covers when the person last signed in and with which password, so signing in once, by whatever way, ends every link.
"""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits

SALT = "goldenthread.sign-in-link"


def link_for(email: str, *, request: HttpRequest) -> str:
    """The whole address of a link that signs in whoever has this e-mail; empty when nobody has."""
    person = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        return ""
    token = signing.dumps([str(person.ref), _stamp(person)], salt=SALT)
    return request.build_absolute_uri(reverse("people:enter_by_link", args=[token]))


@admits(EVERYONE, why="it is the link of a sign-in message; without its signature it does nothing")
def enter(request: Request, token: str) -> HttpResponse:
    """Show the button; sign in when it is pressed, by way of a second factor where there is one."""
    person = person_of(token)
    if person is None or request.method != "POST":
        status = 200 if person else 410
        return render(request, "people/linking/enter.html", {"email": getattr(person, "email", "")}, status=status)
    answer: HttpResponse = perform_login(request, person, email=person.email)
    return answer


def person_of(token: str) -> Any:
    """Whom the secret part of a link signs in; ``None`` once it is used, old, or not ours."""
    try:
        ref, stamp = signing.loads(token, salt=SALT, max_age=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    except signing.BadSignature:
        return None
    person = get_user_model().objects.filter(ref=ref, is_active=True).first()
    return person if person and constant_time_compare(stamp, _stamp(person)) else None


def _stamp(person: Any) -> str:
    """What a sign-in changes."""
    return salted_hmac(SALT, f"{person.pk}|{person.email}|{person.password}|{person.last_login}").hexdigest()
