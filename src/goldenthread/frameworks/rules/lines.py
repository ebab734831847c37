"""From the text of a document to lines, and what kind of line one is by itself: label, page number, running head."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from goldenthread.frameworks.types.sheets import Place

SMALL_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
NOWHERE = Place()
NO_PLACES: Mapping[int, Place] = MappingProxyType({})
# Behind the last are bullets of symbol fonts, and what extractors make of a bullet that they know no letter for.
BULLETS = "•●▪◦‣∙·○■□➢➤►⁃✓✔\uf0b7\uf0a7\uf0d8\uf0fc\x7f\x95"
_BARE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$", re.IGNORECASE)
_ROMAN_PAGE = re.compile(r"^[ivx]{2,6}$")
_LABEL = r"(?:lear\w{0,3}(?:\s+\w)?\s+(?:that|how\s+to))\s*(?:…|\.{2,}|:)?"
_LABELS = re.compile(rf"^(?:{_LABEL}\s*)+$", re.IGNORECASE)
_THAT_LABEL = re.compile(r"^lear\w{0,3}(?:\s+\w)?\s+that\b", re.IGNORECASE)
_MARKUP = re.compile(r"</?u>|\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?)…])[*_](?!\w)|`")
HEADING_MARK = re.compile(r"^#{1,6}\s+")
# Where hardly any line is stepped in, one single space before a line is what an extractor left of a page's end.
_STEP = re.compile(r"^ (?=\S)")
_FOOTNOTE = re.compile(r"(?:(?<=[A-Za-z]{4})|(?<=[.,;:!?)\]”’]))[⁰¹²³⁴-⁹]+(?=$|[\s.,;:!?)])")
SOFT_HYPHEN = "\u00ad"
# In text from a PDF, where it may be how each hyphen is drawn: within a line it is one, at a line's end it says that a
# word goes on below, and anywhere else it says nothing.
_DRAWN_HYPHEN = re.compile("(?<=[a-z])\u00ad(?=[a-z])")
_UNSEEN = re.compile("\u00ad(?!\\s*$)|[\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0e-\x1f]")


class Sort(StrEnum):
    """What a token is."""

    TEXT = "text"
    NUMERAL = "numeral"
    BULLET = "bullet"
    LABEL = "label"
    FURNITURE = "furniture"
    GHOST = "ghost"


@dataclass(frozen=True, slots=True)
class Token:
    """A mark or a run of words on one line.

    ``number`` and ``bullet`` belong to a text whose mark stands right before it on its own line; ``mark`` is that
    mark as printed. ``after_blank`` and ``after_page`` say what stood between this token and the one before.
    ``side`` is "L" or "R" where the document itself says which column the words are in, and ``cell`` is true where
    they begin a cell of its table, or what may be one. ``place`` is what the page itself tells, where it does.
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
    cell: bool = False
    place: Place = NOWHERE

    @property
    def is_placed(self) -> bool:
        """Whether the page itself says in which column the words are."""
        return self.place.side in ("L", "R")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source with its 1-based number, and its text without markup."""

    number: int
    raw: str
    text: str
    is_heading: bool = False
    new_page: bool = False
    place: Place = NOWHERE

    @property
    def is_blank(self) -> bool:
        return not self.raw.split()


def as_lines(source: str, places: Mapping[int, Place] = NO_PLACES) -> tuple[Line, ...]:
    """The source as numbered lines, with their places where a page tells them.

    Only line feeds end a line, so numbers are those an editor shows.
    """
    raws = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    stepped = [raw for raw in raws if _STEP.match(raw)]
    traces = 0 < len(stepped) * 10 < sum(bool(raw.split()) for raw in raws)
    lines = []
    for number, raw in enumerate(raws, start=1):
        marked = HEADING_MARK.match(raw.strip())
        turned = "\f" in raw or (traces and bool(_STEP.match(raw)))
        place = places.get(number, NOWHERE)
        lines.append(Line(number, raw, clean(raw), bool(marked) or place.is_heading, turned, place))
    return tuple(lines)


def clean(raw: str) -> str:
    """The words without markup, marks of footnotes, unseen characters and runs of space."""
    seen = _UNSEEN.sub("", _DRAWN_HYPHEN.sub("-", HEADING_MARK.sub("", raw.strip())))
    bare = _FOOTNOTE.sub("", _MARKUP.sub("", seen))
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
