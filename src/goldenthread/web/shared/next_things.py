"""What a person's first page is made of. A room says its part in ``web/<room>/home.py``, in a function ``part``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class NextThing:
    """One thing to do, one action away.

    ``by`` is when it has to be done or begins: the soonest stands first, and things without one stand last.
    """

    title: str
    href: str
    why: str = ""
    meta: str = ""
    by: datetime | None = None


@dataclass(frozen=True)
class HomePart:
    """One room's part of a first page: things to do, and a panel with the figure that matters to this person.

    ``panel`` is the template that draws it; the template finds ``facts`` in its context under that name.
    """

    things: tuple[NextThing, ...] = ()
    panel: str = ""
    facts: Any = None


def in_order(parts: Sequence[HomePart]) -> tuple[NextThing, ...]:
    """All things to do, the soonest first; rooms keep their order where nothing says when.

    Two rooms may name the same thing, each in its own words: what leads where an earlier room's thing leads stands
    once.
    """
    kept: list[NextThing] = []
    for part in parts:
        known = {thing.href for thing in kept}
        kept += [thing for thing in part.things if thing.href not in known]
    return tuple(sorted(kept, key=lambda thing: thing.by or LATEST))
