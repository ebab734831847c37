"""What the sign-in library says, in our words: refusals, where a changed password leads, and names."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.urls import reverse

WAYS = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code from your app, or a recovery code",
    "mfa_reauthenticate:webauthn": "Use your passkey",
}
WRONG_CODE = "That is not the code we sent. Check the newest message, or ask for a new code."
WRONG_FACTOR = "That is not the code your app shows now, nor a recovery code you have left. Try again."
TOO_MANY = "There were too many tries. Wait a minute, then try again."


class AccountWords(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """The library's adapter, speaking as the rest of the house does."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask whoever runs your cohort.",
        "email_password_mismatch": "The e-mail address or the password is not right. Try again, or ask for a code.",
        "enter_current_password": "That is not the password you have now. Try again.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "That is not your password. Try again.",
        "invalid_login": "That did not sign you in. Try again, or ask for a code.",
        "invalid_or_expired_key": "That code no longer works. Ask for a new one.",
        "invalid_password_reset": "This link no longer works. Ask for a new one.",
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": "There were too many wrong passwords. Wait five minutes, or ask for a code.",
        "unknown_email": "Nobody is known to us by that address.",
    }

    def get_password_change_redirect_url(self, request: Any) -> str:  # noqa: ARG002  the signature is the library's
        """Back to one's account, not to an empty form."""
        return reverse("people:account")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show again who this is, as we call them."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS.get(way["id"], way["description"])} for way in ways]


class FactorWords(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """The library's second factors, speaking as the rest of the house does."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "This second factor cannot be removed.",
        "cannot_generate_recovery_codes": "Add an authenticator app or a passkey first: codes stand in for one.",
        "incorrect_code": WRONG_FACTOR,
        "rate_limited": TOO_MANY,
        "unverified_email": "Sign in once with a code by e-mail first.",
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  the signature is the library's
        """A name to begin with; the person may give another."""
        others = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {others + 1}"


def plainly(form: Any, **labels: str) -> None:
    """Give the library's fields our labels, and take out what it writes into empty boxes."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = f"Enter your {label[0].lower()}{label[1:]}"
