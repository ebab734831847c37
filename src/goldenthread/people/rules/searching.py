"""Pages of a long list."""

from __future__ import annotations

ROWS = 25


def pages_of(total: int, *, rows: int = ROWS) -> int:
    """How many pages a list fills; an empty one still has its first."""
    return max(1, -(-total // rows))


def page_within(asked: str, pages: int) -> int:
    """The page that was asked for, or the nearest there is; anything that is not a number means the first."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    return min(max(number, 1), pages)
