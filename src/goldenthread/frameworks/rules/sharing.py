"""An edition as others take it away: as data in the shape in which readings are printed, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goldenthread.frameworks.types import KIND_NAMES, EditionOutline, Kind, SectionOutline, StatementLine

Json = dict[str, Any]
COLUMNS = ("Code", "Cite as", "Section", "Section title", "Kind", "Number", "Printed code", "Title", "Under", "Words")
REFERENCE_COLUMNS = ("Section", "Group", "Reference")


def as_data(outline: EditionOutline) -> Json:
    """The edition with everything in it. ``ref`` and ``code`` of a statement stay the same for good."""
    edition = outline.edition
    return {
        "code": edition.code,
        "title": edition.title,
        "edition": edition.label,
        "publisher": edition.publisher,
        "licence": edition.licence,
        "attribution": edition.attribution,
        "ref": str(edition.ref),
        "sections": [_section(section) for section in outline.sections],
        "references": [
            {"section": entry.section, "group": entry.group, "text": entry.text} for entry in outline.references
        ],
    }


def rows_of(outline: EditionOutline) -> Iterator[tuple[str, ...]]:
    """A row for each statement, under ``COLUMNS``."""
    codes = {line.ref: line.code for line in outline.statements}
    for line in outline.statements:
        under = codes[line.stem] if line.stem is not None else ""
        kind = KIND_NAMES[line.kind]
        section = str(line.section)
        yield (
            line.code, line.cite, section, line.section_title, kind, str(line.number), line.printed, line.title, under,
            line.text,
        )  # fmt: skip


def reference_rows_of(outline: EditionOutline) -> Iterator[tuple[str, ...]]:
    """A row for each entry of the references, under ``REFERENCE_COLUMNS``."""
    for entry in outline.references:
        yield (str(entry.section or ""), entry.group, entry.text)


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
    if section.of_kind(Kind.LEARN_THAT) or section.learn_how_to:
        told["learn_that"] = [{"number": line.number} | _said(line) for line in section.learn_that]
        told["learn_how_to"] = [
            {"stem": stem.text} | _address(stem) | {"items": [_said(bullet) for bullet in bullets]}
            for stem, bullets in section.learn_how_to
        ]
    for kind, name in _PLAIN.items():
        if lines := section.of_kind(kind):
            told[name] = [_said(line) for line in lines]
    return told


_PLAIN = {
    Kind.LEARN_HOW_TO: "learn_how_to",
    Kind.LEARN_ABOUT: "learn_about",
    Kind.CRITERION: "criteria",
    Kind.BEHAVIOUR: "behaviours",
    Kind.STANDARD: "standards",
}


def _said(line: StatementLine) -> Json:
    own = {"printed": line.printed, "title": line.title, "under": str(line.stem or "")}
    return {"text": line.text} | _address(line) | {name: words for name, words in own.items() if words}


def _address(line: StatementLine) -> Json:
    return {"code": line.code, "ref": str(line.ref)}
