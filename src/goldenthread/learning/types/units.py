"""Units, pages, checks and progress, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

UnitRef = NewType("UnitRef", UUID)
PageRef = NewType("PageRef", UUID)
QuestionRef = NewType("QuestionRef", UUID)


class QuestionKind(StrEnum):
    """How a check for understanding is answered."""

    CHOICE = "choice"
    SEVERAL = "several"
    SHORT = "short"


KIND_NAMES: Mapping[QuestionKind, str] = MappingProxyType(
    {
        QuestionKind.CHOICE: "Choose one answer",
        QuestionKind.SEVERAL: "Choose every right answer",
        QuestionKind.SHORT: "Write a short answer",
    }
)


@dataclass(frozen=True)
class Choice:
    """One answer to choose; ``feedback`` is said to whoever chose it."""

    words: str
    is_right: bool
    feedback: str = ""


@dataclass(frozen=True)
class QuestionDraft:
    """A question as its author writes it. ``accepts`` are the wordings a short answer may have."""

    kind: QuestionKind
    prompt: str
    choices: tuple[Choice, ...] = ()
    accepts: tuple[str, ...] = ()
    when_right: str = ""
    when_wrong: str = ""


@dataclass(frozen=True)
class Answer:
    """What somebody answered: the positions they chose, from 0, or the words they wrote."""

    chosen: frozenset[int] = frozenset()
    words: str = ""


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
class LastTry:
    """The newest attempt at one question."""

    answer: Answer
    is_right: bool
    feedback: str
    tries: int


@dataclass(frozen=True)
class QuestionView:
    """A question as the reader sees it: never which choices are right."""

    ref: QuestionRef
    kind: QuestionKind
    prompt: str
    choices: tuple[str, ...]
    last: LastTry | None


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


@dataclass(frozen=True)
class UnitDone:
    """What the last screen of a unit shows; ``credited`` is False where pages or checks are left."""

    unit: UnitRef
    enrolment: UUID
    title: str
    left: Left
    minutes: int
    finished_at: datetime | None
    first_left: int | None


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
