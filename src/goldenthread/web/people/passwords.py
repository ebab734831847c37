"""The library's forms for passwords, with our labels, hints and errors."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as lent
from django import forms

from goldenthread.web.people.wording import plainly

HINT = (
    "At least 12 characters, and not one that many people use. Three or four words that mean nothing together do well."
)


class _Twice(forms.Form):
    """A password typed twice."""

    def clean(self) -> dict[str, Any]:
        """The same both times; in place of the library's own check, which says the same in its words."""
        given = forms.Form.clean(self) or {}
        first, again = given.get("password1"), given.get("password2")
        if first and again and first != again:
            self.add_error("password2", "This is not the same as the password above. Type it again")
        return given


class SetPasswordForm(_Twice, lent.SetPasswordForm):  # type: ignore[misc]  # the library has no types
    """A first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new(self)


class ChangePasswordForm(_Twice, lent.ChangePasswordForm):  # type: ignore[misc]  # the library has no types
    """The password one has, and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plainly(self, oldpassword="Password you have now")
        _new(self)


class ForgottenForm(lent.ResetPasswordForm):  # type: ignore[misc]  # the library has no types
    """The address that a link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plainly(self, email="E-mail address")
        self.fields["email"].error_messages["invalid"] = "Enter an e-mail address, like name@example.org"


class NewPasswordForm(_Twice, lent.ResetPasswordKeyForm):  # type: ignore[misc]  # the library has no types
    """A new password, by the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new(self)


class ShowItIsYouForm(lent.ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    """The password, asked for again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plainly(self, password="Password")  # noqa: S106  a label


class CodeForm(lent.ConfirmLoginCodeForm):  # type: ignore[misc]  # the library has no types
    """The code from the message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plainly(self, code="Code from the message")
        self.fields["code"].error_messages["required"] = "Enter the code from the message"


def _new(form: Any) -> None:
    plainly(form, password1="New password", password2="New password, again")
    form.fields["password1"].help_text = HINT
