"""The text of a Word file: headings and lists marked, numbered paragraphs counted, tables with their columns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import docx
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from goldenthread.frameworks.actions.word_numbering import BULLET, DEEPER, Numbering
from goldenthread.frameworks.rules.grids import lines_of
from goldenthread.ground.types import Refusal, Refused

MOST_DEEP = 250


def text_of_word(content: bytes) -> str:
    """The text of a Word file. :raises Refused: if its parts stand in one another too deep."""
    try:
        document = docx.Document(io.BytesIO(content))
    except SyntaxError as error:
        # What is not well-formed is a fault of syntax to the library, and so is what stands deeper than it reads.
        if _is_too_deep(content):
            says = "Its parts, as tables, stand in one another too deep to be read."
            mend = "Take the tables out of one another, or paste its text."
            raise Refused(Refusal("file_too_deep", says, mend)) from error
        raise
    return "\n".join(_lines(document, Numbering(document)))


def _is_too_deep(content: bytes) -> bool:
    """Whether the body is nested deeper than the library reads."""
    deep = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("word/document.xml") as body:
        for event, _ in ET.iterparse(body, events=("start", "end")):  # noqa: S314  no document type in it: that was seen at the door
            deep += 1 if event == "start" else -1
            if deep > MOST_DEEP:
                return True
    return False


def _lines(place: Document | _Cell, told: Numbering) -> Iterator[str]:
    """The paragraphs of a document or a cell, and its tables where they stand."""
    for block in place.iter_inner_content():
        if isinstance(block, Table):
            yield from lines_of(list(_rows(block, told)))
        else:
            yield _paragraph(block, told)


def _paragraph(paragraph: Paragraph, told: Numbering) -> str:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    text = paragraph.text.strip()
    if style.startswith("Heading") and text:
        return f"# {text}"
    if not text:
        return str(paragraph.text)
    mark = told.before(paragraph)
    if style.startswith("List Bullet"):
        # A file without its list of lists has lost the mark; the style still tells.
        mark = BULLET if style == "List Bullet" else DEEPER
    return f"{mark}{text}"


def _rows(table: Table, told: Numbering) -> Iterator[list[list[str]]]:
    """The rows of a table. Word gives a merged cell again in every place that it covers."""
    above = list[_Cell]()
    for row in table.rows:
        cells, said = list(row.cells), list[list[str]]()
        for at, cell in enumerate(cells):
            if at and cell._tc is cells[at - 1]._tc:  # noqa: SLF001  the library has no other way to tell them apart
                continue
            again = at < len(above) and cell._tc is above[at]._tc  # noqa: SLF001  likewise
            said.append([] if again else list(_lines(cell, told)))
        yield said
        above = cells
