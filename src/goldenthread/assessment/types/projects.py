"""Projects of the 2017 suite: what a form asks for, and what somebody has put together for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.counting import Block, WordCount
from goldenthread.assessment.types.words import Part
from goldenthread.ground.types import KeptFile
from goldenthread.programmes.types import WordRule

FormRef = NewType("FormRef", UUID)
# The place of an account of the whole task in one file; the other places are keys of parts and codes of criteria.
WHOLE = "whole"
DETAILS = "details"
WHOLE_TITLE = "Account of the whole task"


class DocumentKind(StrEnum):
    """How a document comes about: uploaded, written by the sponsor, or filled in here (or uploaded all the same)."""

    UPLOAD = "upload"
    SPONSOR = "sponsor"
    BUDGET = "budget"
    PLAN = "plan"
    RISKS = "risks"


KIND_NAMES: Mapping[DocumentKind, str] = MappingProxyType(
    {
        DocumentKind.UPLOAD: "Uploaded by the participant",
        DocumentKind.SPONSOR: "Written by the sponsor",
        DocumentKind.BUDGET: "Budget, uploaded or filled in here",
        DocumentKind.PLAN: "Project plan, uploaded or filled in here",
        DocumentKind.RISKS: "Risk register, uploaded or filled in here",
    }
)
FILLED = frozenset({DocumentKind.BUDGET, DocumentKind.PLAN, DocumentKind.RISKS})


@dataclass(frozen=True)
class FormPart:
    """A part of the task with the criteria that stand in it. ``limit`` is its own word limit, 0 if it has none."""

    key: str
    title: str
    criteria: tuple[str, ...] = ()
    limit: int = 0


@dataclass(frozen=True)
class FormDocument:
    """A document that a criterion needs."""

    criterion: str
    title: str
    kind: DocumentKind = DocumentKind.UPLOAD

    @property
    def kind_name(self) -> str:
        """How it comes about, in words."""
        return KIND_NAMES[self.kind]


@dataclass(frozen=True)
class TaskForm:
    """What is to be handed in, in one version of a form.

    ``limit``: words over all parts. ``least_terms``: how many school terms a project runs at least, 0 for any length.
    ``is_readable``: whether participants may read their sponsor's comments before handing in. ``note``: what this form
    allows that another does not.
    """

    slug: str
    title: str
    holds_from: date
    source: str
    is_illustrative: bool
    parts: tuple[FormPart, ...]
    documents: tuple[FormDocument, ...] = ()
    limit: int = 0
    least_terms: int = 0
    projects: int = 1
    is_readable: bool = True
    note: str = ""
    version: int = 1
    standing: tuple[FormPart, ...] = ()
    """Parts that are not handed in again, because they stand from an earlier attempt; ``parts`` holds the others."""
    labelled: tuple[str, ...] = ()
    """The criteria of all documents in the order of their labels, where some of them stand."""

    def without(self, standing: Collection[str]) -> TaskForm:
        """What is left to hand in where the parts with these keys stand. Documents keep their labels."""
        if not standing:
            return self
        parts = tuple(part for part in self.parts if part.key not in standing)
        stands = tuple(part for part in self.parts if part.key in standing)
        codes = {code for part in stands for code in part.criteria}
        return replace(
            self,
            parts=parts,
            documents=tuple(each for each in self.documents if each.criterion not in codes),
            standing=stands,
            labelled=tuple(each.criterion for each in self.documents),
        )

    @property
    def is_in_parts(self) -> bool:
        """Whether each part has to be a file of its own."""
        return self.has_limits_of_parts or bool(self.standing)

    @property
    def has_limits_of_parts(self) -> bool:
        """Whether a part has a limit of its own, so that each part has to be a file of its own."""
        return any(part.limit for part in self.parts)

    @property
    def most(self) -> int:
        """The words over all parts."""
        return self.limit or sum(part.limit for part in self.parts)

    def document(self, criterion: str) -> FormDocument | None:
        """The document that a criterion needs, if any."""
        return next((each for each in self.documents if each.criterion == criterion), None)

    def label(self, criterion: str) -> str:
        """What a document is called in the account: *Document 3*."""
        codes = self.labelled or tuple(each.criterion for each in self.documents)
        return f"Document {codes.index(criterion) + 1}"

    def part_of(self, criterion: str) -> FormPart | None:
        """The part in which a criterion stands."""
        return next((part for part in self.parts if criterion in part.criteria), None)


@dataclass(frozen=True)
class ProjectDetails:
    """One project: what it is, what it improves, and when it runs. ``number`` is 1 or 2."""

    number: int
    title: str
    improves: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Mention:
    """A place in an account where a document is named: the account, the paragraph's number, and some words of it."""

    account: str
    paragraph: int
    words: str


@dataclass(frozen=True)
class AccountLine:
    """An account that stands: of a part or of the whole task."""

    ref: UUID
    place: str
    title: str
    file: KeptFile
    clean: UUID
    count: WordCount
    blocks: tuple[Block, ...]
    kept_at: datetime
    untold: frozenset[Part] = frozenset()


@dataclass(frozen=True)
class DocumentLine:
    """A document of the form, and where it stands. ``versions`` counts what was kept for it."""

    document: FormDocument
    label: str
    part: str
    ref: UUID | None = None
    file: KeptFile | None = None
    clean: UUID | None = None
    is_filled: bool = False
    kept_at: datetime | None = None
    versions: int = 0
    mentions: tuple[Mention, ...] = ()

    @property
    def is_sponsors(self) -> bool:
        """Whether the sponsor writes it."""
        return self.document.kind is DocumentKind.SPONSOR

    @property
    def may_be_filled(self) -> bool:
        """Whether there is a template for it."""
        return self.document.kind in FILLED


@dataclass(frozen=True)
class CommentLine:
    """A version of what the sponsor wrote, signed."""

    ref: UUID
    number: int
    text: str
    name: str
    signed_at: datetime


@dataclass(frozen=True)
class SponsorLine:
    """Who was asked to comment, and what stands. ``comment`` is the newest."""

    ref: UUID
    name: str
    email: str
    asked_at: datetime
    letters: int
    comment: CommentLine | None = None


@dataclass(frozen=True)
class TermsRun:
    """Through how many of the terms that are entered a project runs. ``unentered``: a stretch of its days, longer than
    any holiday, in which no term is entered, so that there may be more of them.
    """

    number: int
    unentered: tuple[date, date] | None = None


@dataclass(frozen=True)
class Named:
    """The names that are taken out of words before somebody reads them who must not know whose they are."""

    people: tuple[str, ...]
    schools: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Everything of a project as it stands now."""

    form: TaskForm
    projects: tuple[ProjectDetails, ...]
    accounts: tuple[AccountLine, ...]
    documents: tuple[DocumentLine, ...]
    sponsor: SponsorLine | None
    count: WordCount
    rule: WordRule
    names: Named

    @property
    def comment(self) -> CommentLine | None:
        """What the sponsor wrote last."""
        return self.sponsor.comment if self.sponsor else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that could be handed in."""
        return not self.accounts and self.comment is None and not any(line.file for line in self.documents)


class Weight(StrEnum):
    """How grave a line of the check is: it stops handing in, or only somebody should look."""

    STOP = "stop"
    LOOK = "look"


@dataclass(frozen=True)
class CheckLine:
    """Something that is missing or wrong, what mends it, and on which page: the name of the page and its place."""

    code: str
    weight: Weight
    says: str
    mend: str
    page: str = "project"
    place: str = ""


@dataclass(frozen=True)
class Piece:
    """One thing of a version as it is kept: a file with its cleaned copy, or words."""

    place: str
    label: str
    title: str
    sha256: str
    file: UUID | None = None
    comment: UUID | None = None
    text: str = ""


@dataclass(frozen=True)
class PieceLine:
    """One thing that was handed in, as a receipt lists it."""

    label: str
    title: str
    file_name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class MarkedPiece:
    """One thing of a version as markers meet it: a cleaned file under its number, or words without names."""

    number: int
    place: str
    label: str
    title: str
    part: str
    file_name: str
    text: str
