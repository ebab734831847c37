"""Numbers in an address: of a page, of a section."""

from __future__ import annotations

LONGEST = 9


def number_in(text: str | None) -> int | None:
    """A number written in plain digits; none where it is nonsense, or longer than any number here."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def page_number(text: str | None) -> int:
    """The number of a page in an address; the first where it says none or nonsense."""
    return (number_in(text) if len(text or "") < 6 else None) or 1
