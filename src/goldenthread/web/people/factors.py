"""The library's forms for second factors and passkeys, with our labels, hints and errors."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from goldenthread.web.people.wording import plainly

EITHER = "Six figures from your authenticator app, or one of your recovery codes"


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]  # the library has no types
    """A code, after the password or the code by e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, EITHER)


class SecondStepAgainForm(ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    """A code, asked for again before something is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, EITHER)


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # the library has no types
    """The first code of a new app, which shows that it has the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Six figures; they change every half minute")


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A passkey, by a name, and whether it signs in by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self)
        alone = self.fields["passwordless"]
        alone.label = "Let it sign me in by itself"
        alone.help_text = (
            "Your device then asks for your fingerprint, your face or a PIN each time. Otherwise it is a second factor."
        )
        self.fields["credential"].error_messages["required"] = "Your browser gave no passkey. Try again"


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self)


def _code(form: Any, hint: str) -> None:
    plainly(form, code="Code")
    field = form.fields["code"]
    field.help_text = hint
    field.error_messages["required"] = "Enter the code"
    field.widget.attrs |= {"inputmode": "text", "spellcheck": "false"}


def _name(form: Any) -> None:
    plainly(form, name="Name")
    field = form.fields["name"]
    field.help_text = "So that you know it again: for example, my phone"
    field.error_messages["required"] = "Enter a name for this passkey"
