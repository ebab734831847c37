"""What an edition is called beside the other editions of its framework."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count


def label_for(year: int, *, taken: Collection[str]) -> str:
    """The year, as "2020"; for a second edition of that year "2020.2". A label once given is never given again."""
    later = (f"{year}.{number}" for number in count(2))
    return str(year) if str(year) not in taken else next(label for label in later if label not in taken)
