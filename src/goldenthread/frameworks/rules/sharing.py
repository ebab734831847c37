"""An edition as others take it away: as data in the shape in which readings are printed, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goldenthread.frameworks.types import (
    DETAIL_FIELDS,
    KIND_NAMES,
    DetailKind,
    EditionOutline,
    Kind,
    Saying,
    SectionOutline,
    StatementLine,
)

Json = dict[str, Any]
COLUMNS = (
    "Code", "Cite as", "Section", "Section title", "Kind", "Number", "Printed code", "Title", "Part", "Documents",
    "Under", "Added", "Words",
)  # fmt: skip
REFERENCE_COLUMNS = ("Section", "Group", "Reference")
_PLAIN = {
    Kind.LEARN_HOW_TO: "learn_how_to",
    Kind.LEARN_ABOUT: "learn_about",
    Kind.CRITERION: "criteria",
    Kind.BEHAVIOUR: "behaviours",
    Kind.STANDARD: "standards",
}


def as_data(outline: EditionOutline) -> Json:
    """The edition with everything in it. ``ref`` and ``code`` of a statement stay the same for good."""
    edition = outline.edition
    beside = [line.says for line in outline.details.lines]
    return {
        "code": edition.code,
        "title": edition.title,
        "edition": edition.label,
        "publisher": edition.publisher,
        "licence": edition.licence,
        "attribution": edition.attribution,
        "ref": str(edition.ref),
        "sections": [_section(section) for section in outline.sections],
        "details": [_detail(says) for says in beside if says.kind is not DetailKind.REFERENCE],
        "references": [
            {"section": says.section, "group": says.title, "text": says.text}
            for says in beside
            if says.kind is DetailKind.REFERENCE
        ],
    }


def rows_of(outline: EditionOutline) -> Iterator[tuple[str, ...]]:
    """A row for each statement, under ``COLUMNS``."""
    codes = {line.ref: line.code for line in outline.statements}
    for line in outline.statements:
        under = codes[line.stem] if line.stem is not None else ""
        yield (
            line.code, line.cite, str(line.section), line.section_title, KIND_NAMES[line.kind], str(line.number),
            line.printed, line.title, line.part, "; ".join(line.documents), under, _added(line), line.text,
        )  # fmt: skip


def reference_rows_of(outline: EditionOutline) -> Iterator[tuple[str, ...]]:
    """A row for each entry of the references, under ``REFERENCE_COLUMNS``."""
    for line in outline.details.references:
        yield (str(line.says.section or ""), line.says.title, line.says.text)


def named(outline: EditionOutline) -> tuple[tuple[str, str], ...]:
    """What is said of the edition wherever its words go: what it is, whose it is, and under which licence."""
    edition = outline.edition
    return (
        ("Framework", edition.title),
        ("Edition", edition.name),
        ("Publisher", edition.publisher),
        ("Attribution", edition.attribution),
        ("Licence", edition.licence),
    )


def _section(section: SectionOutline) -> Json:
    told: Json = {
        "number": section.number,
        "title": section.title,
        "intro": [paragraph for paragraph in section.intro.split("\n\n") if paragraph],
    }
    if section.learn_that or section.learn_how_to:
        told["learn_that"] = [{"number": line.number} | _said(line) for line in section.learn_that]
        told["learn_how_to"] = [
            {"stem": stem.text} | _address(stem) | _own(stem) | {"items": [_said(bullet) for bullet in bullets]}
            for stem, bullets in section.learn_how_to
        ]
    for kind, name in _PLAIN.items():
        if lines := section.of_kind(kind):
            told[name] = [_said(line) for line in lines]
    return told


def _detail(says: Saying) -> Json:
    """What stands beside the statements, with what its kind says and nothing else."""
    told = {name: getattr(says, name) for name in DETAIL_FIELDS[says.kind]}
    return {"kind": says.kind.value} | {name: said for name, said in told.items() if said}


def _said(line: StatementLine) -> Json:
    own = {
        "printed": line.printed,
        "title": line.title,
        "part": line.part,
        "documents": list(line.documents),
        "under": str(line.stem or ""),
    }
    return {"text": line.text} | _address(line) | {name: said for name, said in own.items() if said} | _own(line)


def _own(line: StatementLine) -> Json:
    """That a person added it, where one did."""
    return {"added": line.added.note} if line.added else {}


def _added(line: StatementLine) -> str:
    return line.added.note if line.added else ""


def _address(line: StatementLine) -> Json:
    return {"code": line.code, "ref": str(line.ref)}
