"""Numbers with the noun that they count, for sentences."""

from __future__ import annotations


def some(number: int, one: str, many: str = "") -> str:
    """A number with its noun: *1 script*, *4,000 scripts*; ``many`` where no s will do."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
