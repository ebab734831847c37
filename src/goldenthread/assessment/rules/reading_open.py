"""Read an OpenDocument text as a person sees it once every change is accepted: what was deleted stands apart in the
file and is not read, and neither are comments, page numbers and names that the program fills in.

The bytes have passed ``ground.rules.uploads.examine``: no part is larger than its limit and none declares entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.open_styles import TEXT as _T
from goldenthread.assessment.rules.open_styles import OpenStyle, styles_of
from goldenthread.assessment.rules.reading_word import EQUATIONS
from goldenthread.assessment.rules.sectioning import Sections, within
from goldenthread.assessment.types.counting import Block, Reading
from goldenthread.assessment.types.words import Part
from goldenthread.ground.rules.archives import members_of

EXTRACTOR = "Golden Thread’s OpenDocument reader, version 1"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_MATHS = b"http://www.w3.org/1998/Math/MathML"

# Fields that the program fills in and that say who somebody is; the cleaned copy leaves them out too.
NAMING = frozenset(
    _T + tag
    for tag in (
        "author-name", "author-initials", "creator", "initial-creator", "printed-by", "file-name", "template-name",
        "sender-firstname", "sender-lastname", "sender-initials", "sender-title", "sender-position", "sender-email",
        "sender-phone-private", "sender-fax", "sender-company", "sender-phone-work", "sender-street", "sender-city",
        "sender-postal-code", "sender-country", "sender-state-or-province", "user-defined",
    )
)  # fmt: skip
_UNSEEN = NAMING | frozenset(
    {_T + "tracked-changes", _T + "deletion", _T + "note-citation", _T + "ruby-text", _T + "page-number"}
    | {_T + "page-count", _T + "page-continuation", _T + "hidden-text", _T + "chapter", _T + "toc-mark"}
    | {_T + "sequence-decls", _T + "variable-decls", _T + "user-field-decls", _T + "dde-connection-decls"}
    | {_T + "alphabetical-index-auto-mark-file", _OFFICE + "annotation", _OFFICE + "forms", _FORM + "form"}
    | {_SVG + "title", _SVG + "desc", _DRAW + "image", _DRAW + "object", _TABLE + "covered-table-cell"}
    | {_T + each for each in ("table-of-content-source", "bibliography-source", "index-title-template")}
)
_INDEXES: Mapping[str, Part] = {
    **{
        _T + tag: Part.CONTENTS
        for tag in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index")
    },
    _T + "alphabetical-index": Part.CONTENTS,
    _T + "bibliography": Part.REFERENCES,
}
_ROWS = (_TABLE + "table-row",)
_CELLS = (_TABLE + "table-cell",)
_SHAPES = frozenset(
    _DRAW + tag
    for tag in ("text-box", "custom-shape", "rect", "ellipse", "circle", "line", "polygon", "polyline", "path",
                "caption", "connector", "regular-polygon", "measure")
)  # fmt: skip


def read_open(content: bytes) -> Reading:
    """All text of the file in order, each note behind the paragraph that it stands in."""
    parts = {member.filename: part for member, part in members_of(content) if member.filename.endswith(".xml")}
    # `examine` refused every part that declares a document type.
    roots = [ET.fromstring(parts[name]) for name in ("content.xml", "styles.xml") if parts.get(name)]  # noqa: S314  none declares a document type
    body = roots[0].find(f"{_OFFICE}body/{_OFFICE}text")
    reader = _Reader(styles_of(roots))
    blocks = list(reader.blocks(body)) if body is not None else []
    has_equations = any(_MATHS in part for part in parts.values())
    return Reading(tuple(blocks), EXTRACTOR, (EQUATIONS,) if has_equations else ())


@dataclass
class _Beside:
    """What hangs on a paragraph: text boxes and notes, and whether it numbers a table or a picture."""

    hanging: list[Element] = field(default_factory=list)
    is_caption: bool = False


class _Reader:
    """One walk through a body."""

    def __init__(self, styles: Mapping[str, OpenStyle]) -> None:
        self.styles = styles
        self.sections = Sections()

    def blocks(self, element: Element) -> Iterator[Block]:
        for child in element:
            if child.tag in {_T + "p", _T + "h"}:
                yield from self._paragraph(child)
            elif child.tag == _TABLE + "table":
                yield from self._table(child)
            elif child.tag in _INDEXES:
                yield from self._index(child)
            elif child.tag in _SHAPES:
                yield from self._box(child)
            elif child.tag not in _UNSEEN and not is_put_away(child):
                yield from self.blocks(child)

    def _index(self, index: Element) -> Iterator[Block]:
        """What the program gathers from the text: its entries count as contents, or as references."""
        for block in self.blocks(index):
            yield Block(_INDEXES[index.tag], block.text)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        style = self.styles.get(f"paragraph {paragraph.get(_T + 'style-name', '')}", OpenStyle())
        if style.is_hidden or is_put_away(paragraph):
            return
        beside = _Beside()
        text = " ".join(self._text(paragraph, beside).split())
        part, depth = style.part, 1 if style.is_title else 0
        if paragraph.tag == _T + "h":
            level = paragraph.get(_T + "outline-level", "1")
            part, depth = Part.HEADINGS, int(level) if level.isdecimal() else 1
        elif beside.is_caption and part is Part.BODY:
            part = Part.CAPTIONS
        if text:
            yield Block(self.sections.place(text, part, depth), text)
        for each in beside.hanging:
            yield from self._note(each) if each.tag == _T + "note" else self._box(each)

    def _note(self, note: Element) -> Iterator[Block]:
        """A note's text, not the mark that stands for it."""
        body = note.find(_T + "note-body")
        inner = _Reader(self.styles).blocks(body) if body is not None else ()
        text = " ".join(block.text for block in inner)
        if text:
            is_end = note.get(_T + "note-class") == "endnote"
            yield Block(self.sections.place(text, Part.ENDNOTES if is_end else Part.FOOTNOTES), text)

    def _box(self, shape: Element) -> Iterator[Block]:
        for block in self.blocks(shape):
            yield Block(within(Part.TEXT_BOXES, block.part), block.text)

    def _table(self, table: Element) -> Iterator[Block]:
        """Row by row; what else stands in a cell comes behind the row that holds it."""
        for row in _inside(table, _ROWS):
            beside, inner, cells = _Beside(), list[Element](), list[str]()
            for cell in _inside(row, _CELLS):
                cells.append(" ".join(self._cell(cell, beside, inner).split()))
            text = " | ".join(cell for cell in cells if cell)
            if text:
                yield Block(self.sections.place(text, Part.TABLES), text)
            for each in beside.hanging:
                yield from self._note(each) if each.tag == _T + "note" else self._box(each)
            for each in inner:
                yield from self._table(each)

    def _cell(self, cell: Element, beside: _Beside, inner: list[Element]) -> str:
        said = ""
        for child in cell:
            if child.tag in {_T + "p", _T + "h"}:
                style = self.styles.get(f"paragraph {child.get(_T + 'style-name', '')}", OpenStyle())
                said += "" if style.is_hidden or is_put_away(child) else self._text(child, beside) + " "
            elif child.tag == _TABLE + "table":
                inner.append(child)
            elif child.tag in _SHAPES:
                beside.hanging.append(child)
            elif child.tag not in _UNSEEN and not is_put_away(child):
                said += self._cell(child, beside, inner)
        return said

    def _text(self, element: Element, beside: _Beside) -> str:
        """The text of a paragraph as it is seen; what hangs on it is put aside into ``beside``."""
        said = [element.text or ""]
        for child in element:
            if child.tag == _T + "s" or child.tag in {_T + "tab", _T + "line-break"}:
                said.append(" ")
            elif child.tag == _T + "note" or child.tag in _SHAPES:
                beside.hanging.append(child)
            elif child.tag not in _UNSEEN and not self._is_hidden(child):
                beside.is_caption = beside.is_caption or child.tag == _T + "sequence"
                said.append(self._text(child, beside))
            said.append(child.tail or "")
        return "".join(said)

    def _is_hidden(self, element: Element) -> bool:
        style = self.styles.get(f"text {element.get(_T + 'style-name', '')}", OpenStyle())
        return style.is_hidden or is_put_away(element)


def is_put_away(element: Element) -> bool:
    """Whether a paragraph or section is hidden by what stands on it."""
    if element.get(_T + "display") == "none":
        return True
    return any(each.get(_T + "is-hidden") == "true" for each in element.findall(_T + "hidden-paragraph"))


def _inside(element: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """The rows of a table or the cells of a row, and none of a table inside it."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag.startswith(_TABLE + "table-") and child.tag not in _UNSEEN | {_CELLS[0]}:
            yield from _inside(child, tags)
