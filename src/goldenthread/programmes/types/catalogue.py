"""A qualification as the catalogue describes it: facts, and the policies and schemes that came with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.policies import AssessmentPolicy, EngagementPolicy
from goldenthread.programmes.types.schemes import MarkScheme, SchemeLine
from goldenthread.programmes.types.words import AssessmentKind, CourseGroup, Level, QualificationRef, Route, SchemeState


@dataclass(frozen=True)
class CodedCriterion:
    """A criterion that a framework itself codes (2017 suite): our short label, and the document it needs, if any."""

    code: str
    label: str
    document: str = ""


@dataclass(frozen=True)
class ContentArea:
    """A section of the qualification's framework: our short label, and counts where they are known.

    ``learn_that``, ``stems`` and ``practices`` belong to the 2020 suite; ``learn_how_to`` and ``learn_about``, with
    criteria in parts, to the 2017 suite.
    """

    number: int
    title: str
    learn_that: int | None = None
    stems: int | None = None
    practices: int | None = None
    learn_how_to: int | None = None
    learn_about: int | None = None
    part: str = ""
    criteria: tuple[CodedCriterion, ...] = ()

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """The numbers that are known, each with its word."""
        named = (
            ("learn that", self.learn_that),
            ("stems", self.stems),
            ("practices", self.practices),
            ("learn how to", self.learn_how_to),
            ("learn about", self.learn_about),
            ("criteria", len(self.criteria) or None),
        )
        return tuple((name, number) for name, number in named if number is not None)


@dataclass(frozen=True)
class RouteOffer:
    """One way of taking the qualification. ``events``: face-to-face events, where the number is known.

    A release with fewer is warned about, and refused where ``events_required`` says so.
    """

    route: Route
    about: str = ""
    events: int | None = None
    events_required: bool = False


@dataclass(frozen=True)
class Duration:
    """How long it takes, in months, and on whose word."""

    months: int
    assessment_months: int
    source: str


@dataclass(frozen=True)
class Task:
    """One piece of work that the qualification asks for, with its own limit and number of areas, where known."""

    title: str
    about: str
    words: int | None
    areas: int | None
    source: str


@dataclass(frozen=True)
class DatedChoice:
    """A fact on which sources differ: what we chose, when, on whose word, and what the others say."""

    about: str
    chosen: str
    chosen_on: date
    source: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class QualificationFacts:
    """One file of the catalogue. ``code`` with ``suite`` names it; ``slug`` is both in an address.

    ``area_count`` is how many content areas there are, where their number is known and their titles are not.
    ``course_identifier`` and ``course_group`` are the Department's, for what its interface has.
    """

    code: str
    suite: int
    title: str
    level: Level
    audience: str
    assessment: AssessmentKind
    areas: tuple[ContentArea, ...]
    routes: tuple[RouteOffer, ...]
    sources: tuple[str, ...]
    durations: tuple[Duration, ...] = ()
    course_identifier: str = ""
    full_title: str = ""
    course_group: CourseGroup | None = None
    first_cohort: int | None = None
    area_count: int | None = None
    tasks: tuple[Task, ...] = ()
    choices: tuple[DatedChoice, ...] = ()

    @property
    def in_full(self) -> str:
        """As a certificate says it: the whole title, and the code by which people know it."""
        return f"{self.full_title or f'National Professional Qualification for {self.title}'} ({self.code})"

    @property
    def slug(self) -> str:
        """Code and suite as one word."""
        return f"{self.code.lower()}-{self.suite}"

    @property
    def name(self) -> str:
        """Code and suite as people say them."""
        return f"{self.code} ({self.suite})"

    def offer(self, route: Route) -> RouteOffer | None:
        """How the qualification is taken by this route, if it is."""
        return next((offer for offer in self.routes if offer.route is route), None)

    @property
    def learn_that(self) -> int | None:
        """All learn-that statements, where every section's number is known."""
        counts = [area.learn_that for area in self.areas]
        return sum(c for c in counts if c is not None) if counts and None not in counts else None


@dataclass(frozen=True)
class CatalogueEntry:
    """Everything one file holds."""

    facts: QualificationFacts
    engagement: tuple[EngagementPolicy, ...] = ()
    assessment: tuple[AssessmentPolicy, ...] = ()
    schemes: tuple[MarkScheme, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file of the catalogue, and where."""

    file: str
    field: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.says}"


@dataclass(frozen=True)
class QualificationCard:
    """A qualification as the catalogue lists it."""

    id: int
    ref: QualificationRef
    facts: QualificationFacts
    programmes: int = 0


@dataclass(frozen=True)
class QualificationPage:
    """A qualification with its policies, newest first, and its mark schemes."""

    card: QualificationCard
    engagement: tuple[EngagementPolicy, ...]
    assessment: tuple[AssessmentPolicy, ...]
    schemes: tuple[SchemeLine, ...]
    why_not_write: Refusal | None = None
    """Why this actor writes no mark schemes."""

    @property
    def draft(self) -> SchemeLine | None:
        """The mark scheme that is being written, where this actor may see it."""
        return next((scheme for scheme in self.schemes if scheme.state is SchemeState.DRAFT), None)


@dataclass(frozen=True)
class CatalogueLoad:
    """What loading the catalogue did, by the names of the qualifications."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
