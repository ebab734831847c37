"""A report as pictures: one's own answers beside others', and the first review beside the second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.coaching.types.instruments import Instrument
from goldenthread.coaching.types.reports import Report
from goldenthread.web.shared.figures.behaviours import Axis, Lane, behaviour_dots, behaviour_slopes

YOU, OTHERS = "You", "Everybody shown"


@dataclass(frozen=True)
class GroupRow:
    """One group of questions beside the drawing: how many answered and how far apart, and what was written."""

    title: str
    cells: tuple[str, ...]
    held_back: bool
    comments: tuple[str, ...]


def drawn(report: Report) -> dict[str, Any]:
    """What a report's page shows besides its sentences, by the names that the page uses."""
    axis = axis_of(report.instrument)
    own = YOU if report.is_own else report.participant
    titles = {group.key: group.title for group in report.instrument.groups}
    groups = {group.key: group.title for group in report.instrument.raters}
    rows = []
    for result in report.results.groups:
        lanes = [Lane(own, result.own, is_own=True)]
        lanes += [Lane(" and ".join(groups[key] for key in cell.groups), cell.mean) for cell in result.shown]
        rows.append((titles[result.key], lanes))
    now = behaviour_dots(f"How {own.lower() if report.is_own else own} and others see it", axis=axis, rows=rows)
    then = [
        (
            change.title,
            [
                Lane(own, change.own_after, change.own_before, is_own=True),
                Lane(OTHERS, change.others_after, change.others_before),
            ],
        )
        for change in report.changes
    ]
    slopes = behaviour_slopes("The first review and this one", axis=axis, rows=then) if then else None
    beside = tuple(
        GroupRow(
            titles[result.key],
            tuple(
                f"{' and '.join(groups[key] for key in cell.groups)}: {cell.answers}, {cell.spread.value}"
                for cell in result.shown
            ),
            result.held_back,
            result.comments,
        )
        for result in report.results.groups
    )
    return {"now": now, "slopes": slopes, "groups": beside, "has_comments": any(row.comments for row in beside)}


def axis_of(instrument: Instrument) -> Axis:
    """An instrument's scale as drawings have it, with its direction in words."""
    scale = instrument.scale
    points = tuple((point.value, point.label) for point in scale.from_worst)
    return Axis(points, scale.goodness, f"Further right is better: {scale.says}")
