"""Read a PDF's text with PDFium, page by page, and leave out headers, footers and page numbers."""

from __future__ import annotations

from threading import Lock

import pypdfium2

from goldenthread.assessment.rules.running_lines import Edge, Page, in_margins, rows_of, without_running_lines
from goldenthread.assessment.rules.sectioning import Sections
from goldenthread.assessment.types.counting import Block, Reading
from goldenthread.assessment.types.words import Part

MOST_PAGES = 400
MOST_LETTERS = 3_000_000
# Pieces of a page whose places are looked at; a page of ordinary text has a few dozen.
MOST_RECTANGLES = 5_000
EXTRACTOR = f"PDFium {pypdfium2.PDFIUM_INFO.build}, through pypdfium2 {pypdfium2.PYPDFIUM_INFO.version}"
PARTS_NOT_TOLD = "A PDF does not say what is a table, a heading or a footnote, so those are counted as body text."
NO_TEXT = "No text was found. If the pages are pictures (a scan), a person has to count the words."
NOT_ALL = f"Only the first {MOST_PAGES} pages were read."

# The library may be used by one thread at a time.
ONE_AT_A_TIME = Lock()


def read_pdf(content: bytes) -> Reading:
    """All text of the file by page. :raises pypdfium2.PdfiumError: if it cannot be opened."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as document:
        has_more = len(document) > MOST_PAGES
        pages = [_page(document[number]) for number in range(min(len(document), MOST_PAGES))]
    sections, blocks = Sections(), list[Block]()
    for lines in without_running_lines(pages):
        blocks += _blocks(lines, sections)
    notes = (PARTS_NOT_TOLD,) if blocks else (NO_TEXT,)
    return Reading(tuple(blocks), EXTRACTOR, (*notes, NOT_ALL) if has_more else notes)


def _page(page: pypdfium2.PdfPage) -> Page:
    words = page.get_textpage()
    lines = _lines(words.get_text_range()[: MOST_LETTERS // MOST_PAGES])
    _, foot, _, head = page.get_mediabox()
    spans = rows_of([words.get_rect(n)[1::2] for n in range(min(words.count_rects(), MOST_RECTANGLES))])
    return Page(
        tuple(lines),
        tuple(
            Edge(line, round(low - foot))
            for low, high in in_margins(spans, foot=foot, head=head)
            for line in _lines(words.get_text_bounded(bottom=low, top=high))
        ),
    )


def _lines(text: str) -> list[str]:
    # The library writes these where a word was cut at the end of a line.
    whole = text.replace("\ufffe", "").replace("\x02", "")
    return [" ".join(line.split()) for line in whole.splitlines() if line.strip()]


def _blocks(page: list[str], sections: Sections) -> list[Block]:
    """The page's lines, one block for each run of lines of the same part."""
    runs: list[tuple[Part, list[str]]] = []
    for line in page:
        part = sections.place(line, Part.BODY)
        if not runs or runs[-1][0] is not part:
            runs.append((part, []))
        runs[-1][1].append(line)
    return [Block(part, "\n".join(lines)) for part, lines in runs]
