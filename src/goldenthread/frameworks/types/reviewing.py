"""A reading while people look it over: what they see, and what they may say to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from typing import NewType
from uuid import UUID

from goldenthread.frameworks.types.added import Added
from goldenthread.frameworks.types.details import Saying
from goldenthread.frameworks.types.kinds import KIND_NAMES, STANDS_UNDER, Kind, tally
from goldenthread.frameworks.types.lacking import Lacking
from goldenthread.frameworks.types.reading import Progress
from goldenthread.frameworks.types.suggesting import SuggestionLine
from goldenthread.ground.types import Refusal

ReadingRef = NewType("ReadingRef", UUID)

OPEN_GOVERNMENT_LICENCE = "Open Government Licence v3.0"


class ReadingState(StrEnum):
    """Where a reading stands. It waits to be read; under review it may be corrected; afterwards never again."""

    WAITING = "waiting"
    UNREADABLE = "unreadable"
    REVIEWED = "under_review"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class ItemState(StrEnum):
    """Where an item of a reading stands. It waits until a person has accepted it by name."""

    WAITING = "waiting"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of the document: its code, title, publisher and year, and under which licence it comes."""

    code: str
    title: str
    publisher: str
    year: int
    licence: str = OPEN_GOVERNMENT_LICENCE
    attribution: str = "© Crown copyright"


@dataclass(frozen=True, slots=True)
class Correction:
    """What an item is to say, and where it belongs. What is ``None`` beyond its number stays as it is."""

    text: str
    kind: Kind
    number: int | None
    section: int
    printed: str | None = None
    title: str | None = None
    part: str | None = None
    documents: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A doubt, and who settled it."""

    ref: UUID
    code: str
    says: str
    lines: tuple[int, ...]
    settled_by: str = ""
    settled_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it yet."""
        return self.settled_at is None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as the rules of publishing judge it."""

    section: int
    kind: Kind
    number: int | None
    text: str
    state: ItemState
    open_doubts: int
    printed: str = ""
    part: str = ""
    ref: UUID | None = None


@dataclass(frozen=True, slots=True)
class DetailFacts:
    """A detail as the rules of publishing judge it."""

    says: Saying
    state: ItemState
    open_doubts: int
    ref: UUID | None = None


@dataclass(frozen=True, slots=True)
class DetailView:
    """A detail on the page of its review. ``is_out`` where a person left it out."""

    ref: UUID
    says: Saying
    lines: tuple[int, ...]
    state: ItemState
    version: int
    was_changed: bool
    is_out: bool
    changed_by: str
    section_title: str = ""
    doubts: tuple[DoubtLine, ...] = ()

    @property
    def open_doubts(self) -> tuple[DoubtLine, ...]:
        """The doubts that nobody has settled."""
        return tuple(doubt for doubt in self.doubts if doubt.is_open)

    @property
    def is_accepted(self) -> bool:
        """Whether a person has accepted it, or left it out."""
        return self.state is ItemState.ACCEPTED


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """A reading as the rules of publishing judge it."""

    state: ReadingState
    items: tuple[ItemFacts, ...]
    open_doubts: int
    details: tuple[DetailFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item on the page of its review. ``added`` where the document lost it and a person added it."""

    ref: UUID
    kind: Kind
    number: int | None
    text: str
    lines: tuple[int, ...]
    state: ItemState
    version: int
    section: int
    original: str
    was_changed: bool
    changed_by: str
    doubts: tuple[DoubtLine, ...] = ()
    printed: str = ""
    title: str = ""
    part: str = ""
    documents: tuple[str, ...] = ()
    suggestions: tuple[SuggestionLine, ...] = ()
    added: Added | None = None

    @property
    def label(self) -> str:
        """What a person calls it while it is reviewed: "Learn that 3.11", "Criterion 1.1.2", "Behaviour: Candour"."""
        name = KIND_NAMES[self.kind]
        if self.kind is Kind.LEARN_THAT:
            return f"{name} {self.section}.{self.number or '?'}"
        if self.kind is Kind.STANDARD and not self.printed:
            return f"{name} {self.section}.{self.number}" if self.number else f"{name} under the one above"
        return f"{name}: {self.title}" if self.title else f"{name} {self.printed}".strip()

    @property
    def holds(self) -> bool:
        """Whether others may stand under it."""
        return self.kind in STANDS_UNDER.values() and (self.kind is not Kind.STANDARD or self.number is not None)

    @property
    def open_suggestions(self) -> tuple[SuggestionLine, ...]:
        """What was offered and nobody has taken or left."""
        return tuple(one for one in self.suggestions if one.is_open)

    @property
    def open_doubts(self) -> tuple[DoubtLine, ...]:
        """The doubts that nobody has settled. One that parts share which were merged again is said once."""
        said = {(doubt.code, doubt.says, doubt.lines): doubt for doubt in self.doubts if doubt.is_open}
        return tuple(said.values())

    @property
    def is_accepted(self) -> bool:
        """Whether a person has accepted it."""
        return self.state is ItemState.ACCEPTED


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section on the page of its review."""

    number: int
    title: str
    intro: str
    line: int
    items: tuple[ItemView, ...]

    @property
    def waiting(self) -> int:
        """How many of its items nobody has accepted yet."""
        return sum(not item.is_accepted for item in self.items)

    @property
    def loose(self) -> tuple[ItemView, ...]:
        """The practice bullets before its first stem: the document lost the one that they belong to."""
        before = takewhile(lambda item: item.kind is not Kind.STEM, self.items)
        return tuple(item for item in before if item.kind is Kind.PRACTICE)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source, what became of its words, and the items that use them."""

    number: int
    text: str
    use: str


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading in a list. ``in_doubt`` counts what waits to be settled: the doubts about the whole and sections, and
    each item and detail that carries any.
    """

    ref: ReadingRef
    about: About
    state: ReadingState
    made_at: datetime
    made_by: str
    items: int = 0
    waiting: int = 0
    in_doubt: int = 0
    is_reliable: bool = True
    edition: UUID | None = None
    progress: Progress = field(default_factory=Progress)
    why_unreadable: Refusal | None = None
    file_name: str = ""
    is_page: bool = False
    reader: str = ""

    @property
    def name(self) -> str:
        """Its short name, as "NPQSL (2020)"; empty until a document that says itself what it is has been read."""
        return f"{self.about.code} ({self.about.year})" if self.about.code else ""

    @property
    def is_settled(self) -> bool:
        """Whether it has been read, well or not: nothing more happens to it by itself."""
        return self.state is not ReadingState.WAITING


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of files that were sent in together: how many wait to be read, and why the others were not taken."""

    ref: UUID
    taken: tuple[ReadingRef, ...]
    refused: tuple[tuple[str, Refusal], ...]


@dataclass(frozen=True, slots=True)
class WaitingDocument:
    """A document that waits to be read: its bytes, and what kind of file they are."""

    ref: ReadingRef
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything the review of a reading shows."""

    reading: ReadingLine
    sections: tuple[SectionView, ...]
    doubts: tuple[DoubtLine, ...]
    source: tuple[SourceLine, ...]
    account: tuple[tuple[str, int], ...]
    counts: tuple[int, int, int]
    why_not_publish: tuple[Lacking, ...]
    details: tuple[DetailView, ...] = ()

    @property
    def tally(self) -> str:
        """How many items of each kind there are, in words."""
        return tally((kind, sum(item.kind is kind for item in self.items)) for kind in Kind)

    @property
    def items(self) -> tuple[ItemView, ...]:
        """Every item, in order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def added(self) -> tuple[ItemView, ...]:
        """The items that the document lost and people added."""
        return tuple(item for item in self.items if item.added)

    @property
    def suggested(self) -> tuple[ItemView, ...]:
        """The items for which something is offered that nobody has decided."""
        return tuple(item for item in self.items if item.open_suggestions)

    @property
    def standards(self) -> int:
        """How many of its items are standards."""
        return sum(item.kind is Kind.STANDARD for item in self.items)

    @property
    def doubtful(self) -> tuple[ItemView, ...]:
        """The items that carry an unsettled doubt."""
        return tuple(item for item in self.items if item.open_doubts)

    @property
    def kept_details(self) -> int:
        """How many details nobody left out."""
        return sum(not detail.is_out for detail in self.details)

    @property
    def doubtful_details(self) -> tuple[DetailView, ...]:
        """The details that carry an unsettled doubt."""
        return tuple(detail for detail in self.details if detail.open_doubts)

    @property
    def whole(self) -> tuple[DoubtLine, ...]:
        """The doubts about the whole reading, or a section, that nobody has settled."""
        return tuple(doubt for doubt in self.doubts if doubt.is_open)

    @property
    def in_doubt(self) -> int:
        """How much waits to be settled: what is open about the whole, and each item and detail with a doubt."""
        return len(self.whole) + len(self.doubtful) + len(self.doubtful_details)

    @property
    def waiting(self) -> int:
        """How many items and details nobody has accepted yet."""
        return sum(section.waiting for section in self.sections) + self.waiting_details

    @property
    def waiting_details(self) -> int:
        """How many details nobody has accepted yet."""
        return sum(not detail.is_accepted for detail in self.details)

    @property
    def acceptable(self) -> int:
        """How many items and details wait without any doubt: they can be accepted together."""
        return sum(not item.is_accepted and not item.open_doubts for item in self.items) + sum(
            not detail.is_accepted and not detail.open_doubts for detail in self.details
        )
