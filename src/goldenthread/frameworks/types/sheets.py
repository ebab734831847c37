"""What a page of a PDF holds, before anybody judges how it is laid out: letters and drawn boxes, and where they stand.

Places are in points from the top left of the page as it is read; a letter stands on its ``base``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Glyph(NamedTuple):
    """A letter, or a space that was drawn."""

    text: str
    left: float
    right: float
    base: float
    height: float
    is_bold: bool = False


class Box(NamedTuple):
    """A path that was drawn: a rule, a border, a shade, or a dot in place of a bullet."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. ``text`` is what it says in the order in which it was drawn; ``askew`` are letters at another angle."""

    glyphs: tuple[Glyph, ...]
    boxes: tuple[Box, ...] = ()
    text: str = ""
    askew: tuple[Glyph, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What the page itself tells of a line of the source: its column, whether an item begins there, with which mark.

    ``side`` is "L" or "R" in a table of two columns. ``begins`` is None where the page does not tell. ``printed`` is
    the mark as printed.
    """

    side: str = ""
    begins: bool | None = None
    printed: str = ""
    is_heading: bool = False
    is_furniture: bool = False
    is_nested: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """A text and what is known of the places of its lines, by their numbers."""

    source: str
    places: Mapping[int, Place] = field(default_factory=dict)
