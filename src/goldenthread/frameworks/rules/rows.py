"""Letters on a page as words, and words as rows on one height, wherever in the file they were drawn."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from goldenthread.frameworks.types.sheets import Box, Glyph

# In heights of a letter: what stands within one row; how far apart letters of two words are; what is raised.
SAME_ROW = 0.25
SPACE = 0.15
RAISED = 0.6
SMALL = 0.8
_AS_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARKS = frozenset("0123456789*†‡§,")


class Word(NamedTuple):
    """Letters without a space between."""

    text: str
    left: float
    right: float
    base: float
    height: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The words on one height of a page, from the left."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def height(self) -> float:
        return max(word.height for word in self.words)

    @property
    def is_bold(self) -> bool:
        return all(word.is_bold for word in self.words)


def rows_of(glyphs: Sequence[Glyph], boxes: Sequence[Box] = ()) -> list[Row]:
    """The rows of a page from the top down; dots that were drawn in place of bullets are bullets."""
    drawn = [one for one in glyphs if one.text.strip()]
    body = median(one.height for one in drawn) if drawn else 0.0
    heights = _with_raised(_on_heights([*glyphs, *_dots(boxes, drawn, body)]), body)
    return [Row(tuple(words)) for one in heights if (words := list(_words(one)))]


def body_height(pages: Iterable[Sequence[Row]]) -> float:
    """How high most letters of a document are."""
    heights = [word.height for rows in pages for row in rows for word in row.words for _ in word.text]
    return median(heights) if heights else 0.0


def _on_heights(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    found: list[list[Glyph]] = []
    for one in sorted(glyphs, key=lambda glyph: glyph.base):
        if found and one.base - found[-1][0].base <= SAME_ROW * found[-1][0].height:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _dots(boxes: Sequence[Box], drawn: Sequence[Glyph], body: float) -> list[Glyph]:
    """Bullets that are no letters: small and as wide as high, at half the height of letters that stand right of it."""
    found = []
    ordered = sorted(drawn, key=lambda one: one.base)
    bases = [one.base for one in ordered]
    for box in boxes:
        size, lean = max(box.width, box.height), abs(box.width - box.height)
        if not 0.1 * body < size < 0.75 * body or lean > 0.3 * size:
            continue
        middle = (box.top + box.bottom) / 2
        first, last = bisect_left(bases, middle + 0.05 * body), bisect_left(bases, middle + 0.75 * body)
        beside = [one for one in ordered[first:last] if 0 < one.left - box.right < 3 * body]
        if beside:
            found.append(Glyph("•", box.left, box.right, min(beside, key=lambda one: one.left).base, body))
    return found


def _with_raised(heights: list[list[Glyph]], body: float) -> list[list[Glyph]]:
    """Marks of footnotes belong to the row above whose base they stand."""
    found: list[list[Glyph]] = []
    raised: list[Glyph] = []
    for row in heights:
        small = all(one.height < SMALL * body and one.text in _MARKS for one in row if one.text.strip())
        if small and row is not heights[-1]:
            raised += row
            continue
        kept = [one for one in raised if row[0].base - one.base < RAISED * body]
        lost = [one for one in raised if one not in kept]
        found += [lost] if lost else []
        found.append([*(one._replace(text=one.text.translate(_AS_RAISED)) for one in kept), *_settled(row)])
        raised = []
    return found


def _settled(row: Sequence[Glyph]) -> list[Glyph]:
    """Small figures that stand a little higher than the rest of their row are marks too."""
    high, base = max(one.height for one in row), max(one.base for one in row)
    return [
        one._replace(text=one.text.translate(_AS_RAISED))
        if one.height < SMALL * high and base - one.base > 0.1 * high
        else one
        for one in row
    ]


def _words(row: Sequence[Glyph]) -> Iterable[Word]:
    ordered = sorted(row, key=lambda one: one.left)
    gaps = [two.left - one.right for one, two in pairwise(ordered) if (one.text + two.text).strip()]
    # Letters may be set apart all along a row, as in titles.
    wide = SPACE * max(one.height for one in ordered) + max(0.0, median(gaps) if len(gaps) > 3 else 0.0)
    word: list[Glyph] = []
    for one in ordered:
        if word and (not one.text.strip() or one.left - word[-1].right > wide):
            yield _word(word)
            word = []
        if one.text.strip():
            word.append(one)
    if word:
        yield _word(word)


def _word(word: Sequence[Glyph]) -> Word:
    text = "".join(one.text for one in word)
    base = max(one.base for one in word)
    return Word(
        text, word[0].left, word[-1].right, base, max(one.height for one in word), all(one.is_bold for one in word)
    )
