"""Catching up on a missed session, and what there is to do it with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.learning.types.practising import WorkStepLine

CatchUpRef = NewType("CatchUpRef", UUID)
MaterialRef = NewType("MaterialRef", UUID)


@dataclass(frozen=True)
class CatchUpTerms:
    """What a catch-up asks for and gives. ``share`` is of the component; ``most`` is how many in one enrolment, if any.

    Illustrative: providers differ, and no official figure was found.
    """

    days: int = 28
    least_words: int = 150
    least_references: int = 1
    share: Fraction = Fraction(1)
    most: int | None = None
    is_illustrative: bool = True


class MaterialKind(StrEnum):
    """What there is of a session for those who were not there."""

    RECORDING = "recording"
    SLIDES = "slides"
    TRANSCRIPT = "transcript"
    READING = "reading"


MATERIAL_NAMES: Mapping[MaterialKind, str] = MappingProxyType({kind: kind.value.capitalize() for kind in MaterialKind})


@dataclass(frozen=True)
class MaterialDraft:
    """Something to catch up with: a link, or a file. ``transcript``: what is said in a recording, where given."""

    kind: MaterialKind
    title: str
    link: str = ""
    transcript: str = ""


@dataclass(frozen=True)
class MaterialLine:
    """Something to catch up with, as a page lists it. ``size`` is of a file, none for a link."""

    ref: MaterialRef
    kind: MaterialKind
    title: str
    link: str
    size: int | None
    by: str
    at: datetime
    may_remove: bool = False
    transcript: str = ""

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        return MATERIAL_NAMES[self.kind]


@dataclass(frozen=True)
class MaterialsPage:
    """What there is for a session or a component, for whoever adds to it. ``refusal`` says why this actor may not."""

    title: str
    lead: str
    lines: tuple[MaterialLine, ...]
    refusal: Refusal | None


@dataclass(frozen=True)
class Reflection:
    """What somebody writes to catch up: what they take from it, and the research it rests on, one reference a line."""

    words: str
    references: str

    @property
    def cited(self) -> tuple[str, ...]:
        """The references, without empty lines."""
        return tuple(line.strip() for line in self.references.splitlines() if line.strip())


@dataclass(frozen=True)
class SentReflection:
    """A reflection as it was handed in."""

    number: int
    reflection: Reflection
    word_count: int
    at: datetime


@dataclass(frozen=True)
class CatchUpLine:
    """A missed session in a participant's list."""

    session: UUID
    title: str
    held_at: datetime
    mark: str
    state: str
    state_name: str
    due_on: date
    is_late: bool


@dataclass(frozen=True)
class MyCatchUp:
    """A missed session on its participant's page."""

    session: UUID
    ref: CatchUpRef | None
    title: str
    cohort: str
    held_at: datetime
    mark: str
    state: str
    state_name: str
    terms: CatchUpTerms
    due_on: date
    is_late: bool
    materials: tuple[MaterialLine, ...]
    references: tuple[str, ...]
    reflection: Reflection
    revision: int
    saved_at: datetime | None
    sent: tuple[SentReflection, ...]
    steps: tuple[WorkStepLine, ...]
    why_not: Refusal | None
    why_not_hand_in: Refusal | None


@dataclass(frozen=True)
class CatchUpRow:
    """A reflection that waits for its review."""

    ref: CatchUpRef
    name: str
    school: str
    title: str
    held_at: datetime
    cohort: str
    since: datetime
    due_on: date
    was_late: bool


@dataclass(frozen=True)
class CatchUpBoard:
    """One page of those that wait, what was due first before the others."""

    rows: tuple[CatchUpRow, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class CatchUpReview:
    """A catch-up on its reviewer's page. ``why_not`` says why this actor cannot answer it now."""

    ref: CatchUpRef
    name: str
    school: str
    cohort: str
    title: str
    held_at: datetime
    mark: str
    state: str
    state_name: str
    due_on: date
    materials: tuple[MaterialLine, ...]
    sent: tuple[SentReflection, ...]
    steps: tuple[WorkStepLine, ...]
    why_not: Refusal | None
    why_not_reopen: Refusal | None
