"""Frameworks: the editions in force, and every statement of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema

from goldenthread.api.v1.door import PROBLEMS, Call
from goldenthread.api.v1.pages import Paged, PageNumber, PageSize, part
from goldenthread.frameworks.queries.editions import edition_outline, published_editions
from goldenthread.frameworks.types import EditionLine, EditionState, Kind, SectionOutline

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


class EditionsOut(Paged):
    """One page of editions."""

    items: list[EditionOut]


class StatementOut(Schema):
    """One statement. A practice names its stem."""

    ref: UUID
    code: str
    kind: Kind
    number: int
    text: str
    stem: UUID | None


class SectionOut(Schema):
    """One section with its statements, in the framework's order."""

    number: int
    title: str
    intro: str
    statements: list[StatementOut]


class EditionWholeOut(EditionOut):
    """One edition with everything in it."""

    contents: list[SectionOut]


@router.get("/frameworks", response={200: EditionsOut, **PROBLEMS}, summary="Editions in force")
def list_frameworks(request: Call, page: PageNumber = 1, size: PageSize = 50) -> EditionsOut:
    """The editions in force, by code."""
    rows, said = part(published_editions(by=request.auth), page=page, size=size)
    return EditionsOut(items=[EditionOut(**_edition(row)) for row in rows], **said)


@router.get("/frameworks/{uuid:ref}", response={200: EditionWholeOut, **PROBLEMS}, summary="One edition, whole")
def get_framework(request: Call, ref: UUID) -> EditionWholeOut:
    """One edition, in force or an earlier one, with its sections and statements."""
    outline = edition_outline(ref, by=request.auth)
    return EditionWholeOut(**_edition(outline.edition), contents=[_section(section) for section in outline.sections])


def _edition(row: EditionLine) -> dict[str, Any]:
    return {name: getattr(row, name) for name in EditionOut.model_fields}


def _section(section: SectionOutline) -> SectionOut:
    lines = [
        StatementOut(ref=s.ref, code=s.code, kind=s.kind, number=s.number, text=s.text, stem=s.stem)
        for s in section.statements
    ]
    return SectionOut(number=section.number, title=section.title, intro=section.intro, statements=lines)
