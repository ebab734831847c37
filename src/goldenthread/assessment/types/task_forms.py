"""Forms of project tasks, for those who write them: lists, faults beside what was typed, and what a version changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.assessment.types.projects import FormRef, TaskForm
from goldenthread.ground.types import Refusal

MOST_PARTS, MOST_DOCUMENTS, MOST_WORDS, MOST_TERMS, MOST_PROJECTS = 6, 20, 50_000, 9, 2


@dataclass(frozen=True)
class FormFault:
    """Something that is wrong with a form, and where: ``field``, and the ``line`` from 0 where there are several."""

    refusal: Refusal
    field: str
    line: int = 0


@dataclass(frozen=True)
class FormChange:
    """One thing that a version of a form has otherwise than the one before; empty where it was not, or is no more."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class FormLine:
    """A version of a form in the list of all. ``windows``: how many take projects on it."""

    ref: FormRef
    form: TaskForm
    windows: int
    is_newest: bool


@dataclass(frozen=True)
class FormPage:
    """One version of a form: who wrote it, what it changed, and the newest version of the same form."""

    line: FormLine
    written_by: str
    written_at: datetime
    changes: tuple[FormChange, ...]
    newest: FormLine
    versions: tuple[FormLine, ...]
    why_not_write: Refusal | None
