"""Formative tasks as their authors write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

TaskRef = NewType("TaskRef", UUID)
ExemplarRef = NewType("ExemplarRef", UUID)

# What each statement may be judged as, the best first. A task carries its own; these stand in its first draft.
# Illustrative: no source gives such a scale.
LABELS = ("Secure", "Developing", "Not yet")


class Attaching(StrEnum):
    """Whether files are handed in."""

    NEVER = "never"
    MAY = "may"
    MUST = "must"


ATTACHING_NAMES: Mapping[Attaching, str] = MappingProxyType(
    {
        Attaching.NEVER: "Nothing is attached",
        Attaching.MAY: "Files may be attached",
        Attaching.MUST: "At least one file must be attached",
    }
)


@dataclass(frozen=True)
class TaskDraft:
    """What an author decides about a task. A limit of 0 words is none.

    ``labels`` are what each statement may be judged as, the best first; ``statements`` by reference.
    """

    asks: str = ""
    is_written: bool = True
    least_words: int = 0
    most_words: int = 0
    attaching: Attaching = Attaching.MAY
    attach_what: str = ""
    labels: tuple[str, ...] = LABELS
    statements: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class ExemplarDraft:
    """An example answer with what to notice in it, shown before somebody hands in, or only after.

    ``against``: what it shows of single statements of the task, by their reference.
    """

    title: str
    body: str
    notes: str = ""
    is_before: bool = False
    against: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class ExemplarLine:
    """An exemplar in the editor, and on the page of whoever may see it."""

    ref: ExemplarRef
    draft: ExemplarDraft


@dataclass(frozen=True)
class StatementLabel:
    """A statement as a task names it."""

    ref: UUID
    label: str
    text: str


@dataclass(frozen=True)
class TaskVersionView:
    """The words of one version of a task; the statements in the order of the framework."""

    number: int
    draft: TaskDraft
    statements: tuple[StatementLabel, ...]
    exemplars: tuple[ExemplarLine, ...]


@dataclass(frozen=True)
class TaskEditor:
    """A task as its author sees it: the newest words, and what participants read meanwhile."""

    task: TaskRef
    component: UUID
    title: str
    module: str
    version: TaskVersionView
    is_draft: bool
    published_version: int | None
    published_at: datetime | None
    choices: tuple[StatementLabel, ...]
    why_not_publish: str
    may_write: bool


@dataclass(frozen=True)
class TaskPlace:
    """A component that may have a task; ``why_not_open`` says why none can be begun."""

    component: UUID
    title: str
    module: str
    task: TaskRef | None
    why_not_open: str
