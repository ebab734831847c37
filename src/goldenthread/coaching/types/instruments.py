"""Instruments: questionnaires as data, each with its own scale and its own direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

InstrumentRef = NewType("InstrumentRef", UUID)
VersionRef = NewType("VersionRef", UUID)

# Fewer than this many answers are never shown together: with two, each of them would know what the other said.
FEWEST = 3
MOST_RATERS = 20


class VersionState(StrEnum):
    """Where a version of an instrument stands. Only a draft changes; only a frozen one is answered."""

    DRAFT = "draft"
    FROZEN = "frozen"


class VersionEvent(StrEnum):
    """What can happen to a version of an instrument."""

    FREEZE = "freeze"


class Used(StrEnum):
    """What an instrument is for, so that a programme can tie it to the right components."""

    REVIEW = "review"
    NEEDS = "needs"


@dataclass(frozen=True)
class Point:
    """One answer that can be given."""

    value: int
    label: str

    def __str__(self) -> str:
        return f"{self.value} {self.label}".strip()


@dataclass(frozen=True)
class Scale:
    """The answers that can be given, by value. ``best`` is the value of the better end: 1 of 1 to 4, or 5 of 1 to 5.

    Nothing else knows which end is good: whoever compares two answers asks :meth:`goodness`.
    """

    points: tuple[Point, ...]
    best: int

    @property
    def worst(self) -> int:
        """The value of the other end."""
        ends = (self.points[0].value, self.points[-1].value)
        return ends[1] if self.best == ends[0] else ends[0]

    @property
    def from_worst(self) -> tuple[Point, ...]:
        """The points as a drawing has them: the better end last."""
        return self.points if self.best == self.points[-1].value else tuple(reversed(self.points))

    @property
    def step(self) -> float:
        """How much better one point is than the next."""
        return 1 / (len(self.points) - 1)

    def goodness(self, value: float) -> float:
        """A value, or a mean of values, from 0 (the worse end) to 1 (the better end)."""
        return (value - self.worst) / (self.best - self.worst)

    def label(self, value: int) -> str:
        """What a value is called."""
        return next((point.label for point in self.points if point.value == value), "")

    @property
    def says(self) -> str:
        """The direction, in words."""
        best, worst = (f"{v} ({self.label(v).lower()})" if self.label(v) else str(v) for v in (self.best, self.worst))
        return f"{best} is the best answer and {worst} the lowest."


@dataclass(frozen=True)
class Item:
    """One question. ``statements`` and ``modules`` name what of a programme serves it, where its author says so."""

    key: str
    prompt: str
    statements: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemGroup:
    """Questions that are reported together, as those of one behaviour."""

    key: str
    title: str
    items: tuple[Item, ...]
    about: str = ""


@dataclass(frozen=True)
class RaterGroup:
    """Who answers besides the participant. ``wanted`` is how many to name at least; ``minimum`` how many answers
    there have to be before any of theirs are shown.
    """

    key: str
    title: str
    wanted: int
    minimum: int


@dataclass(frozen=True)
class Instrument:
    """One version of a questionnaire, whole. Without rater groups it is answered by the participant alone."""

    slug: str
    title: str
    about: str
    used: Used
    scale: Scale
    groups: tuple[ItemGroup, ...]
    raters: tuple[RaterGroup, ...] = ()
    minimum_in_all: int = 0
    days_open: int = 28
    rounds: int = 1
    asks_comments: bool = True
    remind_days_before: tuple[int, ...] = ()
    form: str = ""
    source: str = ""
    illustrates: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every question in order."""
        return tuple(item for group in self.groups for item in group.items)

    @property
    def illustrative(self) -> str:
        """What of it no source gives, in words."""
        return ", ".join(name.replace("_", " ") for name in self.illustrates).capitalize()

    @property
    def has_raters(self) -> bool:
        """Whether others answer too."""
        return bool(self.raters)

    def rater_group(self, key: str) -> RaterGroup | None:
        """One group of raters."""
        return next((group for group in self.raters if group.key == key), None)


@dataclass(frozen=True)
class Fault:
    """What is wrong with an instrument, and where it stands."""

    at: str
    says: str

    def __str__(self) -> str:
        return f"{self.at}: {self.says}"


@dataclass(frozen=True)
class Loaded:
    """What loading a folder of instruments did, by title and version."""

    new: tuple[str, ...]
    same: tuple[str, ...]


@dataclass(frozen=True)
class VersionLine:
    """One version in the list of instruments."""

    ref: VersionRef
    number: int
    state: VersionState
    made_at: datetime
    frozen_at: datetime | None
    reviews: int

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state is VersionState.DRAFT


@dataclass(frozen=True)
class InstrumentLine:
    """One instrument with its versions, the newest first."""

    ref: InstrumentRef
    slug: str
    title: str
    versions: tuple[VersionLine, ...]
    components: int

    @property
    def in_use(self) -> VersionLine | None:
        """The version that new reviews take: the newest that is frozen."""
        return next((version for version in self.versions if not version.is_draft), None)

    @property
    def draft(self) -> VersionLine | None:
        """The version being written, if there is one."""
        return next((version for version in self.versions if version.is_draft), None)


@dataclass(frozen=True)
class VersionPage:
    """One version, whole, as its page shows it."""

    ref: VersionRef
    instrument: InstrumentRef
    number: int
    state: VersionState
    content: Instrument
    may_write: bool
    faults: tuple[Fault, ...]
    others: Sequence[VersionLine] = ()

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state is VersionState.DRAFT


@dataclass(frozen=True)
class TiedComponent:
    """A component that can ask for an instrument, and whether it asks for this one or for another."""

    ref: UUID
    title: str
    module: str
    kind: str
    is_tied: bool
    other: str = ""


@dataclass(frozen=True)
class TiesPage:
    """The components of one release, as an instrument is tied to them."""

    instrument: InstrumentLine
    release: UUID | None
    release_name: str
    releases: tuple[tuple[UUID, str], ...]
    components: tuple[TiedComponent, ...]
