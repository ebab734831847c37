"""Everybody in the journey, each in a browser of their own."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.journeys.walking import DESK, Walker
from tests.makers.installation import Installation


class Company:
    """People by e-mail; each signs in when first asked for and stays signed in."""

    def __init__(self, browser: Browser, house: Installation) -> None:
        self.browser, self.house = browser, house
        self.walkers: dict[str, Walker] = {}
        self.last: Walker | None = None

    def __call__(self, email: str, *, size: dict[str, int] = DESK) -> Walker:
        """The one with this e-mail, signed in."""
        walker = self.walkers.get(email)
        if walker is None:
            walker = self.walkers[email] = Walker(self.browser, self.house, email=email, size=size)
            self.last = walker
            walker.sign_in()
        self.last = walker
        return walker

    def stranger(self, *, size: dict[str, int] = DESK) -> Walker:
        """Somebody who is not signed in."""
        self.last = Walker(self.browser, self.house, size=size)
        return self.last
