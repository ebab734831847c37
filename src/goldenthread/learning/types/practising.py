"""Formative tasks as participants do them and reviewers answer them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.learning.types.tasking import StatementLabel, TaskRef, TaskVersionView

WorkRef = NewType("WorkRef", UUID)
HandinRef = NewType("HandinRef", UUID)
FeedbackRef = NewType("FeedbackRef", UUID)

MOST_FILES = 5
# The state, by its word, of work that a reviewer has to answer.
_WAITS = "submitted"


class Verdict(StrEnum):
    """What a reviewer decides about a version."""

    GOOD_ENOUGH = "good_enough"
    DO_AGAIN = "do_again"


VERDICT_NAMES: Mapping[Verdict, str] = MappingProxyType(
    {Verdict.GOOD_ENOUGH: "Good enough", Verdict.DO_AGAIN: "Do it again"}
)


@dataclass(frozen=True)
class GivenFile:
    """A file as it arrived."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Saved:
    """What a save left: the number of the words that are kept now, and since when."""

    revision: int
    at: datetime | None


@dataclass(frozen=True)
class FileLine:
    """A file beside somebody's words."""

    ref: UUID
    name: str
    size: int
    sha256: str
    at: datetime


@dataclass(frozen=True)
class SentFile:
    """A file to hand out to somebody who may have it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Judgement:
    """What a reviewer says of one statement: the place of a label among the task's, from 0, and why."""

    label: int | None = None
    comment: str = ""


@dataclass(frozen=True)
class ReviewSheet:
    """A reviewer's feedback before it is sent; judgements by the statement's reference."""

    judgements: Mapping[UUID, Judgement] = field(default_factory=lambda: MappingProxyType({}))
    overall: str = ""
    verdict: Verdict | None = None
    next_step: str = ""


@dataclass(frozen=True)
class JudgedStatement:
    """A statement with what was said of it."""

    statement: StatementLabel
    label: str
    comment: str


@dataclass(frozen=True)
class RemarkLine:
    """A question about feedback, or the answer to one."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class FeedbackView:
    """Feedback that was sent."""

    ref: FeedbackRef
    reviewer: str
    verdict: Verdict
    overall: str
    next_step: str
    judged: tuple[JudgedStatement, ...]
    remarks: tuple[RemarkLine, ...]
    at: datetime

    @property
    def verdict_name(self) -> str:
        """The verdict in words."""
        return VERDICT_NAMES[self.verdict]


@dataclass(frozen=True)
class HandinView:
    """One version as it was handed in, with every feedback on it; a reopened one may have several."""

    ref: HandinRef
    number: int
    words: str
    word_count: int
    files: tuple[FileLine, ...]
    at: datetime
    feedback: tuple[FeedbackView, ...]


@dataclass(frozen=True)
class WorkStepLine:
    """Something that happened to somebody's work."""

    says: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class TaskLine:
    """A task in a participant's list."""

    task: TaskRef
    title: str
    module: str
    minutes: int
    state: str
    state_name: str
    due_on: date | None
    is_late: bool
    programme: str


@dataclass(frozen=True)
class MyTask:
    """A task on its participant's page: what is asked, where it stands, their words, and every version.

    ``why_not_write`` says why nothing can be written now; exemplars for afterwards are left out before.
    """

    task: TaskRef
    work: WorkRef | None
    enrolment: UUID
    title: str
    module: str
    version: TaskVersionView
    state: str
    state_name: str
    due_on: date | None
    is_late: bool
    words: str
    revision: int
    saved_at: datetime | None
    files: tuple[FileLine, ...]
    handins: tuple[HandinView, ...]
    steps: tuple[WorkStepLine, ...]
    reviewer: str
    why_not_write: Refusal | None
    why_not_hand_in: Refusal | None
    notes: tuple[str, ...]

    @property
    def last_feedback(self) -> FeedbackView | None:
        """The newest feedback, whatever version it was on."""
        every = [given for handin in self.handins for given in handin.feedback]
        return max(every, key=lambda given: given.at, default=None)

    @property
    def answered(self) -> HandinView | None:
        """The version that the newest feedback is on."""
        return next((handin for handin in self.handins if self.last_feedback in handin.feedback), None)

    @property
    def waiting(self) -> HandinView | None:
        """The version that waits for feedback."""
        return self.handins[-1] if self.handins and self.state == _WAITS else None

    @property
    def earlier(self) -> tuple[HandinView, ...]:
        """Every version that is answered, and before a task waits all there are, the newest first."""
        return tuple(one for one in reversed(self.handins) if one.feedback or one is not self.waiting)


@dataclass(frozen=True)
class QueueRow:
    """A version that waits for feedback."""

    work: WorkRef
    name: str
    school: str
    title: str
    cohort: str
    number: int
    since: datetime
    reviewer: str
    is_mine: bool
    due_on: date | None
    was_late: bool


@dataclass(frozen=True)
class QueuePage:
    """One page of what waits, what was due first before the others, and how many there are in all."""

    rows: tuple[QueueRow, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class Person:
    """Somebody who could review, by reference."""

    ref: UUID
    name: str


@dataclass(frozen=True)
class ReviewPage:
    """Somebody's work on its reviewer's page.

    ``why_not_review``: why this actor never may. ``held_by``: who has taken it, where that is somebody else.
    """

    work: WorkRef
    name: str
    school: str
    cohort: str
    title: str
    module: str
    task: TaskVersionView
    state: str
    state_name: str
    handins: tuple[HandinView, ...]
    steps: tuple[WorkStepLine, ...]
    sheet: ReviewSheet
    saved_at: datetime | None
    lacks: tuple[Refusal, ...]
    held_by: str
    is_mine: bool
    why_not_review: Refusal | None
    why_not_reopen: Refusal | None
    others: tuple[Person, ...]

    @property
    def can_write(self) -> bool:
        """Whether this actor may write feedback now."""
        return self.why_not_review is None and self.state == "submitted" and not self.held_by

    @property
    def judged(self) -> tuple[JudgedStatement, ...]:
        """The draft as the participant will read it."""
        found = []
        for statement in self.task.statements:
            given = self.sheet.judgements.get(statement.ref, Judgement())
            label = "" if given.label is None else self.task.draft.labels[given.label]
            found.append(JudgedStatement(statement, label, given.comment))
        return tuple(found)


@dataclass(frozen=True)
class AcceptedTask:
    """A task that was found good enough, for a portfolio: what it shows, and where it can be read."""

    work: WorkRef
    handin: HandinRef
    component: UUID
    title: str
    words: str
    files: tuple[FileLine, ...]
    accepted_at: datetime
    judged: tuple[JudgedStatement, ...]
