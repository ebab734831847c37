"""What a table that came as text still tells of its cells: which column, where a cell begins, what is not its own.

Rows of such a table are lines cut by tabs. A numeral has a cell of its own; a bullet often has left nothing but a space
before its cell, which is taken for a mark where it tells cells apart at all.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from goldenthread.frameworks.rules.lines import Line, Sort, Token, clean

_RULE = re.compile(r"^[\s|:+-]*-{2,}[\s|:+-]*$")
_BARE = re.compile(r"^\d{1,2}$")
_NEXT_DEED = re.compile(r"(?<=[.!?])\s+(?=[A-Z][a-z]{2,}ing\b)")
LIKENESS = 0.7


def is_rule(raw: str) -> bool:
    """Whether a line is drawn and not written."""
    return bool(_RULE.match(raw))


def cells_of(raw: str) -> list[str] | None:
    """The cells of a table's row, or ``None`` where the line is none: three or more, at most three of them filled."""
    cells = raw.split("\t")
    filled = sum(bool(cell.split()) for cell in cells)
    return cells if len(cells) >= 3 and filled <= 3 else None


def spaces_are_bullets(lines: tuple[Line, ...]) -> bool:
    """Whether a space before a cell tells cells apart: some of the last cells have one, and some have none."""
    last = [cells[-1] for line in lines if (cells := cells_of(line.raw)) and cells[-1].split()]
    spaced = sum(cell.startswith(" ") for cell in last)
    return 0 < spaced < len(last) and spaced * 5 >= len(last)


def as_bullet(cell: str, token: Token) -> Token:
    """A cell whose bullet has left a space; not where its words go on from the cell before."""
    first = clean(cell)[:1]
    return replace(token, bullet=True) if cell.startswith(" ") and first.isupper() and not token.mark else token


def without_bare_number(tokens: list[Token]) -> list[Token]:
    """A number without its stop, in a cell of its own, before words that go on: a slip, kept as a mark."""
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept else None
        if before and before.side == token.side == "L" and _BARE.match(before.text) and not before.mark:
            number = int(before.text) if token.text[:1].isupper() else None
            kept[-1] = replace(token, number=token.number or number, mark=f"{before.raw} {token.mark}".strip())
        else:
            kept.append(token)
    return kept


def cut_at_deeds(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Two bullets of one cell: cut where a sentence ends and a deed begins."""
    return tuple(piece for token in tokens for piece in _cut(token))


def _cut(token: Token) -> Iterator[Token]:
    if not token.cell or token.side != "R" or token.raw != token.text or token.sort is not Sort.TEXT:
        yield token
        return
    places = [found.start() for found in _NEXT_DEED.finditer(token.text)]
    edges = [0, *places, len(token.text)]
    for at, (start, end) in enumerate(pairwise(edges)):
        words = token.text[start:end].strip()
        if at:
            yield Token(Sort.TEXT, token.line, words, text=words, side="R", cell=True)
        else:
            yield replace(token, raw=words, text=words)


def without_ghosts(tokens: tuple[Token, ...], vocabulary: frozenset[str]) -> tuple[Token, ...]:
    """What recognising letters has made of a line a second time: much like the line before, in words that are none.

    ``vocabulary`` holds the words that the document has elsewhere. A ghost becomes furniture.
    """
    kept = list(tokens)
    last = ""
    for at, token in enumerate(tokens):
        if token.sort is not Sort.TEXT or token.side != "L":
            continue
        row = [n for n, other in enumerate(tokens) if other.line == token.line and other.side == "L"]
        words = " ".join(tokens[n].text for n in row)
        if at == row[0] and token.number is None and _is_ghost(words, last, vocabulary):
            for n in row:
                kept[n] = replace(tokens[n], sort=Sort.GHOST)
        elif kept[at].sort is Sort.TEXT:
            last = token.text
    return tuple(kept)


def _is_ghost(words: str, last: str, vocabulary: frozenset[str]) -> bool:
    long = re.findall(r"[a-z]{4,}", words.lower())
    strange = [word for word in long if word not in vocabulary]
    if not long or len(strange) * 2 < len(long):
        return False
    return SequenceMatcher(None, words, last[-len(words) :], autojunk=False).ratio() >= LIKENESS


def with_lost_numerals(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Give a numeral to a cell that has none, where just so many are missing right there as cells begin there."""
    numbered = [(at, token.number) for at, token in enumerate(tokens) if token.number is not None]
    said = {number for _, number in numbered}
    kept = list(tokens)
    for (one, first), (two, last) in pairwise(numbered):
        missing = [number for number in range(first + 1, last) if number not in said]
        starts = [at for at in range(one + 1, two) if _may_begin(tokens, at)]
        if missing and len(missing) == len(starts):
            for at, number in zip(starts, missing, strict=True):
                kept[at] = replace(tokens[at], number=number)
    return tuple(kept)


def _may_begin(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a cell of the left column begins with a capital, after a sentence that ended."""
    token = tokens[at]
    before = next((one for one in reversed(tokens[:at]) if one.side == "L" and one.sort is Sort.TEXT), None)
    return (
        token.sort is Sort.TEXT
        and token.cell
        and token.side == "L"
        and token.text[:1].isupper()
        and before is not None
        and before.text[-1:] in ".!?"
    )
