"""Which of many things come first on a home page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time

from goldenthread.ground.types.days import LONDON
from goldenthread.reporting.types import MOST, Change, Thing

_LAST = datetime.max.replace(tzinfo=UTC)


def first_things(*groups: Iterable[Thing], most: int = MOST) -> tuple[Thing, ...]:
    """The first few, group by group in their order, and within a group what is late, then the soonest."""
    every = (thing for group in groups for thing in sorted(group, key=_when))
    return tuple(thing for _, thing in zip(range(most), every, strict=False))


def _when(thing: Thing) -> datetime:
    due = datetime.combine(thing.due_on, time.max, tzinfo=LONDON) if thing.due_on else _LAST
    return thing.at or due


def latest(changes: Iterable[Change], *, most: int = 5) -> tuple[Change, ...]:
    """The newest few."""
    return tuple(sorted(changes, key=lambda change: change.at, reverse=True)[:most])
