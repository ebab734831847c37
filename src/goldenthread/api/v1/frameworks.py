"""Frameworks: the editions in force, and every statement of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema

from goldenthread.api.v1.door import PROBLEMS, Call
from goldenthread.api.v1.pages import Paged, PageNumber, PageSize, part
from goldenthread.frameworks.queries.editions import edition_outline, published_editions
from goldenthread.frameworks.types import DetailKind, DetailLine, EditionLine, EditionState, Kind, SectionOutline

router = Router(tags=["Frameworks"])


class EditionOut(Schema):
    """One edition: whose words it has and under which licence. Whoever shows its words shows ``attribution``, too."""

    ref: UUID
    code: str
    title: str
    label: str
    publisher: str
    licence: str
    attribution: str
    state: EditionState
    published_at: datetime
    sections: int
    learn_that: int
    stems: int
    practices: int
    statements: dict[Kind, int]


class EditionsOut(Paged):
    """One page of editions."""

    items: list[EditionOut]


class StatementOut(Schema):
    """One statement. A practice names its stem, and what is learnt about the *learn how to* that it stands under.

    ``printed`` is the code that the document gives it and ``title`` the name it goes by. A criterion has the part of
    the assessment task that tests it and the documents that must be handed in with it. ``added`` says that the words
    are not in the document but were added in review, and from where; it is empty for all others.
    """

    ref: UUID
    code: str
    kind: Kind
    number: int
    text: str
    stem: UUID | None
    printed: str
    title: str
    part: str
    documents: list[str]
    added: str


class ReferenceOut(Schema):
    """One entry of the references, under the heading that the document prints above it.

    Where ``is_address_uncertain``, a web address in it may have lost letters.
    """

    ref: UUID
    section: int | None
    group: str
    text: str
    is_address_uncertain: bool


class DetailOut(Schema):
    """What the document says besides its statements and references. Each kind uses some of the fields.

    A level has its code in ``label``, its qualification, level and audience; a part of the task its letter, aim, and
    content areas in ``more``, one on a line; a word limit and the least number of terms their ``figure``; a point of
    the rating scale its figure and what it means.
    """

    ref: UUID
    kind: DetailKind
    label: str
    title: str
    subtitle: str
    text: str
    more: str
    figure: int | None


class SectionOut(Schema):
    """One section with its statements, in the framework's order."""

    number: int
    title: str
    intro: str
    statements: list[StatementOut]


class EditionWholeOut(EditionOut):
    """One edition with everything in it."""

    contents: list[SectionOut]
    details: list[DetailOut]
    references: list[ReferenceOut]


@router.get("/frameworks", response={200: EditionsOut, **PROBLEMS}, summary="Editions in force")
def list_frameworks(request: Call, page: PageNumber = 1, size: PageSize = 50) -> EditionsOut:
    """The editions in force, by code."""
    rows, said = part(published_editions(by=request.auth), page=page, size=size)
    return EditionsOut(items=[EditionOut(**_edition(row)) for row in rows], **said)


@router.get("/frameworks/{uuid:ref}", response={200: EditionWholeOut, **PROBLEMS}, summary="One edition, whole")
def get_framework(request: Call, ref: UUID) -> EditionWholeOut:
    """One edition, in force or an earlier one, with its sections and statements."""
    outline = edition_outline(ref, by=request.auth)
    return EditionWholeOut(
        **_edition(outline.edition),
        contents=[_section(section) for section in outline.sections],
        details=[_detail(line) for line in outline.details.lines if line.says.kind is not DetailKind.REFERENCE],
        references=[_reference(line) for line in outline.details.references],
    )


def _edition(row: EditionLine) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in EditionOut.model_fields if name != "statements"}
    return own | {"statements": {kind: number for kind, number in row.counts if number}}


def _section(section: SectionOutline) -> SectionOut:
    lines = [
        StatementOut(
            ref=s.ref,
            code=s.code,
            kind=s.kind,
            number=s.number,
            text=s.text,
            stem=s.stem,
            printed=s.printed,
            title=s.title,
            part=s.part,
            documents=list(s.documents),
            added=s.added.note if s.added else "",
        )
        for s in section.statements
    ]
    return SectionOut(number=section.number, title=section.title, intro=section.intro, statements=lines)


def _detail(line: DetailLine) -> DetailOut:
    says = {name: getattr(line.says, name) for name in DetailOut.model_fields if name != "ref"}
    return DetailOut(ref=line.ref, **says)


def _reference(line: DetailLine) -> ReferenceOut:
    says = line.says
    return ReferenceOut(
        ref=line.ref, section=says.section, group=says.title, text=says.text,
        is_address_uncertain=line.is_address_uncertain,
    )  # fmt: skip
