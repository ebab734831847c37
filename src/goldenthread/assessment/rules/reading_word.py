"""Read a Word file as a person sees it once every change is accepted, without what is deleted, hidden or machinery.

The bytes have passed ``ground.rules.uploads.examine``: no part is larger than its limit and none declares entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.sectioning import Sections, within
from goldenthread.assessment.rules.word_fields import OpenFields, Shows, shows
from goldenthread.assessment.rules.word_styles import W as _W
from goldenthread.assessment.rules.word_styles import attribute, is_hidden, kind_of, style_of, styles_of, value
from goldenthread.assessment.types.counting import Block, Reading
from goldenthread.assessment.types.words import Part
from goldenthread.ground.rules.archives import members_of

EXTRACTOR = "Golden Thread’s Word reader, version 2"
EQUATIONS = "Equations are not counted as words."
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
# Properties that Word fills in by itself and that say who somebody is.
_TELLING = ("creator", "lastmodifiedby", "manager", "company")
_GALLERIES: Mapping[str, Part] = {"table of contents": Part.CONTENTS, "bibliographies": Part.REFERENCES}

_SPACES = frozenset({_W + "tab", _W + "br", _W + "cr"})
_UNSEEN = frozenset(
    {_W + "del", _W + "moveFrom", _W + "delText", _W + "delInstrText", _W + "rPr", _W + "pPr", _W + "rt"}
    | {_MC + "Fallback"}
)
_PASSED_THROUGH = frozenset(
    {_W + "sdtContent", _W + "customXml", _W + "ins", _W + "moveTo", _W + "smartTag", _MC + "AlternateContent"}
    | {_MC + "Choice"}
)
_NOTES: Mapping[str, str] = {_W + "footnoteReference": "footnote", _W + "endnoteReference": "endnote"}


def read_word(content: bytes) -> Reading:
    """All text of the file in order, each footnote and endnote behind the paragraph that refers to it."""
    parts = {member.filename: part for member, part in members_of(content) if member.filename.endswith(".xml")}
    document = parts["word/document.xml"]
    notes = {**_notes(parts, "footnote"), **_notes(parts, "endnote")}
    reader = _Reader(parts.get("word/styles.xml"), notes)
    body = ET.fromstring(document).find(_W + "body")  # noqa: S314  `examine` refused document types everywhere
    blocks = list(reader.read(body)) if body is not None else []
    said = {
        "Text that Word fetches from another file is not counted.": b"altChunk" in document,
        EQUATIONS: body is not None and next(body.iter(_MATHS), None) is not None,
    }
    return Reading(tuple(blocks), EXTRACTOR, tuple(note for note, holds in said.items() if holds))


@dataclass
class _Beside:
    """What hangs on a paragraph: text boxes, notes, and what its fields make of it."""

    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    shows: set[Shows] = field(default_factory=set)


class _Reader:
    """One walk through a body."""

    def __init__(self, styles: bytes | None, notes: Mapping[tuple[str, str], str]) -> None:
        self.styles = styles_of(styles)
        self.notes = notes
        self.sections = Sections()
        self.fields = OpenFields()
        self.carried = ""

    def read(self, element: Element) -> Iterator[Block]:
        """Everything under an element that holds paragraphs."""
        yield from self.blocks(element)
        yield from self._carried()

    def blocks(self, element: Element) -> Iterator[Block]:
        for child in element:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self._carried()
                yield from self._table(child)
            elif child.tag == _W + "sdt":
                yield from self._control(child)
            elif child.tag in _PASSED_THROUGH:
                yield from self.blocks(child)

    def _carried(self) -> Iterator[Block]:
        """A paragraph without an end, where no other follows it."""
        text, self.carried = _tidied(self.carried), ""
        if text:
            yield Block(self.sections.place(text, Part.BODY), text)

    def _control(self, control: Element) -> Iterator[Block]:
        if is_telling(control):
            return
        gallery = _GALLERIES.get(value(control.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")).lower())
        for block in self.blocks(control):
            yield Block(gallery, block.text) if gallery and block.part in {Part.BODY, Part.HEADINGS} else block

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        part, depth = kind_of(paragraph, self.styles)
        beside = _Beside()
        raw = self.carried + self._text(paragraph, beside)
        # A change has taken away this paragraph's end, so what comes next goes on in it.
        self.carried = raw if _has_no_end(paragraph) else ""
        if Shows.CONTENTS in beside.shows:
            part = Part.CONTENTS
        elif Shows.CAPTION in beside.shows and part is Part.BODY:
            part = Part.CAPTIONS
        text = "" if self.carried else _tidied(raw)
        if text:
            yield Block(self.sections.place(text, part, depth), text)
        yield from self._hanging(beside)

    def _hanging(self, beside: _Beside) -> Iterator[Block]:
        """The notes to which a paragraph refers, and the text boxes on it."""
        for kind in beside.notes:
            text = self.notes.get(kind, "")
            if text:
                part = Part.FOOTNOTES if kind[0] == "footnote" else Part.ENDNOTES
                yield Block(self.sections.place(text, part), text)
        for box in beside.boxes:
            for inner in self.blocks(box):
                yield Block(within(Part.TEXT_BOXES, inner.part), inner.text)

    def _table(self, table: Element) -> Iterator[Block]:
        """Row by row; a table inside a cell comes behind the row that holds it."""
        for row in _inside(table, _W + "tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            beside, inner, cells = _Beside(), list[Element](), list[str]()
            for cell in _inside(row, _W + "tc"):
                if cell.find(f"{_W}tcPr/{_W}cellDel") is None:
                    cells.append(_tidied(self._cell(cell, beside, inner)))
            text = " | ".join(cell for cell in cells if cell)
            if text:
                yield Block(self.sections.place(text, Part.TABLES), text)
            yield from self._hanging(beside)
            for each in inner:
                yield from self._table(each)

    def _cell(self, cell: Element, beside: _Beside, inner: list[Element]) -> str:
        said = ""
        for child in cell:
            if child.tag == _W + "p":
                said += self._text(child, beside) + ("" if _has_no_end(child) else " ")
            elif child.tag == _W + "tbl":
                inner.append(child)
            elif child.tag in _PASSED_THROUGH or (child.tag == _W + "sdt" and not is_telling(child)):
                said += self._cell(child, beside, inner)
        return said

    def _text(self, element: Element, beside: _Beside) -> str:
        """The text of a paragraph as it is seen; what hangs on it is put aside into ``beside``."""
        said: list[str] = []
        for child in element:
            if child.tag == _W + "fldChar":
                self.fields.mark(attribute(child, "fldCharType"))
            elif child.tag == _W + "instrText":
                self.fields.instruct(child.text or "")
            elif child.tag in _NOTES:
                beside.notes.append((_NOTES[child.tag], attribute(child, "id")))
            elif child.tag == _W + "txbxContent":
                beside.boxes.append(child)
            elif child.tag == _W + "fldSimple":
                made = shows(attribute(child, "instr"))
                beside.shows.add(made)
                said.append("" if made is Shows.NOTHING else self._text(child, beside))
            elif _written(child):
                beside.shows.add(self.fields.now())
                said.append("" if self.fields.now() is Shows.NOTHING else _written(child))
            elif not self._is_unseen(child):
                said.append(self._text(child, beside))
        return "".join(said)

    def _is_unseen(self, element: Element) -> bool:
        if element.tag == _W + "r":
            own = is_hidden(element)
            style = style_of(element.find(f"{_W}rPr/{_W}rStyle"), self.styles)
            return style.is_hidden if own is None else own
        return element.tag in _UNSEEN or (element.tag == _W + "sdt" and is_telling(element))


def _written(element: Element) -> str:
    """What an element itself writes into the line."""
    if element.tag == _W + "t":
        return element.text or ""
    if element.tag in _SPACES:
        return " "
    return "-" if element.tag == _W + "noBreakHyphen" else ""


def _notes(parts: Mapping[str, bytes], kind: str) -> Mapping[tuple[str, str], str]:
    """Each note's text by its kind and number; separators, which carry a type, are not notes."""
    part = parts.get(f"word/{kind}s.xml")
    reader = _Reader(parts.get("word/styles.xml"), {})
    found = {}
    for note in ET.fromstring(part).iter(_W + kind) if part is not None else ():  # noqa: S314  as above
        if not attribute(note, "type"):
            found[kind, attribute(note, "id")] = " ".join(block.text for block in reader.read(note))
    return found


def is_telling(control: Element) -> bool:
    """Whether a content control shows one of the file's properties that say who somebody is."""
    bound = control.find(f"{_W}sdtPr/{_W}dataBinding")
    return bound is not None and any(word in attribute(bound, "xpath").lower() for word in _TELLING)


def _has_no_end(paragraph: Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, and none of a table inside it."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _PASSED_THROUGH or child.tag == _W + "sdt":
            yield from _inside(child, tag)


def _tidied(text: str) -> str:
    return " ".join(text.split())
