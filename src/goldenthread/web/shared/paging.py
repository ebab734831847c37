"""Which page of a list an address asks for."""

from __future__ import annotations


def page_number(text: str | None) -> int:
    """The number of a page in an address; the first where it says none or nonsense."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1
