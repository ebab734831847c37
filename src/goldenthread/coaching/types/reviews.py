"""Reviews: who is asked, who has answered, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.coaching.types.instruments import Instrument, InstrumentRef, RaterGroup
from goldenthread.ground.types import Refusal

ReviewRef = NewType("ReviewRef", UUID)
RaterRef = NewType("RaterRef", UUID)
ReflectionRef = NewType("ReflectionRef", UUID)

# By group and by item: what somebody answered. No value: they cannot say.
Ratings = Mapping[str, int | None]
Comments = Mapping[str, str]
NOTHING: Mapping[str, str] = MappingProxyType({})


class ReviewState(StrEnum):
    """Where a review stands."""

    NOMINATING = "nominating"
    OPEN = "open"
    CLOSED = "closed"
    SHARED = "shared"
    CALLED_OFF = "called_off"


class ReviewEvent(StrEnum):
    """What can happen to a review."""

    OPEN = "open"
    CLOSE = "close"
    SHARE = "share"
    STOP_SHARING = "stop_sharing"
    CALL_OFF = "call_off"


class RaterState(StrEnum):
    """Where somebody stands who was named to answer."""

    NAMED = "named"
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    LAPSED = "lapsed"


class RaterEvent(StrEnum):
    """What can happen to somebody who was named to answer."""

    ASK = "ask"
    ANSWER = "answer"
    DECLINE = "decline"
    LAPSE = "lapse"


STATE_NAMES: Mapping[ReviewState, str] = MappingProxyType(
    {
        ReviewState.NOMINATING: "Naming people",
        ReviewState.OPEN: "Open",
        ReviewState.CLOSED: "Done",
        ReviewState.SHARED: "Done",
        ReviewState.CALLED_OFF: "Called off",
    }
)
IS_DONE = frozenset({ReviewState.CLOSED, ReviewState.SHARED})
IS_UNDER_WAY = frozenset({ReviewState.NOMINATING, ReviewState.OPEN})


@dataclass(frozen=True)
class Answers:
    """What one person answered: a value for each item, and a comment for some groups of items."""

    ratings: Ratings
    comments: Comments = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class RaterAnswers:
    """One rater's answers with the group that they were named for, and nothing that says who it was."""

    group: str
    answers: Answers


@dataclass(frozen=True)
class RaterLine:
    """Somebody the participant named, while they may still take the name back."""

    ref: RaterRef
    name: str
    email: str
    group: str
    may_remove: bool


@dataclass(frozen=True)
class GroupCount:
    """How many of one group of raters were named and have answered: never who."""

    group: RaterGroup
    named: int
    answered: int

    @property
    def will_be_joined(self) -> bool:
        """Whether too few are named for this group to be shown by itself."""
        return 0 < self.named < self.group.minimum


@dataclass(frozen=True)
class MyReview:
    """A review as its participant sees it."""

    ref: ReviewRef
    number: int
    state: ReviewState
    instrument: Instrument
    component: str
    credited: bool
    began_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None
    own: Answers | None
    own_sent_at: datetime | None
    raters: tuple[RaterLine, ...]
    counts: tuple[GroupCount, ...]
    coach: str
    why_not_ask: Refusal | None
    why_not_close: Refusal | None

    @property
    def named(self) -> int:
        """How many people are named."""
        return sum(count.named for count in self.counts)

    @property
    def answered(self) -> int:
        """How many have answered."""
        return sum(count.answered for count in self.counts)

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        return self.state is ReviewState.OPEN

    @property
    def is_nominating(self) -> bool:
        """Whether nobody has been asked yet."""
        return self.state is ReviewState.NOMINATING

    @property
    def is_done(self) -> bool:
        """Whether there is a report."""
        return self.state in IS_DONE

    @property
    def is_shared(self) -> bool:
        """Whether the coach may read the report."""
        return self.state is ReviewState.SHARED


@dataclass(frozen=True)
class ReviewLine:
    """A review in a list. It never says what came of it."""

    ref: ReviewRef
    title: str
    number: int
    state: ReviewState
    at: datetime
    closes_at: datetime | None
    is_shared: bool

    @property
    def says(self) -> str:
        """Where it stands, in words."""
        return STATE_NAMES[self.state]

    @property
    def is_done(self) -> bool:
        """Whether there is a report."""
        return self.state in IS_DONE


@dataclass(frozen=True)
class UnderWay:
    """A review under way, with what its participant does next."""

    ref: ReviewRef
    title: str
    closes_at: datetime | None
    to_do: str


@dataclass(frozen=True)
class Offer:
    """An instrument that somebody can begin now, or why not."""

    instrument: InstrumentRef
    title: str
    about: str
    has_raters: bool
    component: str
    why_not: Refusal | None


@dataclass(frozen=True)
class ReflectionLine:
    """One version of a leadership reflection in its owner's list."""

    ref: ReflectionRef
    number: int
    title: str
    on: date
    at: datetime


@dataclass(frozen=True)
class MyReviews:
    """Everything about reviews for one participant."""

    enrolment: UUID | None
    programme: str
    offers: tuple[Offer, ...]
    reviews: tuple[ReviewLine, ...]
    reflections: tuple[ReflectionLine, ...]
    form: InstrumentRef | None
    form_title: str


@dataclass(frozen=True)
class BesideLine:
    """One participant with their reviews, for a coach or a programme manager: that it was done, not what it says."""

    enrolment: UUID
    name: str
    reviews: tuple[ReviewLine, ...]


@dataclass(frozen=True)
class BesidePage:
    """The participants of a coach or of a cohort with their reviews, and what can be begun for them."""

    title: str
    cohort: UUID | None
    lines: tuple[BesideLine, ...]
    instruments: tuple[tuple[InstrumentRef, str], ...]


@dataclass(frozen=True)
class RatingPage:
    """What somebody sees who holds a link."""

    participant: str
    programme: str
    school: str
    group: RaterGroup
    instrument: Instrument
    closes_at: datetime
    answers: Answers


@dataclass(frozen=True)
class RaterLetter:
    """What the letter to a rater needs."""

    rater: RaterRef
    address: str
    name: str
    participant: str
    programme: str
    instrument: str
    closes_at: datetime
    token: str
    reminder: int


@dataclass(frozen=True)
class ReportLetter:
    """What the letter about a closed review needs."""

    review: ReviewRef
    address: str
    name: str
    instrument: str
    is_enough: bool
