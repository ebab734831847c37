"""The pages of a PDF as one text whose lines know their places: which column, where an item begins, what is furniture.

Each page is cut into bands, and each band of two columns is told column after column. Where no table of two columns is
found on any page, the text is told in the order in which it was drawn, as it always was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from goldenthread.frameworks.rules.bands import Band, Sort, bands
from goldenthread.frameworks.rules.columns import Part, Table, Told, gathered, mark, told
from goldenthread.frameworks.rules.gutters import is_one_column
from goldenthread.frameworks.rules.margins import furniture
from goldenthread.frameworks.rules.rows import Row, body_height, rows_of
from goldenthread.frameworks.rules.spacing import DRIFTS, HEIGHT, spaced_pages
from goldenthread.frameworks.rules.titles import goes_on, is_heading
from goldenthread.frameworks.types.sheets import Box, Laid, Place, Sheet

PARAGRAPH = 1.15


def laid_out(sheets: Sequence[Sheet]) -> Laid:
    """The text of pages with the places of its lines."""
    pages = [rows_of(sheet.glyphs, sheet.boxes) for sheet in sheets]
    askew = [rows_of(sheet.askew) for sheet in sheets]
    laid = _laid(pages, [sheet.boxes for sheet in sheets], askew, body_height(pages))
    return laid or Laid("\n\f".join(sheet.text for sheet in sheets))


def laid_text(text: str) -> Laid:
    """A text as it comes; where somebody's extractor has kept its columns apart by spaces, column after column."""
    pages = spaced_pages(text)
    if pages is None:
        return Laid(text)
    nothing: list[tuple[()]] = [()] * len(pages)
    return _laid(pages, nothing, nothing, HEIGHT, drifts=DRIFTS) or Laid(text)


def _laid(
    pages: Sequence[Sequence[Row]],
    boxes: Sequence[Sequence[Box]],
    askew: Sequence[Sequence[Row]],
    body: float,
    *,
    drifts: float = 0.0,
) -> Laid | None:
    out = furniture(pages, body)
    kept = [[row for at, row in enumerate(rows) if at not in gone] for rows, gone in zip(pages, out, strict=True)]
    cut = bands(kept, boxes, body, drifts=drifts)
    if not any(band.sort is Sort.LABELS for page in cut for band in page) and not is_one_column(kept, body):
        return None
    tables: dict[int, Table] = {}
    parts = [
        [gathered(band, drawn, tables, body) if band.sort is Sort.COLUMNS else None for band in page]
        for page, drawn in zip(cut, boxes, strict=True)
    ]
    mark(tuple(tables.values()), body)
    pitch = _pitch(cut, body)
    said, places = list[str](), dict[int, Place]()
    for number, rows in enumerate(pages):
        lines = list(_told(rows, out[number], cut[number], parts[number], body, pitch))
        lines += [(row.text, Place(is_furniture=True)) for row in askew[number]]
        for at, (text, place) in enumerate(lines or [("", Place())]):
            said.append(f"\f{text}" if number and not at else text)
            if place != Place():
                places[len(said)] = place
    return Laid("\n".join(said), places)


def _told(
    rows: Sequence[Row],
    out: frozenset[int],
    page: Sequence[Band],
    parts: Sequence[Part | None],
    body: float,
    pitch: float,
) -> Iterator[Told]:
    """The lines of a page in its order, columns one after the other."""
    gone = Place(is_furniture=True)
    foot = next((at for at in range(len(rows)) if at in out and at and not _all_before(at, out)), len(rows))
    yield from ((row.text, gone) for at, row in enumerate(rows) if at in out and at < foot)
    for band, part in zip(page, parts, strict=True):
        if part is not None:
            yield from told(part)
        elif band.sort is Sort.ACROSS:
            yield from _across(band.rows, body, pitch)
        else:
            yield from _heads(band)
    yield from ((row.text, gone) for at, row in enumerate(rows) if at in out and at >= foot)


def _all_before(at: int, out: frozenset[int]) -> bool:
    return all(other in out for other in range(at))


def _heads(band: Band) -> Iterator[Told]:
    """Labels on one line; headers of other tables as cells. Those that a page says again are furniture."""
    place = Place(is_furniture=band.sort is Sort.AGAIN)
    words = sorted((word for row in band.rows for word in row.words), key=lambda word: word.left)
    if not band.is_grid or place.is_furniture:
        yield " ".join(word.text for word in words), place
        return
    edges = [float("-inf"), *(gutter.middle for gutter in band.gutters), float("inf")]
    yield "", Place()
    for left, right in pairwise(edges):
        inside = [word for word in words if left <= (word.left + word.right) / 2 < right]
        yield "\t" + " ".join(w.text for w in sorted(inside, key=lambda w: (round(w.base), w.left))), place
    yield "", Place()


def _across(rows: Sequence[Row], body: float, pitch: float) -> Iterator[Told]:
    """Lines across the page; an empty one between paragraphs, and titles of several lines in one."""
    title = list[Row]()
    for at, row in enumerate(rows):
        gap = row.base - rows[at - 1].base if at else 0.0
        head = is_heading(row, body)
        if title and not (head and goes_on(title[-1], row, body)):
            yield " ".join(one.text for one in title), Place(is_heading=True)
            yield "", Place()
            title = []
            gap = 0.0
        if head:
            if not title and at:
                yield "", Place()
            title.append(row)
            continue
        if gap > PARAGRAPH * pitch:
            yield "", Place()
        yield row.text, Place()
    if title:
        yield " ".join(one.text for one in title), Place(is_heading=True)
    yield "", Place()


def _pitch(pages: Sequence[Sequence[Band]], body: float) -> float:
    """The space from line to line within a paragraph."""
    gaps = sorted(
        two.base - one.base
        for page in pages
        for band in page
        if band.sort is Sort.ACROSS
        for one, two in pairwise(band.rows)
        if two.base - one.base > 0.8 * body
    )
    return gaps[len(gaps) // 20] if gaps else body
