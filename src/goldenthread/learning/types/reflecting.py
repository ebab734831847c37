"""What participants write in answer to a prompt, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class WrittenVersion:
    """What a reflection once said."""

    words: str
    at: datetime


@dataclass(frozen=True)
class Written:
    """A reflection as its writer sees it: the newest words, those before, whether it counts and is shared."""

    words: str
    at: datetime
    is_enough: bool
    is_shared: bool
    earlier: tuple[WrittenVersion, ...] = ()


@dataclass(frozen=True)
class WrittenOn:
    """The page that words were written on, if it says so, and when the newest words that it knew were saved."""

    tab: UUID | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class Kept:
    """What came of saving a reflection: how many words it has, how many it wants, whether it counts. ``beside``: when
    other words were saved from another tab or device meanwhile, which are kept too."""

    words: int
    least_words: int
    is_enough: bool
    beside: datetime | None = None


@dataclass(frozen=True)
class SharedReflection:
    """A reflection that a participant shared with those who walk beside them."""

    enrolment: UUID
    participant: str
    unit_title: str
    prompt: str
    words: str
    written_at: datetime
    shared_at: datetime
