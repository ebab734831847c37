"""How our sign-in differs from the library's: nobody opens an account for themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are made by those who bring people in, never by a stranger."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002  the signature is the library's
        """Closed."""
        return False
