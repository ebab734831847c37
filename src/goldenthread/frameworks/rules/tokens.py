"""From lines to tokens: marks, labels, furniture and runs of words, with the columns that a table itself tells.

Nothing is lost here: the raw words of a line's tokens, in order, are the raw words of the line.
"""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from goldenthread.frameworks.rules.cells import (
    as_bullet,
    cells_of,
    cut_at_deeds,
    is_rule,
    spaces_are_bullets,
    with_lost_numerals,
    without_bare_number,
    without_ghosts,
)
from goldenthread.frameworks.rules.lines import (
    BULLETS,
    HEADING_MARK,
    Line,
    Sort,
    Token,
    clean,
    is_label,
    is_page_number,
)
from goldenthread.frameworks.rules.marks import NUMERAL, shape_of

_INLINE_BULLET = re.compile(rf"[{BULLETS}]")
_SOFT_BULLET = re.compile(r"^(?:[-*+]|\(cid:\d{1,4}\)|[–—o§Ø»›](?=\s+[A-Z]))(?=\s|$)")
_NUMERAL = re.compile(r"^[*_]{0,2}(\d{1,2})[.)][*_]{0,2}(?=\s|$)")
_CODED = re.compile(r"^(\(?(?:\d{1,2}\.?[a-z][.):]?|[a-z][.)]))\s+(?=[A-Z‘“])")
# Numerals that say their section's number first: 2.4.
_DOTTED = re.compile(r"^(\d{1,2}\.(\d{1,2})[.)]?)\s+(?=[A-Z‘“])")
_MID_NUMERAL = re.compile(r"(?<=[.!?)])\s+(\d{1,2})\.\s+(?=[A-Z‘“\"'])")


def vocabulary_of(lines: tuple[Line, ...]) -> frozenset[str]:
    """The words that a document has more than once."""
    times = Counter(word for line in lines for word in re.findall(r"[a-z]{4,}", line.text.lower()))
    return frozenset(word for word, count in times.items() if count > 1)


def tokenise(
    lines: tuple[Line, ...], heads: frozenset[str], vocabulary: frozenset[str] = frozenset()
) -> tuple[Token, ...]:
    """Cut lines into tokens, each knowing what gap stood before it; ``vocabulary`` is the document's."""
    tokens: list[Token] = []
    blank = page = False
    spaced = spaces_are_bullets(lines)
    codes = _codes(lines)
    dotted = sum(bool(_DOTTED.match(line.text)) for line in lines) > 1
    for line in lines:
        if line.is_blank:
            blank, page = True, page or line.new_page
            continue
        made = _coded(_tokens_of(line, heads, spaced=spaced), codes, dotted=dotted)
        if made and all(token.sort is Sort.FURNITURE for token in made):
            tokens += made
            blank = page = True
            continue
        turned = page or line.new_page
        tokens.append(replace(made[0], after_blank=blank or turned, after_page=turned))
        tokens += made[1:]
        blank = page = False
    return without_ghosts(cut_at_deeds(tuple(tokens)), vocabulary)


def _codes(lines: tuple[Line, ...]) -> frozenset[str]:
    """The shapes of codes, as 1a. or b), that begin several of these lines."""
    shapes = Counter(shape_of(found.group(1)) for line in lines if (found := _CODED.match(line.text)))
    return frozenset(shape for shape, times in shapes.items() if times > 1)


def _coded(tokens: list[Token], codes: frozenset[str], *, dotted: bool) -> list[Token]:
    """A line whose first words are a bullet's code, or a statement's: it is its mark, and none of its words."""
    first = tokens[0]
    if first.sort is not Sort.TEXT or first.mark or first.raw != first.text:
        return tokens
    if dotted and (found := _DOTTED.match(first.text)):
        words = first.text[found.end() :]
        return [replace(first, raw=words, text=words, number=int(found[2]), mark=found[1]), *tokens[1:]]
    found = _CODED.match(first.text)
    if found is None or shape_of(found.group(1)) not in codes:
        return tokens
    words = first.text[found.end() :]
    return [replace(first, raw=words, text=words, bullet=True, mark=found.group(1)), *tokens[1:]]


def _tokens_of(line: Line, heads: frozenset[str], *, spaced: bool) -> list[Token]:
    if line.place.side in ("L", "R") and line.text:
        return [_placed(line)]
    if line.place.is_furniture or not line.text or is_page_number(line.text) or line.text in heads or is_rule(line.raw):
        return [Token(Sort.FURNITURE, line.number, line.raw)]
    if is_label(line.text):
        return [Token(Sort.LABEL, line.number, line.raw)]
    cells = cells_of(line.raw)
    if cells is None:
        return _marks(line.number, line.raw, "")
    tokens: list[Token] = []
    for at, cell in enumerate(cells):
        if cell.split():
            tokens += _cell(line.number, cell, "R" if at == len(cells) - 1 else "L", spaced=spaced)
    return without_bare_number(_married(tokens))


def _placed(line: Line) -> Token:
    """A line whose column is known, with its mark where an item begins there."""
    place, mark = line.place, line.place.printed
    raw = line.raw.strip()
    words = raw[len(mark) :].strip()
    text, found = clean(words), NUMERAL.match(mark)
    if place.side == "L" and found:
        number = int(found.group(1))
        if not text:
            return Token(Sort.NUMERAL, line.number, raw, number=number, side="L", place=place)
        return Token(Sort.TEXT, line.number, words, text, number, mark=mark, side="L", place=place)
    if mark and not text:
        return Token(Sort.BULLET, line.number, raw, side="R", place=place)
    # A stem may have a numeral where its bullets have codes.
    is_bullet = bool(mark) and not mark.strip("().:").isdigit()
    return Token(Sort.TEXT, line.number, words, text, bullet=is_bullet, mark=mark, side=place.side, place=place)


def _cell(number: int, cell: str, side: str, *, spaced: bool) -> list[Token]:
    if is_label(clean(cell)):
        return [Token(Sort.LABEL, number, cell)]
    first, *more = _marks(number, cell, side)
    first = replace(first, cell=True)
    return [as_bullet(cell, first) if spaced and side == "R" else first, *more]


def _marks(number: int, raw: str, side: str) -> list[Token]:
    """Cut one cell at its bullets and its leading numeral."""
    rest, tokens = raw.strip(), list[Token]()
    heading = HEADING_MARK.match(rest)
    prefix = heading.group().strip() if heading else ""
    rest = rest[len(prefix) :].strip()
    soft = _SOFT_BULLET.match(rest)
    numeral = _NUMERAL.match(rest[soft.end() :].strip() if soft else rest)
    if soft:
        rest = rest[soft.end() :].strip()
    if numeral:
        mark = f"{soft.group()} {numeral.group()}" if soft else numeral.group()
        tokens.append(Token(Sort.NUMERAL, number, mark, number=int(numeral.group(1)), side=side))
        rest = rest[numeral.end() :].strip()
    elif soft:
        tokens.append(Token(Sort.BULLET, number, soft.group(), soft=True, side=side))
    for index, run in enumerate(_at_bullets(rest)):
        if index or run[:1] in BULLETS:
            tokens.append(Token(Sort.BULLET, number, run[:1], side=side))
        words = run.lstrip(BULLETS) if index or run[:1] in BULLETS else run
        if words.split():
            sort = Sort.TEXT if clean(words) else Sort.FURNITURE
            tokens.append(Token(sort, number, words.strip(), text=clean(words), side=side))
    if prefix:
        first = tokens[0] if tokens else Token(Sort.FURNITURE, number, "")
        tokens = [replace(first, raw=f"{prefix} {first.raw}".strip()), *tokens[1:]]
    return _married(tokens)


def _at_bullets(text: str) -> list[str]:
    cuts = [found.start() for found in _INLINE_BULLET.finditer(text)]
    edges = sorted({0, *cuts, len(text)})
    return [text[start:end] for start, end in pairwise(edges)]


def _married(tokens: list[Token]) -> list[Token]:
    """Give each text the mark that stands right before it on the same line and side."""
    married: list[Token] = []
    for token in tokens:
        before = married[-1] if married else None
        if before and token.sort is Sort.TEXT and before.side == token.side and not before.text:
            if before.sort is Sort.NUMERAL:
                married[-1] = replace(token, number=before.number, mark=before.raw)
                continue
            if before.sort is Sort.BULLET:
                married[-1] = replace(token, bullet=True, soft=before.soft, mark=before.raw)
                continue
        married.append(token)
    return married


def numbered(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a section, with the numerals that stand within texts, and those that cells have lost."""
    return with_lost_numerals(_cut_at_numerals(tokens))


def _cut_at_numerals(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Cut a text where the next rising numeral stands in the middle of it, after the end of a sentence."""
    seen = {token.number for token in tokens if token.number is not None}
    cut: list[Token] = []
    for token in tokens:
        found = _MID_NUMERAL.search(token.text) if token.sort is Sort.TEXT and not token.is_placed else None
        number = int(found.group(1)) if found else 0
        if found is None or number in seen or number - 1 not in seen or token.raw != token.text:
            cut.append(token)
            continue
        seen.add(number)
        left, right = token.text[: found.start()], token.text[found.end() :]
        cut.append(replace(token, text=left, raw=left))
        cut.append(Token(Sort.TEXT, token.line, right, text=right, number=number, mark=f"{number}.", side=token.side))
    return tuple(cut)
