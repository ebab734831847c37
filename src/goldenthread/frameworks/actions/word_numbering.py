"""What Word counts itself: the numbers and marks before paragraphs, which it keeps apart from their words.

A paragraph is in a list by itself or by its style, or by a style which that one is based on. Lists that are made from
one pattern go on counting from one another, unless one says where it starts. A level begins anew under each item of the
level above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

BULLET, DEEPER = "• ", "◦ "
_FEW_FIGURES = re.compile(r"[0-9]{1,4}")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class _Level:
    """A level of a list: how its numbers are written, in which words, and from where they count."""

    written: str = "bullet"
    words: str = ""
    start: int = 1


@dataclass(slots=True)
class _Pattern:
    """A list's pattern, and how far each of its levels has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers and marks of a document's paragraphs, asked for in the order in which the paragraphs stand."""

    def __init__(self, document: Document) -> None:
        self._patterns: dict[str, _Pattern] = {}
        self._of_list: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        part = next(
            (one.target_part for one in document.part.rels.values() if one.reltype.endswith("/numbering")), None
        )
        root = getattr(part, "element", None)
        if root is None:
            return
        for made in root.iter(qn("w:abstractNum")):
            self._patterns[made.get(qn("w:abstractNumId"))] = _Pattern(dict(_levels(made)))
        for number in root.iter(qn("w:num")):
            name = number.get(qn("w:numId"))
            self._of_list[name] = _value(number, "w:abstractNumId")
            self._starts[name] = {
                _whole(one.get(qn("w:ilvl"))): _whole(_value(one, "w:startOverride"), otherwise=1)
                for one in number.iter(qn("w:lvlOverride"))
                if one.find(qn("w:startOverride")) is not None
            }

    def before(self, paragraph: Paragraph) -> str:
        """The mark before a paragraph with a space after it, or nothing."""
        name, depth = _list_of(paragraph)
        pattern = self._patterns.get(self._of_list.get(name, ""))
        if pattern is None:
            return ""
        level = pattern.levels.get(depth, _Level())
        if level.written == "bullet":
            return DEEPER if depth else BULLET
        if level.written == "none":
            return ""
        self._count(pattern, level, name, depth)
        return f"{self._said(pattern, level, depth)} "

    def _count(self, pattern: _Pattern, level: _Level, name: str, depth: int) -> None:
        """One more at this level; what stands below it begins anew."""
        if (start := self._starts[name].pop(depth, None)) is not None:
            pattern.counted[depth] = start - 1
        pattern.counted[depth] = pattern.counted.get(depth, level.start - 1) + 1
        pattern.counted = {at: so_far for at, so_far in pattern.counted.items() if at <= depth}

    def _said(self, pattern: _Pattern, level: _Level, depth: int) -> str:
        """The number as it is printed, as "3.", "b)" or "1.2"."""
        said = level.words or f"%{depth + 1}."
        for at in range(depth + 1):
            own = pattern.levels.get(at, _Level())
            said = said.replace(f"%{at + 1}", _written(pattern.counted.get(at, own.start), own.written))
        return said


def _levels(made: Any) -> Iterator[tuple[int, _Level]]:
    for level in made.iter(qn("w:lvl")):
        written, words = _value(level, "w:numFmt") or "bullet", _value(level, "w:lvlText")
        start = _whole(_value(level, "w:start"), otherwise=1)
        yield _whole(level.get(qn("w:ilvl"))), _Level(written, words, start)


def _list_of(paragraph: Paragraph) -> tuple[str, int]:
    """The list and the level that a paragraph is in, by itself or by the styles it has; no name where in none."""
    name, depth = "", ""
    for told in _properties(paragraph):
        name = name or _value(told, "w:numId")
        depth = depth or _value(told, "w:ilvl")
    return name, _whole(depth)


def _properties(paragraph: Paragraph) -> Iterator[Any]:
    """What is said of a paragraph's numbering: its own first, then its style's, then that of each style below."""
    own = paragraph._p.pPr  # noqa: SLF001  numbers stand in no other place
    if own is not None and own.numPr is not None:
        yield own.numPr
    style, seen = paragraph.style, set[str]()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        told = style.element.pPr
        if told is not None and told.numPr is not None:
            yield told.numPr
        style = style.base_style


def _value(element: Any, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _whole(said: str | None, *, otherwise: int = 0) -> int:
    """A whole number of at most four figures, as lists have them; anything else that a file says counts as none."""
    return int(said) if said and _FEW_FIGURES.fullmatch(said) else otherwise


def _written(number: int, how: str) -> str:
    if how in ("lowerLetter", "upperLetter"):
        letters = ""
        while number > 0:
            number, at = divmod(number - 1, 26)
            letters = chr(ord("a") + at) + letters
        return letters.upper() if how == "upperLetter" else letters
    if how in ("lowerRoman", "upperRoman"):
        roman, rest = "", number
        for value, sign in _ROMAN:
            while rest >= value:
                roman, rest = roman + sign, rest - value
        return roman.upper() if how == "upperRoman" else roman
    return str(number)
