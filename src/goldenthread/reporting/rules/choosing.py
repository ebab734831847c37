"""Which of many things come first on a home page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from goldenthread.reporting.types import MOST, Change, Thing

_LAST = datetime.max.replace(tzinfo=UTC)


def first_things(*groups: Iterable[Thing], most: int = MOST) -> tuple[Thing, ...]:
    """The first few, group by group in their order, and within a group the soonest first."""
    every = (thing for group in groups for thing in sorted(group, key=lambda t: t.at or _LAST))
    return tuple(thing for _, thing in zip(range(most), every, strict=False))


def latest(changes: Iterable[Change], *, most: int = 5) -> tuple[Change, ...]:
    """The newest few."""
    return tuple(sorted(changes, key=lambda change: change.at, reverse=True)[:most])
