"""What a review came to, and what a leadership reflection says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from goldenthread.coaching.types.instruments import Instrument
from goldenthread.coaching.types.reviews import Answers, ReflectionRef, ReviewRef


class Spread(StrEnum):
    """How far apart the answers of several people are."""

    CLOSE = "close together"
    MIXED = "some way apart"
    FAR = "far apart"


@dataclass(frozen=True)
class Shown:
    """The mean of several people's answers; of ``groups`` of raters, joined where one alone would be too few."""

    groups: tuple[str, ...]
    mean: float
    answers: int
    spread: Spread


@dataclass(frozen=True)
class GroupResult:
    """What may be shown of one group of items. ``others`` is over all that is shown, and over nothing else."""

    key: str
    own: float | None
    shown: tuple[Shown, ...]
    others: float | None
    held_back: bool
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """What a review came to, worked out once when it closed."""

    groups: tuple[GroupResult, ...]
    answered: int
    is_enough: bool
    own_items: Mapping[str, int]

    def group(self, key: str) -> GroupResult | None:
        """One group of items."""
        return next((group for group in self.groups if group.key == key), None)


@dataclass(frozen=True)
class Change:
    """One group of items in the first review and in the second."""

    key: str
    title: str
    own_before: float | None
    own_after: float | None
    others_before: float | None
    others_after: float | None


@dataclass(frozen=True)
class Reading:
    """What a review says in plain sentences."""

    strengths: tuple[str, ...]
    to_develop: tuple[str, ...]
    seen_differently: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A low item and what of the programme serves it."""

    prompt: str
    answer: str
    components: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Report:
    """A review's report, with the one before it where there was one of the same kind."""

    ref: ReviewRef
    participant: str
    programme: str
    number: int
    closed_at: datetime
    instrument: Instrument
    results: Results
    reading: Reading
    changes: tuple[Change, ...]
    changed: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    is_own: bool
    is_shared: bool
    coach: str


@dataclass(frozen=True)
class Reflection:
    """One version of a leadership reflection, whole."""

    ref: ReflectionRef
    number: int
    name: str
    on: date
    at: datetime
    instrument: Instrument
    answers: Answers
    newest: bool
