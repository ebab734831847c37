"""Terms, half terms and closures: on which days sessions can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.people.types import OrganisationRef

SpanRef = NewType("SpanRef", UUID)


class SpanKind(StrEnum):
    """What some days in a row are to those who plan sessions. ``open``: bank holidays that were moved or not kept."""

    TERM = "term"
    HALF_TERM = "half_term"
    CLOSURE = "closure"
    OPEN = "open"


SPAN_NAMES: Mapping[SpanKind, str] = MappingProxyType(
    {
        SpanKind.TERM: "Term",
        SpanKind.HALF_TERM: "Half term",
        SpanKind.CLOSURE: "Closure or INSET day",
        SpanKind.OPEN: "Bank holiday that is not kept on this day",
    }
)


@dataclass(frozen=True)
class Span:
    """Some days in a row. ``is_illustrative``: shipped as an example, and nobody has put it right yet."""

    kind: SpanKind
    title: str
    first_on: date
    last_on: date
    is_illustrative: bool = False

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class TermDates:
    """The days that count for a partner's cohorts: its own terms or else the provider's, and the closures of both."""

    spans: tuple[Span, ...] = ()

    @property
    def is_illustrative(self) -> bool:
        """Whether any of it is still a shipped example."""
        return any(span.is_illustrative for span in self.spans)

    @property
    def has_terms(self) -> bool:
        """Whether any term is known at all."""
        return any(span.kind is SpanKind.TERM for span in self.spans)


@dataclass(frozen=True)
class Stretch:
    """Days in a row of which the same is to be said: what is against a session on them, or nothing."""

    first_on: date
    last_on: date
    why: str


@dataclass(frozen=True)
class SpanLine:
    """A span in a list, with what its page goes by."""

    ref: SpanRef
    span: Span


@dataclass(frozen=True)
class SchoolYear:
    """One school year of an organisation: its spans, and the bank holidays that fall into it."""

    begins: int
    lines: tuple[SpanLine, ...]
    holidays: tuple[tuple[date, str], ...]

    @property
    def title(self) -> str:
        """*2026 to 2027*."""
        return f"{self.begins} to {self.begins + 1}"


@dataclass(frozen=True)
class TermOwner:
    """An organisation whose dates somebody may change."""

    ref: OrganisationRef
    name: str
    is_provider: bool
    spans: int


@dataclass(frozen=True)
class TermsPage:
    """The dates of one organisation, year by year. ``follows`` the provider's while it has no terms of its own."""

    owner: TermOwner
    years: tuple[SchoolYear, ...]
    owners: tuple[TermOwner, ...]

    @property
    def is_illustrative(self) -> bool:
        """Whether any of it is still a shipped example."""
        return any(line.span.is_illustrative for year in self.years for line in year.lines)

    @property
    def has_none(self) -> bool:
        """Whether nothing was entered yet."""
        return not any(year.lines for year in self.years)
