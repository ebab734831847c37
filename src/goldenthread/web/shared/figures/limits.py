"""The words that count, part by part, against their limit."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import Figure, Table, joined, n
from goldenthread.web.shared.words import count

LOOKS = ("d-bar", "d-bar-two")


def word_bar(parts: Sequence[tuple[str, int]], *, counted: int, limit: int, most: int) -> Figure:
    """A bar of parts in their order from nothing to the words that count, with marks where the limit is, and where the
    most that is allowed is if that is more. As wide as its place, so it is drawn in percentages.
    """
    title = _finding(counted, limit, most)
    said = ", ".join(f"{name.lower()} {words:,}" for name, words in parts) or "nothing"
    whole = max(counted, most) * 1.04 or 1
    at, shapes = 0.0, list[SafeString]()
    for place, (_, words) in enumerate(parts):
        shapes.append(_piece(at, words, whole, LOOKS[place % 2]))
        at += words
    if counted > most:
        shapes.append(_beyond(most, counted, whole))
    marks = [(limit, f"Limit {limit:,}")] if most == limit else [(limit, f"Limit {limit:,}"), (most, "")]
    shapes += [_mark(value, words, whole) for value, words in marks]
    says = f"{title}. Counted: {said}."
    svg = format_html(
        '<svg class="gt-draw gt-draw--bar" xmlns="http://www.w3.org/2000/svg" width="100%" height="62"'
        ' overflow="visible" role="img" aria-label="{}">'
        '<rect x="0" y="28" width="100%" height="20" class="d-track"/>{}</svg>',
        says,
        joined(shapes),
    )
    rows = (*((name, f"{words:,}") for name, words in parts), ("Counted", f"{counted:,}"), ("Limit", f"{limit:,}"))
    return Figure(title, svg, says, Table(("Part", "Words"), rows))


def _finding(counted: int, limit: int, most: int) -> str:
    said = f"{counted:,} of {count(limit, 'word')}"
    if counted > most:
        if most == limit:
            return f"{said}: {count(counted - limit, 'word')} too many"
        return f"{said}: {counted - limit:,} over, and {counted - most:,} more than are allowed"
    if counted > limit:
        return f"{said}: over, but within what is allowed"
    return f"{said}: {count(limit - counted, 'word')} left" if counted < limit else f"{said}: exactly the limit"


def _piece(start: float, words: int, whole: float, look: str) -> SafeString:
    return format_html(
        '<rect x="{}%" y="28" width="{}%" height="20" class="{}"/>',
        *(n(start / whole * 100), n(words / whole * 100), look),
    )


def _beyond(most: int, counted: int, whole: float) -> SafeString:
    return format_html(
        '<rect x="{}%" y="50" width="{}%" height="5" class="d-look"/>',
        *(n(most / whole * 100), n((counted - most) / whole * 100)),
    )


def _mark(value: int, words: str, whole: float) -> SafeString:
    x = n(value / whole * 100)
    return format_html(
        '<line x1="{0}%" y1="22" x2="{0}%" y2="56" class="d-mark"/><text x="{0}%" y="16" class="d-end">{1}</text>',
        x,
        words,
    )
