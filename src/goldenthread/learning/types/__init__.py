"""Units, pages, checks and progress, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.learning.types.illustrating import MediaView
from goldenthread.learning.types.reflecting import Written

UnitRef = NewType("UnitRef", UUID)
PageRef = NewType("PageRef", UUID)
QuestionRef = NewType("QuestionRef", UUID)


class QuestionKind(StrEnum):
    """How a check for understanding is answered."""

    CHOICE = "choice"
    SEVERAL = "several"
    TRUE_FALSE = "true_false"
    SHORT = "short"
    NUMERIC = "numeric"
    ORDERING = "ordering"
    MATCHING = "matching"
    REFLECTION = "reflection"


KIND_NAMES: Mapping[QuestionKind, str] = MappingProxyType(
    {
        QuestionKind.CHOICE: "Choose one answer",
        QuestionKind.SEVERAL: "Choose every right answer",
        QuestionKind.TRUE_FALSE: "Say whether a statement is true or false",
        QuestionKind.SHORT: "Write a short answer",
        QuestionKind.NUMERIC: "Give a number",
        QuestionKind.ORDERING: "Put in order",
        QuestionKind.MATCHING: "Match each with its partner",
        QuestionKind.REFLECTION: "Reflect in your own words",
    }
)


@dataclass(frozen=True)
class Choice:
    """One answer to choose, put in order or match with its ``pair``; ``feedback`` is said to whoever it concerns."""

    words: str
    is_right: bool
    feedback: str = ""
    pair: str = ""


@dataclass(frozen=True)
class QuestionDraft:
    """A question as its author writes it. ``accepts`` are the wordings a short answer may have, or the numbers.

    A reflection has a prompt, and the ``least_words`` from which it counts.
    """

    kind: QuestionKind
    prompt: str
    choices: tuple[Choice, ...] = ()
    accepts: tuple[str, ...] = ()
    when_right: str = ""
    when_wrong: str = ""
    least_words: int = 0


@dataclass(frozen=True)
class Answer:
    """What somebody answered: the positions they chose, from 0, the words they wrote, or where they put each.

    ``placed`` says, for each thing to order or match in the order shown, which place or partner it was given.
    """

    chosen: frozenset[int] = frozenset()
    words: str = ""
    placed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What an answer is worth, and what its writer is told."""

    is_right: bool
    feedback: str


@dataclass(frozen=True)
class Left:
    """What still stands between a participant and a finished unit."""

    pages: int
    questions: int

    @property
    def nothing(self) -> bool:
        """Whether the unit is finished."""
        return self.pages == 0 and self.questions == 0


@dataclass(frozen=True)
class Tried:
    """One attempt that others followed."""

    at: datetime
    is_right: bool
    feedback: str


@dataclass(frozen=True)
class LastTry:
    """The newest attempt at one question, and those before it."""

    answer: Answer
    is_right: bool
    feedback: str
    tries: int
    earlier: tuple[Tried, ...] = ()


@dataclass(frozen=True)
class QuestionView:
    """A question as the reader sees it: never which choices are right."""

    ref: QuestionRef
    kind: QuestionKind
    prompt: str
    choices: tuple[str, ...]
    last: LastTry | None
    partners: tuple[str, ...] = ()
    least_words: int = 0
    written: Written | None = None


@dataclass(frozen=True)
class PageLine:
    """A page in a unit's list of contents."""

    ref: PageRef
    position: int
    title: str
    minutes: int
    is_read: bool
    questions: int
    answered: int

    @property
    def is_done(self) -> bool:
        """Whether it is read and every check on it is answered."""
        return self.is_read and self.answered >= self.questions


def minutes_left(contents: Iterable[PageLine]) -> int:
    """The estimated minutes of the pages on which something is left."""
    return sum(line.minutes for line in contents if not line.is_done)


@dataclass(frozen=True)
class Reader:
    """One page of a unit on the reader's screen, with where it stands in the unit."""

    unit: UnitRef
    component: UUID
    title: str
    module: str
    page: PageLine
    body: str
    questions: tuple[QuestionView, ...]
    contents: tuple[PageLine, ...]
    is_trial: bool = False
    media: tuple[MediaView, ...] = ()

    @property
    def previous(self) -> int | None:
        """The position of the page before, if there is one."""
        return self.page.position - 1 if self.page.position > 1 else None

    @property
    def following(self) -> int | None:
        """The position of the page after, if there is one."""
        return self.page.position + 1 if self.page.position < len(self.contents) else None

    @property
    def done(self) -> int:
        """How many of its pages are done."""
        return sum(line.is_done for line in self.contents)

    @property
    def minutes_left(self) -> int:
        """The estimated minutes of the pages on which something is left."""
        return minutes_left(self.contents)


@dataclass(frozen=True)
class Score:
    """How many checks were answered right, at the first try and by now."""

    asked: int
    right_at_first: int
    right_now: int


@dataclass(frozen=True)
class UnitDone:
    """What the last screen of a unit shows; ``score`` where it has checks that can be right or wrong."""

    unit: UnitRef
    enrolment: UUID
    title: str
    left: Left
    minutes: int
    finished_at: datetime | None
    first_left: int | None
    score: Score | None = None


class Standing(StrEnum):
    """Where a component of the study list stands for one participant."""

    DONE = "done"
    STARTED = "started"
    NEXT = "next"
    LATER = "later"
    NOT_READY = "not_ready"


STANDING_NAMES: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.DONE: "Done",
        Standing.STARTED: "Started",
        Standing.NEXT: "Next",
        Standing.LATER: "Not started",
        Standing.NOT_READY: "Not ready yet",
    }
)


@dataclass(frozen=True)
class StudyLine:
    """One component to study, in the order of the programme."""

    component: UUID
    unit: UnitRef | None
    module: str
    title: str
    minutes: int
    pages: int
    pages_read: int
    standing: Standing
    resume_at: int
    minutes_left: int = 0

    @property
    def standing_name(self) -> str:
        """The standing in words."""
        return STANDING_NAMES[self.standing]


@dataclass(frozen=True)
class StudyList:
    """Everything a participant studies online in one enrolment."""

    enrolment: UUID
    programme: str
    cohort: str
    lines: tuple[StudyLine, ...]

    @property
    def next(self) -> StudyLine | None:
        """What to open next."""
        wanted = (Standing.STARTED, Standing.NEXT)
        return next((line for line in self.lines if line.standing in wanted), None)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(line.standing is Standing.DONE for line in self.lines)


@dataclass(frozen=True)
class QuestionLine:
    """A question in the editor, answers and all."""

    ref: QuestionRef
    draft: QuestionDraft


@dataclass(frozen=True)
class EditedPage:
    """A page in the editor."""

    ref: PageRef
    position: int
    title: str
    body: str
    minutes: int
    questions: tuple[QuestionLine, ...]
    key: UUID


@dataclass(frozen=True)
class Editor:
    """A unit as its author sees it: the draft being written, and what participants read meanwhile."""

    unit: UnitRef
    component: UUID
    release: UUID
    component_title: str
    module: str
    version: int
    is_draft: bool
    published_version: int | None
    published_at: datetime | None
    pages: tuple[EditedPage, ...]
    why_not_publish: str
    may_write: bool
    media: tuple[MediaView, ...] = ()

    @property
    def minutes(self) -> int:
        """The estimated minutes of all pages."""
        return sum(page.minutes for page in self.pages)


@dataclass(frozen=True)
class ComponentPlace:
    """A component that may have a unit; ``why_not_open`` says why none can be begun."""

    component: UUID
    title: str
    module: str
    unit: UnitRef | None
    why_not_open: str
