"""OpenDocument text files, written by hand so that a test can name every part of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from tests.makers.frameworks import NUMBERS, MadeFramework
from tests.makers.standards import PREAMBLE, MadeList, headed

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("script", "script"), ("fo", "xsl-fo-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
TYPE = "application/vnd.oasis.opendocument.text"
STYLES = (
    '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="o"/></text:list-style>'
    '<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-number text:level="2" style:num-format="a"/></text:list-style>'
    '<text:list-style style:name="Plain"><text:list-level-style-number text:level="1" style:num-format=""/>'
    "</text:list-style>"
)
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def paragraph(text: str) -> str:
    """One paragraph."""
    return f"<text:p>{escape(text, quote=False)}</text:p>"


def heading(text: str) -> str:
    """One heading."""
    return f'<text:h text:outline-level="2">{escape(text, quote=False)}</text:h>'


def listed(*items: str, style: str = "Bullets", more: str = "") -> str:
    """A list of these items, each already marked up; ``more`` are attributes of the list."""
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def cell(inner: str, *, across: int = 1, down: int = 1) -> str:
    """A cell, over several columns or rows."""
    spans = f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
    return f"<table:table-cell{spans}>{inner}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def table(*rows: str) -> str:
    """A table of these rows."""
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def content_xml(body: str) -> str:
    """The part that holds the words."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str = "", *, more: Mapping[str, str | bytes] | None = None, kind: str = TYPE) -> bytes:
    """An OpenDocument text file with this body and further (or replaced) parts."""
    parts: dict[str, str | bytes] = {
        "content.xml": content_xml(body or paragraph("One two three.")),
        "styles.xml": f"<office:document-styles {NAMES}><office:master-styles><style:master-page><style:header>"
        f"{paragraph('Kept out')}</style:header></style:master-page></office:master-styles></office:document-styles>",
        "META-INF/manifest.xml": MANIFEST,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", kind, zipfile.ZIP_STORED)
        for name, part in (parts | dict(more or {})).items():
            packed.writestr(name, part)
    return out.getvalue()


def as_odt_table(framework: MadeFramework) -> bytes:
    """The framework as the Department sets its own: a table of two columns for each section, under its title."""
    body = paragraph(framework.title)
    for section in framework.sections:
        title = f"{NUMBERS[section.number - 1]} – {section.title}"
        left = listed(*(paragraph(text) for text in section.learn_that), style="Numbers")
        right = "".join(
            paragraph(stem) + listed(*(paragraph(one) for one in bullets)) for stem, bullets in section.stems
        )
        body += table(
            cell(paragraph(title), across=2) + COVERED,
            cell(paragraph("Learn that…")) + cell(paragraph("Learn how to…")),
            cell(left) + cell(right),
        )
    return odt(body)


def as_odt_list(made: MadeList) -> bytes:
    """A list of standards, its numerals and bullets as lists."""
    body = heading(made.title) + heading("Preamble") + paragraph(PREAMBLE)
    for said, part in headed(made):
        body += heading(said)
        if part is None:
            continue
        body += paragraph(part.intro) if part.intro else ""
        for one in part.standards:
            under = [paragraph(text) for text in one.under]
            if made.is_by_heading:
                body += paragraph(one.text) + listed(*under)
            elif part.number == 1:
                body += listed(paragraph(one.text), style="Numbers", more='text:continue-numbering="true"')
                body += listed(*under)
            else:
                body += listed(paragraph(one.text) + (listed(*under, style="") if under else ""))
    return odt(body)
