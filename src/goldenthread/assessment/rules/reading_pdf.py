"""Read a PDF's text with PDFium, page by page, and leave out what only repeats at the top and foot of pages."""

from __future__ import annotations

import re
from collections import Counter
from threading import Lock

import pypdfium2

from goldenthread.assessment.rules.sectioning import Sections
from goldenthread.assessment.types.counting import Block, Reading
from goldenthread.assessment.types.words import Part

MOST_PAGES = 400
MOST_LETTERS = 3_000_000
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
        pages = [_lines(document[number]) for number in range(min(len(document), MOST_PAGES))]
    sections, blocks = Sections(), list[Block]()
    for page in _without_repeats(pages):
        blocks += _blocks(page, sections)
    notes = (PARTS_NOT_TOLD,) if blocks else (NO_TEXT,)
    return Reading(tuple(blocks), EXTRACTOR, (*notes, NOT_ALL) if has_more else notes)


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage().get_text_range()[: MOST_LETTERS // MOST_PAGES]
    # The library writes this where a word was cut at the end of a line.
    whole = text.replace("\ufffe", "").replace("\x02", "")
    return [" ".join(line.split()) for line in whole.splitlines() if line.strip()]


def _without_repeats(pages: list[list[str]]) -> list[list[str]]:
    """Pages without the first or last lines that most pages share, whatever number stands in them."""
    edges = Counter(edge for page in pages for edge in {_shape(line) for line in page[:1] + page[-1:]})
    repeated = {edge for edge, times in edges.items() if times >= 3 and times * 2 > len(pages)}
    return [_trimmed(page, repeated) for page in pages]


def _trimmed(page: list[str], repeated: set[str]) -> list[str]:
    start = 1 if page and (_shape(page[0]) in repeated or page[0].isdigit()) else 0
    end = len(page) - 1 if len(page) > start and (_shape(page[-1]) in repeated or page[-1].isdigit()) else len(page)
    return page[start:end]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _blocks(page: list[str], sections: Sections) -> list[Block]:
    """The page's lines, one block for each run of lines of the same part."""
    runs: list[tuple[Part, list[str]]] = []
    for line in page:
        part = sections.place(line, Part.BODY)
        if not runs or runs[-1][0] is not part:
            runs.append((part, []))
        runs[-1][1].append(line)
    return [Block(part, "\n".join(lines)) for part, lines in runs]
