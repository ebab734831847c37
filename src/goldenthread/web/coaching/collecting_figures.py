"""A portfolio as a picture: which sections of the framework have evidence, and how much."""

from __future__ import annotations

from goldenthread.coaching.types.collecting import PortfolioPage
from goldenthread.web.shared.figures.coverage import coverage_bars
from goldenthread.web.shared.figures.drawing import Figure


def coverage_of(page: PortfolioPage) -> Figure:
    """A bar for each section, as long as it has statements."""
    rows = [(f"{section.number}. {section.title}", section.shown, len(section.lines)) for section in page.sections]
    full = sum(bool(section.shown) for section in page.sections)
    title = f"{full} of {len(rows)} sections have evidence"
    return coverage_bars(title, rows=rows, what="Section", there="With evidence", missing="Nothing yet")
