"""What a person's first page is made of. A room says its part in ``web/<room>/home.py``, in a function ``part``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from goldenthread.ground.types.days import LONDON
from goldenthread.web.shared.words import day

# What is further off than this waits behind what can be done now.
SOON = timedelta(days=14)
LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class NextThing:
    """One thing to do, one action away.

    ``by`` is when it has to be done or begins: the soonest stands first, and things without one stand last.
    ``is_set``: it happens at its hour, so there is nothing to do about it yet. ``presses``: it stands before all else.
    ``is_overdue``: its day has passed; :meth:`due_on` says so.
    """

    title: str
    href: str
    why: str = ""
    meta: str = ""
    by: datetime | None = None
    is_set: bool = False
    presses: bool = False
    is_overdue: bool = False

    def due_on(self, on: date | None, *, at: datetime, more: str = "") -> NextThing:
        """The same with the day on which it is due, and whether that has passed; ``more`` is said after it."""
        is_overdue = on is not None and on < at.astimezone(LONDON).date()
        due = "" if on is None else f"It was due on {day(on)}" if is_overdue else f"By {day(on)}"
        said = ". ".join(words for words in (due, more) if words)
        return replace(self, meta=said, by=_end_of(on), is_overdue=is_overdue)


@dataclass(frozen=True)
class HomePart:
    """One room's part of a first page: things to do, and a panel with the figure that matters to this person.

    ``news`` stands above everything: how it stands with their programme, where nothing or little is asked of them.
    ``panel`` is the template that draws it; the template finds ``facts`` in its context under that name.
    """

    things: tuple[NextThing, ...] = ()
    news: str = ""
    panel: str = ""
    facts: Any = None


def _end_of(on: date | None) -> datetime | None:
    """The last moment of a day on which something is due, in the United Kingdom; nothing for nothing."""
    return datetime.combine(on, time.max, tzinfo=LONDON) if on else None


def in_order(parts: Sequence[HomePart], *, at: datetime) -> tuple[NextThing, ...]:
    """All things to do: what presses, what is late or has its day soon, then what can be done at any time, then what
    has its hour far off.

    Within each the soonest first; rooms keep their order where nothing says when.

    Two rooms may name the same thing, each in its own words: what leads where an earlier room's thing leads stands
    once.
    """
    kept: list[NextThing] = []
    for part in parts:
        known = {thing.href for thing in kept}
        kept += [thing for thing in part.things if thing.href not in known]
    return tuple(sorted(kept, key=lambda thing: _pressing(thing, at=at)))


def _pressing(thing: NextThing, *, at: datetime) -> tuple[int, datetime]:
    by = thing.by or LATEST
    if thing.presses:
        return 0, by
    if by <= at + SOON:
        return 1, by
    return (3 if thing.is_set else 2), by
