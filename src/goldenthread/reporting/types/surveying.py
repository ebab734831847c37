"""Short surveys after sessions: what is asked, what came back, and from when on it may be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from uuid import UUID


class Asks(StrEnum):
    """The kinds of question. ``scale``: one of several labels from one end to the other; ``choice``: one of several
    labels without an order; ``text``: words."""

    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True)
class Question:
    """One question. ``best_first`` is the direction of a scale: it belongs to the survey, never to the code.

    ``is_satisfaction``: its better labels count as satisfied, as many as ``satisfied`` says.
    """

    code: str
    words: str
    kind: Asks
    labels: tuple[str, ...] = ()
    best_first: bool = True
    is_satisfaction: bool = False
    satisfied: int = 0


@dataclass(frozen=True)
class Form:
    """One version of the survey. ``minimum``: so many answers before anything is shown; ``open_days``: so long it can
    be answered. Both illustrative in the shipped one."""

    title: str
    questions: tuple[Question, ...]
    minimum: int
    open_days: int
    version: int = 0

    @property
    def is_shipped(self) -> bool:
        """Whether it came with the software, and is illustrative."""
        return self.version == 0

    @property
    def satisfaction(self) -> Question | None:
        """The question that says whether somebody was satisfied, if there is one."""
        return next((q for q in self.questions if q.is_satisfaction), None)


AGREE = ("Agree strongly", "Agree", "Neither", "Disagree", "Disagree strongly")
SHIPPED_FORM = Form(
    title="How was it?",
    questions=(
        Question(
            "overall",
            "Overall, how good was this session?",
            Asks.SCALE,
            ("Very good", "Good", "Neither good nor poor", "Poor", "Very poor"),
            is_satisfaction=True,
            satisfied=2,
        ),
        Question("use", "I can use what I learnt in my school.", Asks.SCALE, AGREE),
        Question("pitch", "The pace was", Asks.CHOICE, ("Too slow", "About right", "Too fast")),
        Question("comment", "What should we keep, and what should we change?", Asks.TEXT),
    ),
    minimum=5,
    open_days=14,
)
# Without a register, people are asked so long after a session has ended; and not at all about what is long over.
WAITS = timedelta(hours=24)
LONG_OVER = timedelta(days=7)
LONGEST_WORDS = 150
MOST_QUESTIONS = 6


@dataclass(frozen=True)
class FormLine:
    """One version, and whether it has been used."""

    form: Form
    set_by: str
    set_at: datetime | None
    surveys: int


@dataclass(frozen=True)
class FormsPage:
    """The survey as it is asked now, and as it was."""

    now: Form
    versions: tuple[FormLine, ...]
    may_set: bool


@dataclass(frozen=True)
class ToAnswer:
    """A survey that somebody is asked to answer."""

    ref: UUID
    session: str
    held_at: datetime
    closes_at: datetime
    form: Form


@dataclass(frozen=True)
class AskLetter:
    """What the letter that asks says; ``is_needless`` once it was answered or is closed."""

    ref: UUID
    asked: UUID
    address: str
    name: str
    session: str
    held_at: datetime
    closes_at: datetime
    minimum: int
    is_needless: bool


@dataclass(frozen=True)
class Tally:
    """What was answered to one question: how often each label, or the words."""

    question: Question
    counts: tuple[tuple[str, int], ...]
    words: tuple[str, ...]

    @property
    def answers(self) -> int:
        """How many answered it."""
        return sum(number for _, number in self.counts) or len(self.words)


@dataclass(frozen=True)
class SurveyLine:
    """One survey in a list. ``satisfied`` is a share, once there are results to show."""

    ref: UUID
    session: str
    cohort: str
    partner: str
    programme: str
    held_at: datetime
    asked: int
    answered: int
    is_open: bool
    is_shown: bool
    satisfied: Fraction | None


@dataclass(frozen=True)
class Compared:
    """The satisfied and the answers of one group of surveys that may be shown; ``asked``: how many were asked."""

    name: str
    surveys: int
    answers: int
    satisfied: int
    asked: int = 0

    @property
    def percent(self) -> int:
        """The share that is satisfied, rounded down."""
        return self.satisfied * 100 // self.answers if self.answers else 0


@dataclass(frozen=True)
class SurveysPage:
    """The surveys somebody may see, and what they say by group. ``by`` is what is compared."""

    lines: tuple[SurveyLine, ...]
    overall: Compared
    groups: tuple[Compared, ...]
    by: str
    number: int
    pages: int


@dataclass(frozen=True)
class ResultsPage:
    """One survey with its results; without tallies while they may not be shown, and ``why_not`` says why."""

    line: SurveyLine
    form: Form
    closes_at: datetime
    tallies: tuple[Tally, ...]
    why_not: str


@dataclass(frozen=True)
class Evaluated:
    """How many surveys one enrolment was asked to answer, and how many it answered."""

    asked: int = 0
    answered: int = 0

    @property
    def is_done(self) -> bool:
        """Whether every one was answered."""
        return self.answered >= self.asked


@dataclass(frozen=True)
class Satisfaction:
    """The figure for a period: of so many answers, so many were satisfied. Only surveys that may be shown count."""

    since: date
    until: date
    surveys: int
    answers: int
    satisfied: int
