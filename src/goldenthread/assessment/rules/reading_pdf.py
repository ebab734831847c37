"""Read a PDF's text with PDFium, without headers, footers and page numbers: by its tags if it has them, else by lines.

Tags say what is a heading, a table, a caption or a footnote. Without them everything is body text but the references,
the annexes and the contents, which open with a line that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from goldenthread.assessment.rules.page_tags import TaggedPage, tagged_page
from goldenthread.assessment.rules.reading_word import EQUATIONS
from goldenthread.assessment.rules.running_lines import Edge, Page, in_margins, rows_of, without_running_lines
from goldenthread.assessment.rules.sectioning import Sections
from goldenthread.assessment.rules.tag_walk import Tag, TagWalk
from goldenthread.assessment.types.counting import Block, Reading
from goldenthread.assessment.types.words import Part

MOST_PAGES = 400
MOST_LETTERS = 3_000_000
# Pieces of a page whose places are looked at; a page of ordinary text has a few dozen.
MOST_RECTANGLES = 5_000
# Tags are believed where they lead to this share of the letters at least.
MOST_LOOSE = 0.1
_LIBRARY = f"PDFium {pypdfium2.PDFIUM_INFO.build}, through pypdfium2 {pypdfium2.PYPDFIUM_INFO.version}"
EXTRACTOR = f"{_LIBRARY}, by lines"
BY_TAGS = f"{_LIBRARY}, by tags"
PARTS_NOT_TOLD = (
    "This PDF does not say what is a table, a heading, a caption or a footnote, so those are counted as body text."
)
NO_TEXT = "No text was found. If the pages are pictures (a scan), a person has to count the words."
NOT_ALL = f"Only the first {MOST_PAGES} pages were read."
NO_PICTURES = "Words in pictures are not counted."
NOT_TOLD = frozenset({Part.HEADINGS, Part.TABLES, Part.CAPTIONS, Part.FOOTNOTES, Part.ENDNOTES})

# The library may be used by one thread at a time.
ONE_AT_A_TIME = Lock()


def read_pdf(content: bytes) -> Reading:
    """All text of the file by page. :raises pypdfium2.PdfiumError: if it cannot be opened."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as document:
        pages = [document[number] for number in range(min(len(document), MOST_PAGES))]
        more = (NOT_ALL,) if len(document) > MOST_PAGES else ()
        is_tagged = pdfium.FPDFCatalog_IsTagged(document.raw)
        reading = _by_tags([tagged_page(page) for page in pages]) if is_tagged else None
        reading = reading or _by_lines([_page(page) for page in pages])
    return Reading(reading.blocks, reading.extractor, (*reading.notes, *more), reading.untold)


def _by_tags(pages: Sequence[TaggedPage | None]) -> Reading | None:
    """The text by its tags; ``None`` where tags do not lead to nearly all of it."""
    walk, blocks, missed, seen = TagWalk(Sections()), list[Block](), 0, set[str]()
    for page in pages:
        if page is None:
            return None
        blocks += walk.page(page.tags, page.pieces)
        seen |= {" ".join(text.split()) for text in page.pieces.values()}
        led = set(_numbers(page.tags))
        strays = [*page.loose, *(text for number, text in page.pieces.items() if number not in led)]
        # The head of a table that is repeated on the next page is loose, and has been read.
        loose = [text for text in (" ".join(stray.split()) for stray in strays) if text not in seen]
        blocks += [Block(walk.sections.place(text, Part.BODY), text) for text in loose if _letters(text)]
        missed += sum(_letters(text) for text in loose)
    found = sum(_letters(block.text) for block in blocks)
    if not found or missed > MOST_LOOSE * found:
        return None
    said = {EQUATIONS: "formula" in walk.kinds, NO_PICTURES: "figure" in walk.kinds}
    # Some programs tag a caption as any other paragraph.
    is_captioned = "caption" in walk.kinds or walk.kinds.isdisjoint({"table", "figure"})
    untold = frozenset[Part]() if is_captioned else frozenset({Part.CAPTIONS})
    return Reading(tuple(blocks), BY_TAGS, tuple(note for note, holds in said.items() if holds), untold)


def _numbers(tags: Sequence[Tag | int]) -> Iterator[int]:
    for each in tags:
        if isinstance(each, int):
            yield each
        else:
            yield from _numbers(each.holds)


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _by_lines(pages: Sequence[Page]) -> Reading:
    sections, blocks = Sections(), list[Block]()
    for lines in without_running_lines(pages):
        blocks += _blocks(lines, sections)
    return Reading(tuple(blocks), EXTRACTOR, (PARTS_NOT_TOLD,) if blocks else (NO_TEXT,), NOT_TOLD)


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
