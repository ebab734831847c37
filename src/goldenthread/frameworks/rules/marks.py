"""Where items begin in a column, by their marks, by how far lines are set in, and by the space above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.frameworks.rules.lines import BULLETS
from goldenthread.frameworks.rules.rows import Word
from goldenthread.frameworks.rules.shape import is_ended, starts_low

# In heights of the body's letters.
SET_IN = 0.35
DEEPER = 0.6
WIDER = 0.2
NUMERAL = re.compile(r"^\(?(?:\d{1,2}\.){0,2}(\d{1,3})[.):]?$")
STUCK = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*[.)]|(?:\d{1,2}\.)+\d{1,3})([A-Z‘“\"'(].*)$")
CODE = re.compile(
    r"^\(?(?:(?:\d{1,3}\.)*\d{1,3}\.?[a-z][.):]?|(?:[a-z]|[ivx]{1,5})[.):]|(?:\d{1,2}\.)+\d{1,3}[.):]?|\d{1,3}[.):])$"
)
SOFT = frozenset({"-", "–", "—", "−", "*", "o", "§", "Ø", "»", "›", "➢", "✓", "✔", "+", "➤", "►", "‣", "⁃"})
LEAST_CODES = 3


@dataclass(slots=True)
class ColumnLine:
    """A line of a column. ``gap`` is the space to the line above, None at the top of a page; ``cell`` is true where
    a cell begins. What follows is found out: ``begins`` and ``mark``, and whether it is set further in than others."""

    words: tuple[Word, ...]
    gap: float | None
    cell: bool
    begins: bool | None = None
    mark: str = ""
    nested: bool = False

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def first(self) -> str:
        return self.words[0].text

    @property
    def rest_left(self) -> float | None:
        """Where the words after the first begin."""
        return self.words[1].left if len(self.words) > 1 else None


def mark_left(lines: Sequence[ColumnLine], body: float) -> None:
    """Find the statements of a left column: numerals that hang out, or else the next one that rises."""
    for line in lines:
        line.words = _unstuck(line.words)
    numbered = [line for line in lines if NUMERAL.match(line.first)]
    plain = [line for line in lines if not NUMERAL.match(line.first)]
    inner = _most([line.left for line in plain] or [line.rest_left for line in numbered if line.rest_left is not None])
    hanging = {id(line) for line in numbered if inner is not None and line.left < inner - SET_IN * body}
    hangs = len(hanging) * 2 > len(numbered)
    # A line that hangs out without a numeral may have lost it.
    out = {id(line) for line in plain if inner is not None and line.left < inner - SET_IN * body}
    apart = _pitch(lines) + WIDER * body
    last: int | None = None
    for at, line in enumerate(lines):
        found = NUMERAL.match(line.first)
        number = int(found.group(1)) if found else 0
        if found and (id(line) in hanging if hangs else _follows(lines, at, last, number, apart)):
            line.begins, line.mark, last = True, line.first, number
        elif at == 0 or _may_begin(lines, at, apart) or (hangs and id(line) in out):
            line.begins = None
        else:
            line.begins = False


def _unstuck(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """A numeral that stands right at its text, apart from it."""
    found = STUCK.match(words[0].text)
    if not found:
        return words
    mark, first = found.groups()
    edge = words[0].left + (words[0].right - words[0].left) * len(mark) / len(words[0].text)
    return (words[0]._replace(text=mark, right=edge), words[0]._replace(text=first, left=edge), *words[1:])


def _follows(lines: Sequence[ColumnLine], at: int, last: int | None, number: int, apart: float) -> bool:
    """Whether a numeral at the start of a line, flush with all others, is the next, and what stands above has ended."""
    rises = number == last + 1 if last is not None else True
    stopped = not lines[at].first[-1].isdigit() or "." in lines[at].first
    return rises and stopped and (at == 0 or is_ended(lines[at - 1].text) or _is_apart(lines, at, apart))


def _may_begin(lines: Sequence[ColumnLine], at: int, apart: float) -> bool:
    """Whether a line without a mark may begin something all the same: set apart, and after an end."""
    return _is_apart(lines, at, apart) and is_ended(lines[at - 1].text) and not starts_low(lines[at].text)


def _is_apart(lines: Sequence[ColumnLine], at: int, apart: float) -> bool:
    """Whether a cell begins, or more space stands above than between the lines of an item."""
    line = lines[at]
    return line.cell or (line.gap is not None and line.gap > apart)


def _pitch(lines: Sequence[ColumnLine]) -> float:
    gaps = sorted(line.gap for line in lines if line.gap is not None)
    return gaps[len(gaps) // 10] if gaps else 0.0


def codes_of(columns: Sequence[Sequence[ColumnLine]]) -> frozenset[str]:
    """The shapes of codes and of marks that might be words, which begin lines of right columns often enough."""
    shapes = Counter(
        shape_of(line.first) for column in columns for line in column if CODE.match(line.first) or line.first in SOFT
    )
    return frozenset(shape for shape, times in shapes.items() if times >= LEAST_CODES)


def shape_of(mark: str) -> str:
    """A mark with its figures and letters made alike."""
    return mark if mark in SOFT else re.sub(r"[a-z]+", "a", re.sub(r"\d+", "9", mark))


def mark_right(lines: Sequence[ColumnLine], codes: frozenset[str], body: float) -> None:
    """Find the stems and bullets of a right column."""
    marked = [line for line in lines if _is_mark(line.first, codes)]
    inner = _most([line.rest_left for line in marked if line.rest_left is not None])
    outer = min((line.left for line in marked), default=None)
    own = {id(line) for line in marked}
    hanging = inner is not None and any(
        abs(line.left - inner) < SET_IN * body for line in lines if not _is_mark(line.first, codes)
    )
    edge = max((line.right for line in lines), default=0.0)
    apart = _pitch(lines) + WIDER * body
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if id(line) in own and not (
            hanging and inner is not None and line.left > inner - SET_IN * body and _is_soft(line)
        ):
            line.begins, line.mark = True, line.first
            line.nested = outer is not None and line.left > outer + DEEPER * body
        elif before is None:
            line.begins = None
        elif inner is not None and hanging and line.left > inner - SET_IN * body:
            line.begins = False
        elif inner is not None and hanging:
            # A line further out than the words of bullets is a stem's: the first of one, or one that goes on.
            stem = before.left < inner - SET_IN * body and not before.mark
            line.begins = not stem or before.text.endswith(":")
        else:
            line.begins = _flush(lines, at, edge, apart, body)


def _flush(lines: Sequence[ColumnLine], at: int, edge: float, apart: float, body: float) -> bool | None:
    """Where all lines begin on one edge: a new cell, more space, or room that was left on the line above."""
    line, before = lines[at], lines[at - 1]
    if starts_low(line.text) and not is_ended(before.text):
        return False
    if (_is_apart(lines, at, apart) and is_ended(before.text)) or before.text.endswith(":"):
        return True
    room = edge - before.right > line.words[0].right - line.left + 0.6 * body
    return True if room and is_ended(before.text) else None


def _is_mark(word: str, codes: frozenset[str]) -> bool:
    return (word[0] in BULLETS and len(word) == 1) or (
        shape_of(word) in codes and (word in SOFT or bool(CODE.match(word)))
    )


def _is_soft(line: ColumnLine) -> bool:
    return line.first[0] not in BULLETS


def _most(places: Sequence[float | None]) -> float | None:
    """The place at which most begin, to the point."""
    known = [place for place in places if place is not None]
    if not known:
        return None
    common, _ = Counter(round(place) for place in known).most_common(1)[0]
    return min(place for place in known if round(place) == common)
