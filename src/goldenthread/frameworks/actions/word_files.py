"""The text of a Word file: headings and lists marked, numbered paragraphs counted, tables with their columns."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from goldenthread.frameworks.rules.grids import lines_of


def text_of_word(content: bytes) -> str:
    """The text of a Word file."""
    document = docx.Document(io.BytesIO(content))
    told = _Numbering(document)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += lines_of(list(_rows(block, told)))
        else:
            lines.append(_paragraph(block, told))
    return "\n".join(lines)


class _Numbering:
    """What numbers or marks stand before paragraphs: Word keeps them apart from the words."""

    def __init__(self, document: docx.document.Document) -> None:
        self._counted: Counter[str] = Counter()
        self._bullets = set[str]()
        self._known = set[str]()
        part = next(
            (one.target_part for one in document.part.rels.values() if one.reltype.endswith("/numbering")), None
        )
        root = getattr(part, "element", None)
        if root is None:
            return
        kinds = {
            made.get(qn("w:abstractNumId")): next((one.get(qn("w:val")) for one in made.iter(qn("w:numFmt"))), "bullet")
            for made in root.iter(qn("w:abstractNum"))
        }
        for number in root.iter(qn("w:num")):
            name = number.get(qn("w:numId"))
            made = next((one.get(qn("w:val")) for one in number.iter(qn("w:abstractNumId"))), "")
            self._known.add(name)
            if kinds.get(made, "bullet") == "bullet":
                self._bullets.add(name)

    def before(self, paragraph: Paragraph) -> str:
        """The mark before a paragraph, or nothing."""
        name = next((one.get(qn("w:val")) for one in paragraph._p.iter(qn("w:numId"))), "")  # noqa: SLF001  numbers stand in no other place
        if name not in self._known:
            return ""
        if name in self._bullets:
            level = next((one.get(qn("w:val")) for one in paragraph._p.iter(qn("w:ilvl"))), "0")  # noqa: SLF001  likewise
            return "• " if level == "0" else "◦ "
        self._counted[name] += 1
        return f"{self._counted[name]}. "


def _paragraph(paragraph: Paragraph, told: _Numbering) -> str:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    text = paragraph.text.strip()
    if style.startswith("Heading") and text:
        return f"# {text}"
    if style.startswith("List Bullet"):
        return f"• {text}" if style == "List Bullet" else f"◦ {text}"
    return f"{told.before(paragraph)}{text}" if text else paragraph.text


def _rows(table: Table, told: _Numbering) -> Iterator[list[list[str]]]:
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
