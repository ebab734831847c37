"""From the text of a document to lines, and from lines to tokens: marks, labels, furniture and runs of words.

Nothing is lost here: the raw words of a line's tokens, in order, are the raw words of the line.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

BULLETS = "•●▪◦‣∙·○■□\uf0b7\uf0a7"
_INLINE_BULLET = re.compile(rf"[{BULLETS}]")
_SOFT_BULLET = re.compile(r"^(?:[-*+]|[–—](?=\s+[A-Z]))(?=\s|$)")
_NUMERAL = re.compile(r"^[*_]{0,2}(\d{1,2})[.)][*_]{0,2}(?=\s|$)")
_BARE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$", re.IGNORECASE)
_ROMAN_PAGE = re.compile(r"^[ivx]{2,6}$")
_MID_NUMERAL = re.compile(r"(?<=[.!?)])\s+(\d{1,2})\.\s+(?=[A-Z‘“\"'])")
_LABEL = r"(?:lear\w{0,3}(?:\s+\w)?\s+(?:that|how\s+to))\s*(?:…|\.{2,}|:)?"
_LABELS = re.compile(rf"^(?:{_LABEL}\s*)+$", re.IGNORECASE)
_THAT_LABEL = re.compile(r"^lear\w{0,3}(?:\s+\w)?\s+that\b", re.IGNORECASE)
_MARKUP = re.compile(r"</?u>|\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?)…])[*_](?!\w)|`")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
# Where hardly any line is stepped in, one single space before a line is what an extractor left of a page's end.
_STEP = re.compile(r"^ (?=\S)")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0e-\x1f]")


class Sort(StrEnum):
    """What a token is."""

    TEXT = "text"
    NUMERAL = "numeral"
    BULLET = "bullet"
    LABEL = "label"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Token:
    """A mark or a run of words on one line.

    ``number`` and ``bullet`` belong to a text whose mark stands right before it on its own line; ``mark`` is that
    mark as printed. ``after_blank`` and ``after_page`` say what stood between this token and the one before.
    ``side`` is "L" or "R" where the document itself says which column the words are in.
    """

    sort: Sort
    line: int
    raw: str
    text: str = ""
    number: int | None = None
    bullet: bool = False
    soft: bool = False
    mark: str = ""
    after_blank: bool = False
    after_page: bool = False
    side: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source with its 1-based number, and its text without markup."""

    number: int
    raw: str
    text: str
    is_heading: bool = False
    new_page: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.raw.split()


def as_lines(source: str) -> tuple[Line, ...]:
    """The source as numbered lines. Only line feeds end a line, so numbers are those an editor shows."""
    raws = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    stepped = [raw for raw in raws if _STEP.match(raw)]
    traces = 0 < len(stepped) * 10 < sum(bool(raw.split()) for raw in raws)
    lines = []
    for number, raw in enumerate(raws, start=1):
        marked = _HEADING_MARK.match(raw.strip())
        turned = "\f" in raw or (traces and bool(_STEP.match(raw)))
        lines.append(Line(number, raw, clean(raw), is_heading=bool(marked), new_page=turned))
    return tuple(lines)


def clean(raw: str) -> str:
    """The words without markup, unseen characters and runs of space."""
    bare = _MARKUP.sub("", _UNSEEN.sub("", _HEADING_MARK.sub("", raw.strip())))
    return " ".join(bare.split())


def is_label(text: str) -> bool:
    """Whether the line is nothing but "Learn that…" or "Learn how to…", slips of a letter allowed."""
    return bool(_LABELS.match(text))


def is_that_label(text: str) -> bool:
    """Whether the line is a label that opens a list of *learn that* statements."""
    return is_label(text) and bool(_THAT_LABEL.match(text))


def is_page_number(text: str) -> bool:
    """Whether the line is a page number and nothing else."""
    return bool(_BARE_NUMBER.match(text) or _ROMAN_PAGE.match(text))


def running_heads(lines: tuple[Line, ...]) -> frozenset[str]:
    """Short lines that stand beside a page number or a page's start three times or more, and are no sentence's part."""
    beside: Counter[str] = Counter()
    filled = [line for line in lines if not line.is_blank]
    for before, line, after in zip([None, *filled], filled, [*filled[1:], None], strict=False):
        near = line.new_page or any(other is not None and is_page_number(other.text) for other in (before, after))
        if near and _is_like_a_head(line.text):
            beside[line.text] += 1
    return frozenset(text for text, times in beside.items() if times >= 3)


def _is_like_a_head(text: str) -> bool:
    words = text.split()
    runs_on = text[-1:] in ".,;:?!" or text[:1].islower()
    return 0 < len(words) <= 12 and len(text) > 3 and not runs_on and not is_page_number(text) and not is_label(text)


def tokenise(lines: tuple[Line, ...], heads: frozenset[str]) -> tuple[Token, ...]:
    """Cut lines into tokens, each knowing what gap stood before it."""
    tokens: list[Token] = []
    blank = page = False
    for line in lines:
        if line.is_blank:
            blank, page = True, page or line.new_page
            continue
        made = _tokens_of(line, heads)
        if made and all(token.sort is Sort.FURNITURE for token in made):
            tokens += made
            blank = page = True
            continue
        turned = page or line.new_page
        tokens.append(replace(made[0], after_blank=blank or turned, after_page=turned))
        tokens += made[1:]
        blank = page = False
    return tuple(tokens)


def _tokens_of(line: Line, heads: frozenset[str]) -> list[Token]:
    if not line.text or is_page_number(line.text) or line.text in heads:
        return [Token(Sort.FURNITURE, line.number, line.raw)]
    if is_label(line.text):
        return [Token(Sort.LABEL, line.number, line.raw)]
    cells = line.raw.split("\t")
    filled = [(at, cell) for at, cell in enumerate(cells) if cell.split()]
    if len(cells) < 3 or len(filled) > 3:
        return _marks(line.number, line.raw, "")
    tokens: list[Token] = []
    for at, cell in filled:
        side = "R" if at == len(cells) - 1 else "L"
        tokens += [Token(Sort.LABEL, line.number, cell)] if is_label(clean(cell)) else _marks(line.number, cell, side)
    return _married(tokens)


def _marks(number: int, raw: str, side: str) -> list[Token]:
    """Cut one cell at its bullets and its leading numeral."""
    rest, tokens = raw.strip(), list[Token]()
    heading = _HEADING_MARK.match(rest)
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


def cut_at_numerals(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Cut a text where the next rising numeral stands in the middle of it, after the end of a sentence."""
    seen = {token.number for token in tokens if token.number is not None}
    cut: list[Token] = []
    for token in tokens:
        found = _MID_NUMERAL.search(token.text) if token.sort is Sort.TEXT else None
        number = int(found.group(1)) if found else 0
        if found is None or number in seen or number - 1 not in seen or token.raw != token.text:
            cut.append(token)
            continue
        seen.add(number)
        left, right = token.text[: found.start()], token.text[found.end() :]
        cut.append(replace(token, text=left, raw=left))
        cut.append(Token(Sort.TEXT, token.line, right, text=right, number=number, mark=f"{number}.", side=token.side))
    return tuple(cut)
