"""The pages of a PDF as one text whose lines know their places: which column, where an item begins, what is furniture.

Each page is cut into bands, and each band of two columns is told column after column. Where no table of two columns is
found on any page, the text is told in the order in which it was drawn, as it always was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from goldenthread.frameworks.rules.bands import Band, Sort, bands
from goldenthread.frameworks.rules.margins import furniture
from goldenthread.frameworks.rules.marks import ColumnLine, codes_of, mark_left, mark_right
from goldenthread.frameworks.rules.rows import Row, Word, body_height, rows_of
from goldenthread.frameworks.rules.titles import goes_on, is_heading
from goldenthread.frameworks.types.sheets import Box, Laid, Place, Sheet

PARAGRAPH = 1.15


@dataclass(slots=True)
class _Columns:
    """The two columns of a table over all its pages."""

    left: list[ColumnLine] = field(default_factory=list)
    right: list[ColumnLine] = field(default_factory=list)


Told = tuple[str, Place]


def laid_out(sheets: Sequence[Sheet]) -> Laid:
    """The text of pages with the places of its lines."""
    pages = [rows_of(sheet.glyphs, sheet.boxes) for sheet in sheets]
    body = body_height(pages)
    out = furniture(pages)
    kept = [[row for at, row in enumerate(rows) if at not in gone] for rows, gone in zip(pages, out, strict=True)]
    cut = bands(kept, [sheet.boxes for sheet in sheets], body)
    if not any(band.sort is Sort.LABELS for page in cut for band in page):
        return Laid("\n\f".join(sheet.text for sheet in sheets), {})
    tables: dict[int, _Columns] = {}
    halves = [
        [_halves(band, sheet.boxes, tables, body) if band.sort is Sort.COLUMNS else None for band in page]
        for page, sheet in zip(cut, sheets, strict=True)
    ]
    codes = codes_of([table.right for table in tables.values()])
    for table in tables.values():
        mark_left(table.left, body)
        mark_right(table.right, codes, body)
    said, places = list[str](), dict[int, Place]()
    for number, sheet in enumerate(sheets):
        lines = list(_told(pages[number], out[number], cut[number], halves[number], body, _pitch(cut, body)))
        lines += [(row.text, Place(is_furniture=True)) for row in rows_of(sheet.askew)]
        for at, (text, place) in enumerate(lines or [("", Place())]):
            said.append(f"\f{text}" if number and not at else text)
            if place != Place():
                places[len(said)] = place
    return Laid("\n".join(said), places)


def _told(
    rows: Sequence[Row],
    out: frozenset[int],
    page: Sequence[Band],
    halves: Sequence[_Columns | None],
    body: float,
    pitch: float,
) -> Iterator[Told]:
    """The lines of a page in its order, columns one after the other."""
    gone = Place(is_furniture=True)
    foot = next((at for at in range(len(rows)) if at in out and at and not _all_before(at, out)), len(rows))
    yield from ((row.text, gone) for at, row in enumerate(rows) if at in out and at < foot)
    for band, half in zip(page, halves, strict=True):
        if band.sort is Sort.ACROSS:
            yield from _across(band.rows, body, pitch)
        elif half is None:
            text = " ".join(
                word.text for word in sorted((w for row in band.rows for w in row.words), key=lambda w: w.left)
            )
            yield text, gone if band.sort is Sort.AGAIN else Place()
        else:
            yield from ((line.text, _place(line, "L")) for line in half.left)
            yield "", Place()
            yield from ((line.text, _place(line, "R")) for line in half.right)
            yield "", Place()
    yield from ((row.text, gone) for at, row in enumerate(rows) if at in out and at >= foot)


def _all_before(at: int, out: frozenset[int]) -> bool:
    return all(other in out for other in range(at))


def _place(line: ColumnLine, side: str) -> Place:
    return Place(side, line.begins, line.mark, is_nested=line.nested)


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


def _halves(band: Band, boxes: Sequence[Box], tables: dict[int, _Columns], body: float) -> _Columns:
    """The lines of both columns of a band, which are also those of its table."""
    assert band.gutter is not None
    middle = band.gutter.middle
    table = tables.setdefault(band.table, _Columns())
    words = [word for row in band.rows for word in row.words]
    left = _lines([word for word in words if (word.left + word.right) / 2 < middle], boxes, body)
    right = _lines([word for word in words if (word.left + word.right) / 2 >= middle], boxes, body)
    table.left += left
    table.right += right
    return _Columns(left, right)


def _lines(words: Sequence[Word], boxes: Sequence[Box], body: float) -> list[ColumnLine]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.base):
        if lines and word.base - lines[-1][0].base < 0.4 * body:
            lines[-1].append(word)
        else:
            lines.append([word])
    found: list[ColumnLine] = []
    last: float | None = None
    for line in lines:
        ordered = tuple(sorted(line, key=lambda one: one.left))
        base = line[0].base
        gap = None if last is None else base - last
        found.append(ColumnLine(ordered, gap, cell=last is not None and _ruled(ordered, last, base, boxes)))
        last = base
    return found


def _ruled(words: Sequence[Word], above: float, base: float, boxes: Sequence[Box]) -> bool:
    """Whether a line was drawn between two lines of words: a rule, or an edge of a cell."""
    left, right, top = words[0].left, words[-1].right, base - words[0].height * 0.5
    return any(
        box.width > 20
        and box.left < left + 3
        and box.right > (left + right) / 2
        and any(above < edge < top for edge in (box.top, box.bottom))
        for box in boxes
    )
