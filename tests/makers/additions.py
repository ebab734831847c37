"""A made document that has lost a stem, and the stem that somebody adds to its reading."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.frameworks.actions.adding import add_item
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import Correction, Kind, ReadingRef
from goldenthread.frameworks.types.adding import Addition, Way
from tests.makers.cast import Cast
from tests.makers.frameworks import an_about, read_pasted

SOURCE = "The publisher’s printed copy, page 3"
STEM = "Keep beds and paths in order, by:"
# The second section has lost the stem of its first two bullets.
LOST = """# Made

## 1. Here

### Learn that…

1. Tools that are cleaned each evening last longer.

### Learn how to…

Tend the beds of a garden, by:

- Watering them at dusk and never at noon.

## 2. There

### Learn that…

1. Paths that are swept are walked on.

### Learn how to…

- Sweeping the paths before anybody walks on them.
- Edging the beds with stones from the field.

Feed the hens, by:

- Giving them grain at the same hour.
"""


def lost(cast: Cast, at: datetime) -> ReadingRef:
    return read_pasted(LOST, about=an_about(), by=cast.curriculum_lead, at=at)


def a_stem(section: int = 2, *, way: Way = Way.END, beside: UUID | None = None, source: str = SOURCE) -> Addition:
    return Addition(Correction(STEM, Kind.STEM, None, section), source, way, beside)


def with_its_stem(cast: Cast, at: datetime) -> tuple[ReadingRef, UUID]:
    """The reading with the lost stem added before the first bullet that has none."""
    ref = lost(cast, at)
    first = review_page(ref, by=cast.curriculum_lead).sections[1].loose[0]
    return ref, add_item(ref, a_stem(way=Way.BEFORE, beside=first.ref), by=cast.curriculum_lead, at=at)
