"""What is offered to everybody: programmes with their guided hours, dates, cost and figures, as they were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType
from uuid import UUID

from goldenthread.programmes.types import Duration, ProgrammeRef, ReleaseLine
from goldenthread.reporting.types.studying import Studied

OfferRef = NewType("OfferRef", UUID)


@dataclass(frozen=True)
class Cost:
    """What a place costs, since when, what is in it, and on whose word. Never reckoned, never a default."""

    pounds: int
    since: date
    includes: str
    source: str


@dataclass(frozen=True)
class NewOffer:
    """What somebody decides to publish of a release. ``years``: whose figures are published with it."""

    release: UUID
    about: str = ""
    cost: Cost | None = None
    variants: frozenset[UUID] = frozenset()
    cohorts: frozenset[UUID] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass(frozen=True)
class RouteStudy:
    """One way of taking a programme: its guided time by type of study, which adds up to ``minutes``."""

    name: str
    by_type: tuple[Studied, ...]

    @property
    def minutes(self) -> int:
        """All of it."""
        return sum(studied.minutes for studied in self.by_type)


@dataclass(frozen=True)
class OfferedVariant:
    """A local variant: for whom it is, where it differs, and its own guided time."""

    title: str
    kind: str
    about: str
    differs: tuple[str, ...]
    routes: tuple[RouteStudy, ...]


@dataclass(frozen=True)
class OfferedCohort:
    """A cohort that is to begin, and how many places are free."""

    title: str
    partner: str
    starts_on: date
    ends_on: date
    free: int
    variant: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure as it stood when it was published: already so coarse that it says nothing of any one person."""

    year: int
    name: str
    target: str
    says: str


@dataclass(frozen=True)
class Offer:
    """A programme as everybody may read of it."""

    programme: ProgrammeRef
    title: str
    qualification: str
    audience: str
    about: str
    release: int
    routes: tuple[RouteStudy, ...]
    durations: tuple[Duration, ...]
    cost: Cost | None
    variants: tuple[OfferedVariant, ...]
    cohorts: tuple[OfferedCohort, ...]
    figures: tuple[Figure, ...]
    published_at: datetime

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose figures are published, the newest first."""
        return tuple(sorted({figure.year for figure in self.figures}, reverse=True))


@dataclass(frozen=True)
class OfferLine:
    """A programme on the board of whoever decides what is published, and what of it is published now."""

    programme: ProgrammeRef
    title: str
    releases: tuple[ReleaseLine, ...]
    offered: ReleaseLine | None = None
    since: datetime | None = None
    by: str = ""
    why_hidden: str = ""

    @property
    def newest(self) -> ReleaseLine | None:
        """The published release that would be offered."""
        return self.releases[0] if self.releases else None


@dataclass(frozen=True)
class Choice:
    """Something that may be published with an offer."""

    value: str
    says: str


@dataclass(frozen=True)
class OfferingPage:
    """What can be published of a release, and what is published of its programme now."""

    release: ReleaseLine
    variants: tuple[Choice, ...]
    cohorts: tuple[Choice, ...]
    years: tuple[Choice, ...]
    now: NewOffer | None

    @property
    def known(self) -> NewOffer:
        """Everything there is to choose, to hold a choice against."""
        return NewOffer(
            self.release.ref,
            variants=frozenset(UUID(each.value) for each in self.variants),
            cohorts=frozenset(UUID(each.value) for each in self.cohorts),
            years=frozenset(int(each.value) for each in self.years),
        )
