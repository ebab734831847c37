"""How much of a whole has been reached, and where the rule stands: the thread drawn straight."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import Figure, Table, n
from goldenthread.web.shared.words import share


@dataclass(frozen=True)
class Share(Figure):
    """A drawn share with its words: *46 of 51* and *90 %*."""

    words: str
    percent: str


def share_bar(label: str, *, done: float, total: float, threshold: float | None = None, said: str = "") -> Share:
    """A share of a whole with a mark at the threshold, which is a percentage.

    As wide as its place, so it is drawn in percentages. What is past the whole is drawn at the whole; the words and
    the table say the true figure. ``said`` is how the page says it, where it says it in its own way.
    """
    reached = share(done, total)
    words = f"{n(done)} of {n(total)}"
    whole = said or f"{words}, {reached} %"
    says = whole + (f"; the programme asks for {n(threshold)} %." if threshold else ".")
    rows = [("Reached", whole), *([("Asked for", f"{n(threshold)} %")] if threshold else [])]
    svg = _drawn(min(max(reached, 0), 100), threshold, says)
    return Share(label, svg, says, Table(("", label), tuple(rows)), words, f"{reached} %")


def _drawn(at: int, threshold: float | None, says: str) -> SafeString:
    rule = format_html('<line x1="{0}%" y1="0" x2="{0}%" y2="22" class="d-mark"/>', n(threshold)) if threshold else ""
    return format_html(
        '<svg class="gt-draw" xmlns="http://www.w3.org/2000/svg" width="100%" height="22" overflow="visible" role="img"'
        ' aria-label="{says}"><rect x="0" y="8" width="100%" height="6" rx="3" class="d-track"/>'
        '<rect x="0" y="8" width="{at}%" height="6" rx="3" class="d-thread-fill"/>{rule}'
        '<circle cx="{at}%" cy="11" r="7" class="{look}"/></svg>',
        says=says,
        at=at,
        rule=rule,
        look="d-point" if at else "d-hollow",
    )
