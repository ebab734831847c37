"""The plain text of a document's bytes, within bounds of size. What the words mean is the reader's business."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import docx
import pypdfium2
from docx.table import Table
from docx.text.paragraph import Paragraph

from goldenthread.ground.rules.uploads import MEGABYTE, Kind, Upload, examine
from goldenthread.ground.types import Refusal, Refused

MOST_BYTES = 10 * MEGABYTE
MOST_PAGES = 200
MOST_LETTERS = 1_000_000
MOST_LINES = 8_000
KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.TEXT})


def text_of(content: bytes, *, name: str) -> tuple[Upload, str]:
    """What the file is, and its text.

    :raises Refused: if it is not a PDF, Word or text file, cannot be opened, or is longer than any framework.
    """
    upload = examine(content, name=name, kinds=KINDS, most_bytes=MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    text = _READERS[upload.kind](content)
    refusal = why_too_long(text)
    if refusal:
        raise Refused(refusal)
    return upload, text


def why_too_long(text: str) -> Refusal | None:
    """Why this much text is not read, or ``None``."""
    if not text.split():
        return Refusal("no_words", "There are no words in it.", "If it is a scan, use a copy that has text.")
    if len(text) > MOST_LETTERS or text.count("\n") > MOST_LINES:
        return Refusal("too_long", "It is longer than any framework.", "Keep only the framework itself and try again.")
    return None


def _pdf(content: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused(
            Refusal("unreadable", "The PDF cannot be opened.", "Save it again as PDF, or paste its text.")
        ) from error
    with document:
        if len(document) > MOST_PAGES:
            raise Refused(
                Refusal(
                    "too_many_pages", f"It has more than {MOST_PAGES} pages.", "Keep only the framework's own pages."
                )
            )
        pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    # PDFium marks a hyphen at the end of a line with a character of its own.
    return "\n\f".join(pages).replace("\ufffe", "-").replace("\r\n", "\n")


def _docx(content: bytes) -> str:
    return "\n".join(_blocks(docx.Document(io.BytesIO(content))))


def _blocks(document: docx.document.Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield _paragraph(block)
        elif isinstance(block, Table):
            yield from _rows(block)


def _paragraph(paragraph: Paragraph) -> str:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if style.startswith("Heading") and paragraph.text.strip():
        return f"# {paragraph.text.strip()}"
    return f"• {paragraph.text.strip()}" if style.startswith("List Bullet") else paragraph.text


def _rows(table: Table) -> Iterator[str]:
    """A table's rows: the paragraphs of a two-column table's cells one under another, left before right."""
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                yield _paragraph(paragraph)


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig")


_READERS: Mapping[Kind, Callable[[bytes], str]] = MappingProxyType({Kind.PDF: _pdf, Kind.DOCX: _docx, Kind.TEXT: _text})
