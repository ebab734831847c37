"""How our sign-in differs from the library's: nobody opens an account for themselves, and a code comes with a link."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, RequestLoginCodeForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError

from goldenthread.ground.queries.clock import now
from goldenthread.people.actions.account import password_changed, second_factor_changed, signed_out
from goldenthread.web.people.linking import link_for, person_of
from goldenthread.web.people.passwords import CodeForm
from goldenthread.web.people.wording import AccountWords, FactorWords, plainly
from goldenthread.web.shared.limiting import too_many

LINK_SENT = "goldenthread_link_sent"
ENOUGH_CODES = (
    "Several sign-in codes were asked for within a minute, so we send no more for now. The newest letter we sent still "
    "signs you in for 15 minutes. If none has arrived, wait a minute and ask again, or sign in with your password."
)


class Adapter(AccountWords):
    """Accounts are made by those who bring people in; what a person changes about their own is in the record."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002  the signature is the library's
        """Closed."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a link beside the code; both lead to the same sign-in."""
        if template_prefix == "account/email/login_code":
            link = link_for(email, request=self.request)
            self.request.session[LINK_SENT] = link.rstrip("/").rpartition("/")[2]
            context = context | {"link": link}
        super().send_mail(template_prefix, email, context)

    def set_password(self, user: Any, password: str) -> None:
        """Set it, and say so in the record."""
        super().set_password(user, password)
        password_changed(user.pk, at=now())


class Sessions(DefaultUserSessionsAdapter):  # type: ignore[misc]  # the library has no types
    """That somebody signs out elsewhere is in the record."""

    def end_sessions(self, sessions: Iterable[Any]) -> None:
        """End them, and say so."""
        ending = list(sessions)
        super().end_sessions(ending)
        if ending:
            signed_out(ending[0].user_id, sessions=len(ending), at=now())


def note_factor(became: str) -> Callable[..., None]:
    """What listens to the library: a factor of somebody's own was added, renewed or removed."""

    def note(*, user: Any, authenticator: Any, **_: Any) -> None:
        second_factor_changed(user.pk, factor=str(authenticator.type), became=became, at=now())

    return note


class SecondFactors(FactorWords):
    """The secrets of second factors are kept encrypted with the installation's key."""

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it is used."""
        return _box().decrypt(encrypted_text.encode()).decode()


class SignInForm(LoginForm):  # type: ignore[misc]  # the library has no types
    """E-mail and password, with our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plainly(self, login="E-mail address", password="Password")  # noqa: S106  a label


class EnterCodeForm(CodeForm):
    """The code of a letter. Whichever of code and link is used first ends both."""

    def clean_code(self) -> str:
        """The code, while the link beside it would still work."""
        code = str(super().clean_code())
        if person_of(context.request.session.get(LINK_SENT, "")) is None:
            raise get_adapter().validation_error("incorrect_code")
        return code


class AskForCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # the library has no types
    """The e-mail address alone, with our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plainly(self, email="E-mail address")

    def clean_email(self) -> str:
        """The address. The library counts requests by it and by where they come from, and has words for passwords
        only.

        :raises ImmediateHttpResponse: if either has asked for enough codes.
        """
        try:
            return str(super().clean_email())
        except ValidationError as fault:
            if fault.code != "too_many_login_attempts":
                raise
            raise ImmediateHttpResponse(too_many(context.request, says=ENOUGH_CODES, seconds=60)) from fault


def _box() -> Fernet:
    key = hashlib.sha256(f"second factors {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
