"""Whoever is signed in is fetched together with their hats, once for every page."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from goldenthread.people.queries.acting import person_with_hats


class Entering(AuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """The library's own ways in."""

    def get_user(self, user_id: int) -> Any:
        """The person of a session; nobody where they may no longer enter."""
        return person_with_hats(user_id)
