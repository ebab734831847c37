"""What every figure is made of: shapes with classes (never inline styles), words, and the same values as a table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Wider than this, a picture keeps its size and its place scrolls; its words would become too small.
WIDE = 620


@dataclass(frozen=True)
class Table:
    """The values of a figure in rows; the first cell of a row is its heading."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each row with the head of its column beside each value: on a phone a wide table is a stack of cards."""
        return [list(zip(self.columns, row, strict=False)) for row in self.rows]


@dataclass(frozen=True)
class Figure:
    """A finding, its picture, what the picture shows in one sentence, and the same data as a table."""

    title: str
    svg: SafeString
    says: str
    table: Table


def picture(*, width: float, height: float, title: str, says: str, shapes: Iterable[SafeString]) -> SafeString:
    """An SVG named by its title and by what it says; a narrow one shrinks to its place, a wide one keeps its size."""
    return format_html(
        '<svg class="{}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img"'
        ' aria-label="{}. {}">{}</svg>',
        "gt-draw gt-draw--wide" if width > WIDE else "gt-draw",
        *(n(width), n(height), n(width), n(height), title, says),
        joined(shapes),
    )


def joined(shapes: Iterable[SafeString]) -> SafeString:
    """Shapes one after another."""
    return format_html_join("", "{}", ((shape,) for shape in shapes))


def n(value: float) -> str:
    """A number as short as it can be written."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def written(value: float) -> str:
    """A number for reading, as short as it can be written and with a true minus; ``n`` is for the drawing itself."""
    return n(value).replace("-", "\N{MINUS SIGN}")


def text(x: float, y: float, words: str, look: str = "") -> SafeString:
    """Words at a place; ``look`` names classes such as ``d-soft`` or ``d-end``."""
    return format_html('<text x="{}" y="{}" class="{}">{}</text>', n(x), n(y), look, words)


def box(x: float, y: float, width: float, height: float, look: str, *, rounded: float = 2) -> SafeString:
    """A rectangle; nothing is drawn for one without a size."""
    if width <= 0 or height <= 0:
        return SafeString("")
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" class="{}"/>',
        *(n(x), n(y), n(width), n(height), n(rounded), look),
    )


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> SafeString:
    """A straight line."""
    return format_html('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>', *(n(x1), n(y1), n(x2), n(y2), look))


def dot(x: float, y: float, radius: float, look: str) -> SafeString:
    """A round point."""
    return format_html('<circle cx="{}" cy="{}" r="{}" class="{}"/>', n(x), n(y), n(radius), look)


def square(x: float, y: float, half: float, look: str) -> SafeString:
    """A point with corners, so that two kinds of point differ by shape and not by colour alone."""
    return box(x - half, y - half, 2 * half, 2 * half, look, rounded=0)


def fitted(words: str, width: float, *, size: float = 16) -> str:
    """Words cut with an ellipsis to about this width; the table carries them whole."""
    room = _room(width, size)
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def in_lines(words: str, width: float, *, most: int, size: float = 16) -> list[str]:
    """Words in at most so many lines of about this width; the last is cut with an ellipsis."""
    first, *others = textwrap.wrap(words, _room(width, size)) or [""]
    lines = [first, *others[: most - 1]]
    rest = " ".join([lines.pop(), *others[most - 1 :]])
    return [*lines, fitted(rest, width, size=size)]


def _room(width: float, size: float) -> int:
    """How many letters of an average word have room in a width."""
    return max(int(width / (size * 0.52)), 4)
