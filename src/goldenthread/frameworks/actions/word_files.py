"""The text of a Word file: headings and lists marked, numbered paragraphs counted, tables with their columns."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from goldenthread.frameworks.actions.word_numbering import BULLET, DEEPER, Numbering
from goldenthread.frameworks.rules.grids import lines_of


def text_of_word(content: bytes) -> str:
    """The text of a Word file."""
    document = docx.Document(io.BytesIO(content))
    told = Numbering(document)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += lines_of(list(_rows(block, told)))
        else:
            lines.append(_paragraph(block, told))
    return "\n".join(lines)


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
            said.append([] if again else [_paragraph(one, told) for one in cell.paragraphs])
        yield said
        above = cells
