"""Read a Word file as a person sees it: what is deleted, hidden or machinery is not there.

The bytes have passed ``ground.rules.uploads.examine``: no part is larger than its limit and none declares entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.sectioning import Sections
from goldenthread.assessment.types.counting import Block, Reading
from goldenthread.assessment.types.words import Part
from goldenthread.ground.rules.archives import members_of

EXTRACTOR = "Golden Thread’s Word reader, version 1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Properties that Word fills in by itself and that say who somebody is.
_TELLING = ("creator", "lastmodifiedby", "manager", "company")

_SPACES = frozenset({_W + "tab", _W + "br", _W + "cr"})
_UNSEEN = frozenset(
    {_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _W + "delInstrText", _W + "rPr", _W + "pPr"}
    | {_W + "rt", _MC + "Fallback"}
)
_PASSED_THROUGH = frozenset(
    {_W + "sdtContent", _W + "customXml", _W + "ins", _W + "moveTo", _W + "smartTag", _MC + "AlternateContent"}
    | {_MC + "Choice"}
)
_BY_STYLE: Mapping[str, Part] = {"caption": Part.CAPTIONS, "title": Part.HEADINGS, "subtitle": Part.HEADINGS}


def read_word(content: bytes) -> Reading:
    """All text of the file in order: the body with its headings and tables, then footnotes and endnotes."""
    parts = {member.filename: part for member, part in members_of(content) if member.filename.endswith(".xml")}
    styles = _styles(parts.get("word/styles.xml"))
    body = _parsed(parts["word/document.xml"]).find(_W + "body")
    blocks = list(_Reader(styles).blocks(body)) if body is not None else []
    for name, kind, part in (("footnotes", "footnote", Part.FOOTNOTES), ("endnotes", "endnote", Part.ENDNOTES)):
        blocks += _notes(parts.get(f"word/{name}.xml"), kind, part)
    missed = ("Text that Word fetches from another file is not counted.",) if b"altChunk" in _whole(parts) else ()
    return Reading(tuple(blocks), EXTRACTOR, missed)


class _Reader:
    """One walk through a body."""

    def __init__(self, styles: Mapping[str, tuple[str, int]]) -> None:
        self.styles = styles
        self.sections = Sections()

    def blocks(self, element: Element) -> Iterator[Block]:
        for child in element:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self._table(child)
            elif child.tag in _PASSED_THROUGH or (child.tag == _W + "sdt" and not is_telling(child)):
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        part, depth = self._kind(paragraph)
        boxes: list[Element] = []
        text = _tidied(_text(paragraph, boxes))
        if text:
            yield Block(self.sections.place(text, part, depth), text)
        for box in boxes:
            for inner in self.blocks(box):
                yield Block(self.sections.place(inner.text, Part.TEXT_BOXES), inner.text)

    def _table(self, table: Element) -> Iterator[Block]:
        for row in table.iter(_W + "tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            cells = (_tidied(_cell(cell)) for cell in row if cell.tag in {_W + "tc", _W + "sdt"})
            text = " | ".join(cell for cell in cells if cell)
            if text:
                yield Block(self.sections.place(text, Part.TABLES), text)

    def _kind(self, paragraph: Element) -> tuple[Part, int]:
        """What the paragraph's style says it is, and its level if it is a heading."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name, depth = self.styles.get(_value(style), (_value(style).lower(), 0))
        level = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if level is not None and re.fullmatch("[0-8]", _value(level)):
            depth = int(_value(level)) + 1
        if depth:
            return Part.HEADINGS, depth
        if name.startswith(("toc", "table of")):
            return Part.CONTENTS, 0
        return _BY_STYLE.get(name, Part.BODY), 1 if name == "title" else 0


def _styles(part: bytes | None) -> Mapping[str, tuple[str, int]]:
    """Each style's name and heading level, found through the styles it is based on."""
    if part is None:
        return {}
    found = {_attribute(style, "styleId"): style for style in _parsed(part).iter(_W + "style")}
    return {key: _resolved(key, found) for key in found}


def _resolved(key: str, found: Mapping[str, Element]) -> tuple[str, int]:
    name = ""
    for _ in range(10):
        style = found.get(key)
        if style is None:
            break
        own = _value(style.find(_W + "name")).lower()
        name = name or own
        if re.fullmatch("heading [0-9]{1,3}", own):
            return name, int(own[8:])
        if own.startswith(("toc", "caption")):
            return own, 0
        key = _value(style.find(_W + "basedOn"))
    return name, 0


def _notes(part: bytes | None, kind: str, as_part: Part) -> Iterator[Block]:
    """Each note's text; separators, which carry a type, are not notes."""
    for note in _parsed(part).iter(_W + kind) if part is not None else ():
        text = _tidied(" ".join(_text(each, []) for each in note.iter(_W + "p")))
        if text and not _attribute(note, "type"):
            yield Block(as_part, text)


def _text(element: Element, boxes: list[Element]) -> str:
    """The text of a paragraph as it is seen; text boxes that hang on it are put aside into ``boxes``."""
    said: list[str] = []
    for child in element:
        if child.tag == _W + "t":
            said.append(child.text or "")
        elif child.tag in _SPACES:
            said.append(" ")
        elif child.tag == _W + "noBreakHyphen":
            said.append("-")
        elif child.tag == _W + "txbxContent":
            boxes.append(child)
        elif not _is_unseen(child):
            said.append(_text(child, boxes))
    return "".join(said)


def _is_unseen(element: Element) -> bool:
    if element.tag == _W + "r":
        hidden = element.find(f"{_W}rPr/{_W}vanish")
        return hidden is not None and _value(hidden) not in {"0", "false", "off"}
    return element.tag in _UNSEEN or (element.tag == _W + "sdt" and is_telling(element))


def is_telling(control: Element) -> bool:
    """Whether a content control shows one of the file's properties that say who somebody is."""
    bound = control.find(f"{_W}sdtPr/{_W}dataBinding")
    return bound is not None and any(word in _attribute(bound, "xpath").lower() for word in _TELLING)


def _cell(cell: Element) -> str:
    boxes: list[Element] = []
    said = [_text(paragraph, boxes) for paragraph in cell.iter(_W + "p")]
    return " ".join(said)


def _tidied(text: str) -> str:
    return " ".join(text.split())


def _value(element: Element | None) -> str:
    return "" if element is None else _attribute(element, "val")


def _attribute(element: Element, name: str) -> str:
    return element.get(_W + name, "")


def _parsed(part: bytes) -> Element:
    return ET.fromstring(part)  # noqa: S314  `examine` refused every part that declares a document type


def _whole(parts: Mapping[str, bytes]) -> bytes:
    return parts["word/document.xml"]
