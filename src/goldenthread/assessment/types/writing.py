"""Answers that are written here: drafts, what is kept of them, and what a save came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from goldenthread.assessment.types.composing import Composed, Question
from goldenthread.assessment.types.counting import Penalty, WordCount
from goldenthread.assessment.types.submitting import Declaration
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import WordRule


class Kept(StrEnum):
    """What became of a save. ``beside``: kept as another text, because others were saved meanwhile."""

    SAVED = "saved"
    BESIDE = "beside"


class Choice(StrEnum):
    """Which of two texts of an answer shall stand. ``both``: the one that stands, and the other below it."""

    STANDS = "stands"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True)
class Paste:
    """Something was pasted: the count of it on its sheet, and how long it was. Never what it was."""

    number: int
    characters: int


@dataclass(frozen=True)
class Answered:
    """An answer as it is sent: its text, the revision it was based on, and the sheet it was written on.

    A sheet is one device's (or one opened page's) writing: what it sends twice is its own.
    """

    text: str
    based_on: int
    sheet: UUID
    pastes: tuple[Paste, ...] = ()


@dataclass(frozen=True)
class DraftFacts:
    """Where an answer stands. ``run_from``: the revision upon which ``sheet`` began to be the only one that writes."""

    text: str
    revision: int
    sheet: UUID | None
    run_from: int


@dataclass(frozen=True)
class SaveTold:
    """What a save came to, with the words of the answer and of everything, as the server counts them."""

    kept: Kept
    revision: int
    at: datetime
    words: int
    counted: int
    limit: int


@dataclass(frozen=True)
class KeptLine:
    """One text that was kept of an answer: a revision, or one beside it."""

    ref: UUID
    at: datetime
    words: int
    is_beside: bool
    is_settled: bool


@dataclass(frozen=True)
class AnswerDraftLine:
    """One answer as it stands. ``beside``: texts that were kept beside it and wait for a choice."""

    question: Question
    text: str
    revision: int
    saved_at: datetime | None
    words: int
    beside: int


@dataclass(frozen=True)
class WritingPage:
    """The brief and a participant's answers to it, as they stand."""

    script: ScriptRef
    brief: Composed
    answers: tuple[AnswerDraftLine, ...]
    count: WordCount
    rule: WordRule
    is_illustrative: bool
    counts: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime
    closes_in: str
    why_not: Refusal | None
    saved_at: datetime | None
    handed_in: int
    takes_draft_at_close: bool

    @property
    def waits(self) -> bool:
        """Whether a choice between two texts is open."""
        return any(each.beside for each in self.answers)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written yet."""
        return not any(each.text.strip() for each in self.answers)


@dataclass(frozen=True)
class CheckPage:
    """Everything as it will be read, before it is handed in. ``mark`` stands for exactly this text."""

    writing: WritingPage
    mark: str
    declaration: Declaration | None
    penalty: Penalty | None
    why_too_long: Refusal | None
    why_not: Refusal | None


@dataclass(frozen=True)
class AnswerNow:
    """An answer as it stands, for a page that was left open."""

    text: str
    revision: int


@dataclass(frozen=True)
class AnswerPage:
    """One answer with all that was kept of it, newest first, and those texts that wait for a choice."""

    script: ScriptRef
    line: AnswerDraftLine
    kept: tuple[KeptLine, ...]
    waiting: tuple[KeptText, ...]
    why_not: Refusal | None


@dataclass(frozen=True)
class KeptText:
    """A text that was kept, whole."""

    ref: UUID
    text: str
    at: datetime
    words: int


@dataclass(frozen=True)
class PasteLine:
    """When something was pasted into which answer, and how long it was."""

    place: int
    characters: int
    at: datetime
