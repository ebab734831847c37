"""What is left of a framework's tables on a page: statements run together in cells, many cut to their first line."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from goldenthread.frameworks.rules.lines import BULLETS, Line
from goldenthread.frameworks.rules.shape import brackets, is_ended
from goldenthread.frameworks.types import Doubt, Kind
from goldenthread.frameworks.types.pages import PageItem

_NUMERAL = re.compile(r"(?:^|(?<=\s))(\d{1,2})\.\s+(?=[A-Z‘“\"'])")
_BULLET = re.compile(rf"\s*[{BULLETS}]\s*")
_WORD = re.compile(r"(?<=[a-z])\s+(?=[A-Z][a-z]{3,}\s+[a-z])")
_TIED = re.compile(r"\b(?:a|an|the|of|and|or|in|at|for|to|by|with|from|including)$")

CUT = "This stops before its end, or what follows it is lost. Take it from the framework itself."


def learn_that(lines: Sequence[Line], text: str) -> list[PageItem]:
    """The statements of a left cell. Where numerals jump, those on both sides of the jump are not whole."""
    marks = _rising(text)
    items = []
    for at, (number, mark) in enumerate(marks):
        end = marks[at + 1][1].start() if at + 1 < len(marks) else len(text)
        words = " ".join(text[mark.end() : end].split())
        before = marks[at - 1][0] if at else 0
        jumps = number != before + 1 or (at + 1 < len(marks) and marks[at + 1][0] != number + 1)
        items.append(_item(Kind.LEARN_THAT, number, words, lines, is_whole=is_ended(words) and not jumps))
    return items


def _rising(text: str) -> list[tuple[int, re.Match[str]]]:
    """The numerals of a cell: each larger than the one before."""
    marks: list[tuple[int, re.Match[str]]] = []
    for mark in _NUMERAL.finditer(text):
        number = int(mark.group(1))
        if not marks or marks[-1][0] < number:
            marks.append((number, mark))
    return marks


def learn_how_to(lines: Sequence[Line], text: str, openers: frozenset[str]) -> list[PageItem]:
    """The stems and bullets of a right cell. ``openers`` are the words that stems of the page begin with."""
    items = []
    for is_bullet, words in _runs(text, openers):
        kind = Kind.PRACTICE if is_bullet else Kind.STEM
        whole = is_ended(words) if is_bullet else words.endswith(":")
        items.append(_item(kind, None, words, lines, is_whole=whole))
    return items


def openers(cells: Sequence[str]) -> frozenset[str]:
    """The first words of what right cells begin with."""
    return frozenset(words.split()[0] for cell in cells for words in re.split(r":\s*|\n", cell) if _opens(words))


def _opens(words: str) -> bool:
    return words[:1].isupper() and len(words.split()) > 2


def _runs(text: str, openers_: frozenset[str]) -> Iterator[tuple[bool, str]]:
    """Runs of words with whether a bullet stands before them: cut at bullets, colons, sentence ends and lost ends."""
    pieces = re.split(rf"([{BULLETS}])", text)
    is_bullet = False
    for piece in pieces:
        if piece and piece in BULLETS:
            is_bullet = True
            continue
        for run in re.split(r"(?<=:)\s+(?=[A-Z])|(?<=[a-z]\.)\s+(?=[A-Z])", piece):
            for words in _at_lost_ends(" ".join(run.split()), openers_, is_bullet=is_bullet):
                yield is_bullet, words
                is_bullet = False


def _at_lost_ends(run: str, openers_: frozenset[str], *, is_bullet: bool) -> Iterator[str]:
    """Cut where a word that opens stems follows words that do not end; a bullet does not end as stems do."""
    places = [found.end() for found in _WORD.finditer(run) if not _TIED.search(run[: found.start()])]
    opening = [place for place in places if run[place:].split(maxsplit=1)[0] in openers_]
    if is_bullet and run.endswith(":") and not opening:
        opening = places[-1:]
    for start, end in pairwise([0, *opening, len(run)]):
        if run[start:end].strip():
            yield run[start:end].strip()


def _item(kind: Kind, number: int | None, words: str, lines: Sequence[Line], *, is_whole: bool) -> PageItem:
    where = tuple(line.number for line in lines if any(part in line.text for part in _ends_of(words)))
    doubts = [] if is_whole else [Doubt("cut_short", CUT, where)]
    if any(brackets(words)):
        doubts.append(Doubt("brackets", "A bracket is opened and not closed, or closed and not opened.", where))
    return PageItem(kind, number, words, is_whole and not any(brackets(words)), where, tuple(doubts))


def _ends_of(words: str) -> tuple[str, str]:
    """The first and the last few words, to find their lines by."""
    parts = words.split()
    return " ".join(parts[:4]), " ".join(parts[-4:])
