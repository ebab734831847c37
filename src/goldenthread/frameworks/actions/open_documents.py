"""The text of an OpenDocument file: headings and lists marked, numbered paragraphs counted, tables with their columns.

Headers, footers, comments, footnotes and what tracked changes took away are kept out, as they are of Word files; text
in frames comes after the paragraph at which the frame is anchored.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from goldenthread.frameworks.rules.grids import lines_of
from goldenthread.ground.rules.archives import read

Marks = Mapping[tuple[str, int], str]
_SILENT = frozenset(
    {
        "tracked-changes",
        "annotation",
        "annotation-end",
        "note",
        "ruby-text",
        "variable-decls",
        "sequence-decls",
        "forms",
    }
)
_FRAMED = frozenset({"text-box", "custom-shape", "rect", "ellipse", "g", "frame"})
_ROW_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
BULLET, NUMBER, LETTER, NOTHING = "bullet", "number", "letter", ""
MOST_EMPTY = 16


def text_of_open_document(content: bytes) -> str:
    """The text of an OpenDocument text file that was let through at the door."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        there = [read(archive, name) for name in ("content.xml", "styles.xml") if name in names]
    parts = [ET.fromstring(part) for part in there]  # noqa: S314  no document type in it: that was seen at the door
    body = next((one for one in parts[0].iter() if _name(one) == "text" and _is_body(one)), None)
    written = _Writer(_marks(parts))
    return "\n".join(written.lines(body)) if body is not None else ""


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_body(element: ET.Element) -> bool:
    return "office" in element.tag.partition("}")[0]


def _told(element: ET.Element, name: str) -> str:
    """An attribute by its name, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _marks(parts: list[ET.Element]) -> Marks:
    """What stands before the paragraphs of a list, by its style and level."""
    found: dict[tuple[str, int], str] = {}
    for style in (one for part in parts for one in part.iter() if _name(one) == "list-style"):
        for level in style:
            at = (_told(style, "name"), _figure(_told(level, "level"), 1))
            if _name(level) == "list-level-style-number":
                kind = _told(level, "num-format")
                found[at] = NUMBER if kind == "1" else LETTER if kind else NOTHING
            else:
                found[at] = BULLET
    return found


def _figure(said: str, otherwise: int) -> int:
    return min(int(said), 999) if said.isascii() and said.isdecimal() and len(said) < 10 else otherwise


@dataclass(slots=True)
class _Writer:
    """Writes paragraphs as lines. ``counted`` holds how far each list has come, by its name, and by its style."""

    marks: Marks
    counted: dict[str, int] = field(default_factory=dict)

    def lines(self, element: ET.Element) -> Iterator[str]:
        """The lines of what stands in an element."""
        for child in element:
            name = _name(child)
            if name in ("p", "h"):
                yield from self.paragraph(child, "# " if name == "h" else "")
            elif name == "list":
                yield from self.items(child, "", 1)
            elif name == "table":
                yield from lines_of(self.rows(child))
            elif name not in _SILENT and _told(child, "display") != "none":
                yield from self.lines(child)

    def paragraph(self, element: ET.Element, mark: str) -> Iterator[str]:
        """A paragraph, and below it what stands in the frames anchored there."""
        words = "".join(_words(element))
        text = words.strip()
        yield f"{mark}{text}" if text else words
        for frame in _frames(element):
            yield from self.lines(frame)

    def items(self, element: ET.Element, style: str, level: int) -> Iterator[str]:
        """The paragraphs of a list, each item's first with its mark."""
        style = _told(element, "style-name") or style
        named = _told(element, "continue-list") or _told(element, "id") or f"{style} {level} {id(element)}"
        goes_on = _told(element, "continue-numbering") == "true"
        count = self.counted.get(f"{style} {level}" if goes_on else named, 0)
        kind = self.marks.get((style, level), BULLET)
        for item in element:
            is_header = _name(item) == "list-header"
            count = count if is_header else _figure(_told(item, "start-value"), count + 1)
            mark = "" if is_header else _mark(kind, count, level)
            for child in item:
                name = _name(child)
                if name == "list":
                    yield from self.items(child, style, level + 1)
                elif name in ("p", "h"):
                    head = "# " if name == "h" else ""
                    yield from self.paragraph(child, f"{head}{mark}")
                    mark = ""
                else:
                    yield from self.lines(child)
        self.counted[f"{style} {level}"] = self.counted[named] = count
        if _told(element, "id"):
            self.counted[_told(element, "id")] = count

    def rows(self, table: ET.Element) -> list[list[list[str]]]:
        """The rows of a table, with cells that are merged downwards empty, and those merged to the right left out."""
        held: dict[int, int] = {}
        found = []
        for row in _rows_of(table):
            cells, column = list[list[str]](), 0
            for cell in row:
                many = min(_figure(_told(cell, "number-columns-repeated"), 1), MOST_EMPTY)
                if _name(cell) == "covered-table-cell":
                    if held.get(column, 0) > 0:
                        held[column] -= 1
                        cells.append([])
                    column += many
                    continue
                down = _figure(_told(cell, "number-rows-spanned"), 1)
                if down > 1:
                    held[column] = down - 1
                said = list(self.lines(cell))
                cells += [said] if any(line.split() for line in said) else [[]] * many
                column += many
            found.append(cells)
        return found


def _mark(kind: str, count: int, level: int) -> str:
    if kind == NUMBER:
        return f"{count}. "
    if kind == LETTER:
        return f"{chr(ord('a') + (count - 1) % 26)}. "
    return ("• " if level == 1 else "◦ ") if kind == BULLET else ""


def _rows_of(table: ET.Element) -> Iterator[ET.Element]:
    for child in table:
        if _name(child) == "table-row":
            yield child
        elif _name(child) in _ROW_GROUPS:
            yield from _rows_of(child)


def _words(element: ET.Element) -> Iterator[str]:
    """The words of a paragraph in order, without those that stand in frames or notes."""
    yield element.text or ""
    for child in element:
        name = _name(child)
        if name == "s":
            yield " " * min(_figure(_told(child, "c"), 1), MOST_EMPTY)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in _FRAMED and name not in _SILENT:
            yield from _words(child)
        yield child.tail or ""


def _frames(element: ET.Element) -> Iterator[ET.Element]:
    """The outermost frames in a paragraph."""
    for child in element:
        if _name(child) in _FRAMED:
            yield child
        elif _name(child) not in _SILENT:
            yield from _frames(child)
