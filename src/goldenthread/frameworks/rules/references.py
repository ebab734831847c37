"""The references of a framework: entries grouped by section, each whole, in the document's own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from goldenthread.frameworks.rules.headings import Plan
from goldenthread.frameworks.rules.lines import SMALL_WORDS, Line, is_page_number
from goldenthread.frameworks.rules.shape import join
from goldenthread.frameworks.types import Doubt, Piece, ReadReference, ReadSection, Use

_DATED = re.compile(
    r"\((?:[^()]{0,20}\b)?(?:(?:19|20)\d\d[a-z]?|forthcoming|in press|n\.?\s?d\.?)[^()]{0,20}\)", re.IGNORECASE
)
_OPENS = re.compile(r"^[A-Z‘“\"'][^.]")
ADDRESS_WITH_GAPS = re.compile(r"https?://\S+(?:\s+[\w%~-]+)*\s+[\w%~-]+\.(?:pdf|docx?|html?|aspx?)\b", re.IGNORECASE)
_BACK = re.compile(r"^(?:©|crown copyright\b|isbn\b|this publication\b|about this publication\b)", re.IGNORECASE)
NEAR = 0.6


@dataclass(slots=True)
class _Entry:
    """An entry while its lines are gathered."""

    section: int | None
    group: str
    blocks: list[list[Line]] = field(default_factory=list)

    @property
    def text(self) -> str:
        text = ""
        for line in (line for block in self.blocks for line in block):
            text = join(text, line.text)
        return text


def references(
    lines: tuple[Line, ...], layout: Plan, sections: Sequence[ReadSection], heads: frozenset[str] = frozenset()
) -> tuple[tuple[ReadReference, ...], list[Piece]]:
    """The entries from the references' heading on, and the pieces of all that stands there.

    What follows them, such as the publisher's address, is back matter. Words that are neither a group's heading nor
    part of an entry go to the entry before, as they do where a page ends within one. ``heads`` of pages are furniture.
    """
    if not layout.headings or layout.end >= len(lines):
        return (), []
    pieces, entries = [_piece(lines[layout.end], Use.HEADING)], list[_Entry]()
    section, group = None, ""
    below = [line for line in lines[layout.end + 1 :] if not _is_furniture(line, heads)]
    blocks = _blocks(below)
    body = next((at for at, block in enumerate(blocks) if _BACK.match(block[0].text)), len(blocks))
    for block in blocks[:body]:
        named = _section_named(block, sections)
        if named is not None:
            section, group = named.number, block[0].text
            pieces += [_piece(line, Use.HEADING) for line in block]
            continue
        for run in _entries_of(block):
            if _begins(run) or not entries:
                entries.append(_Entry(section, group))
            entries[-1].blocks.append(run)
        pieces += [_piece(line, Use.REFERENCES) for line in block]
    pieces += [_piece(line, Use.BACK) for block in blocks[body:] for line in block]
    pieces += [_piece(line, Use.FURNITURE) for line in lines[layout.end + 1 :] if _is_furniture(line, heads)]
    return tuple(_reference(entry) for entry in entries), pieces


def _piece(line: Line, use: Use) -> Piece:
    return Piece(line.number, line.raw, use)


def _is_furniture(line: Line, heads: frozenset[str]) -> bool:
    return is_page_number(line.text) or line.text in heads or line.place.is_furniture


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """The runs of lines between empty ones."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line.is_blank:
            blocks.append([])
        else:
            blocks[-1].append(line)
    return [block for block in blocks if block]


def _section_named(block: Sequence[Line], sections: Sequence[ReadSection]) -> ReadSection | None:
    """The section whose title a single line gives, a word more or less allowed."""
    if len(block) > 1 or _DATED.search(block[0].text):
        return None
    words = _words(re.sub(r"^\w+\s+[-–—]\s+", "", block[0].text)) or _words(block[0].text)
    likeness = [(len(words & _words(s.title)) / max(1, len(words | _words(s.title))), s) for s in sections]
    best = max(likeness, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= NEAR else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower())) - SMALL_WORDS


def _entries_of(block: list[Line]) -> list[list[Line]]:
    """The entries of a block: one, where it has one date; else each line that begins with a name and has a date."""
    starts = [at for at, line in enumerate(block) if at and _OPENS.match(line.text) and _DATED.search(line.text)]
    edges = [0, *starts, len(block)]
    return [block[start:end] for start, end in pairwise(edges)]


def _begins(run: Sequence[Line]) -> bool:
    """Whether these lines begin an entry: a name, and a date not far from it."""
    text = " ".join(line.text for line in run[:3])
    return bool(_OPENS.match(text)) and bool(_DATED.search(text[:240]))


def _reference(entry: _Entry) -> ReadReference:
    lines = tuple(line.number for block in entry.blocks for line in block)
    text, doubts = entry.text, list[Doubt]()
    if len(entry.blocks) > 1:
        doubts.append(Doubt("joined", "This entry stands in two paragraphs. Check that they belong together.", lines))
    if ADDRESS_WITH_GAPS.search(text):
        says = "A web address has gaps in it, where underscores may be lost."
        doubts.append(Doubt("address_gaps", says, lines))
    if not _DATED.search(text):
        doubts.append(Doubt("no_date", "This entry has no date. Is it an entry of its own?", lines))
    if entry.section is None:
        doubts.append(Doubt("no_group", "No section is named above this entry.", lines[:1]))
    return ReadReference(entry.section, entry.group, text, lines, tuple(doubts))
