"""A provider's page that was read, as people look at it: its offer, and the statements on it with what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.frameworks.types.doubts import Doubt
from goldenthread.frameworks.types.editions import EditionLine, StatementLine
from goldenthread.frameworks.types.kinds import Kind
from goldenthread.frameworks.types.pages import Offer
from goldenthread.frameworks.types.reviewing import DoubtLine, ReadingLine


@dataclass(frozen=True, slots=True)
class Published:
    """A statement of an edition in force, as far as it takes to find it again on a page."""

    id: int
    edition: int
    kind: Kind
    section_title: str
    text: str


@dataclass(frozen=True, slots=True)
class OnPage:
    """A whole statement of a page, by what it is kept under."""

    id: int
    kind: Kind
    section_title: str
    text: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Which published statement one of the page is, and whether word for word."""

    on_page: int
    statement: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class PageStatementLine:
    """A statement on the page, and the published one that it is, if any."""

    kind: Kind
    number: int | None
    text: str
    is_whole: bool
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...]
    statement: StatementLine | None = None
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class PageSectionLine:
    """A section on the page. One that was pasted again and again is ``is_foreign``: no part of the framework."""

    number: int
    title: str
    is_foreign: bool
    items: tuple[PageStatementLine, ...]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Everything that is shown of a provider's page. ``edition`` is the published one that it has most of."""

    reading: ReadingLine
    offer: Offer
    areas: tuple[str, ...]
    sections: tuple[PageSectionLine, ...]
    doubts: tuple[DoubtLine, ...]
    edition: EditionLine | None
    linked_at: datetime

    @property
    def own(self) -> tuple[PageStatementLine, ...]:
        """The statements that are left of the framework."""
        return tuple(item for section in self.sections if not section.is_foreign for item in section.items)

    @property
    def whole(self) -> int:
        """How many of them are whole."""
        return sum(item.is_whole for item in self.own)

    @property
    def linked(self) -> int:
        """How many of them stand in a published edition."""
        return sum(item.statement is not None for item in self.own)
