"""Figures and packs as spreadsheets that run no formula."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.ground.rules.tables import as_csv
from goldenthread.reporting.types import Figures, Pack
from goldenthread.reporting.types.comparing import BY_NAMES, Picture
from goldenthread.reporting.types.yearly import AIM_NAMES, Aim, Metric, SidePage, YearPage

PARTS: Mapping[str, str] = MappingProxyType(
    {"participants": "Participants by course and partner", "sessions": "Timetable", "curriculum": "Curriculum"}
)
METRIC_HEADS = (
    "Measure",
    "Target",
    "Actual",
    "% of target",
    "What it means",
    "Numerator",
    "What it counts",
    "Denominator",
    "Out of what",
    "Source",
    "Not known",
)
STATES = ("offered", "accepted", "active", "deferred", "completed", "withdrawn")


def figures_as_csv(figures: Figures) -> bytes:
    """One row for each cohort."""
    return as_csv(
        (
            "Cohort",
            "Programme",
            "Partner",
            "Starts",
            "Ends",
            "Places",
            *(s.capitalize() for s in STATES),
            "Figure reached",
        ),
        (
            (
                c.title,
                c.programme,
                c.partner,
                c.starts_on,
                c.ends_on,
                c.capacity,
                *(c.states.get(s, 0) for s in STATES),
                c.met,
            )
            for c in figures.cohorts
        ),
    )


def pack_as_csv(pack: Pack, part: str) -> bytes:
    """One part of a pack. :raises KeyError: for a part that is not in ``PARTS``."""
    if part == "participants":
        c = pack.cohort
        return as_csv(
            ("Programme", "Partner", "Cohort", "State", "Participants"),
            ((c.programme, c.partner, c.title, state, n) for state, n in sorted(c.states.items())),
        )
    if part == "sessions":
        return as_csv(
            ("Starts", "Ends", "Session", "Module", "Where", "Led by", "Expected", "On the register"),
            (
                (
                    s.starts_at.isoformat(),
                    s.ends_at.isoformat(),
                    s.title,
                    s.module,
                    s.venue,
                    s.facilitator,
                    s.expected,
                    s.marked,
                )
                for s in pack.sessions
            ),
        )
    return as_csv(
        ("Module", "Component", "Kind", "Minutes", "Routes", "Required"),
        ((c.module, c.title, c.kind, c.minutes, c.routes, "yes" if c.is_required else "no") for c in pack.curriculum),
    )


def picture_as_csv(picture: Picture) -> bytes:
    """Everybody altogether, then a row for each group; empty where a register belongs to no single group."""
    heads = (BY_NAMES[picture.by], "Participants", "Active", "Figure reached", "At risk", "Registers due")
    return as_csv(
        (*heads, "Catch-up waiting"),
        (
            (g.name, g.placed, g.active, g.reached, g.at_risk, "" if g.registers is None else g.registers, g.catch_ups)
            for g in (picture.whole, *picture.groups)
        ),
    )


def year_as_csv(page: YearPage) -> bytes:
    """The figures of every qualification, its guided time, and what a place costs where that was entered."""
    rows: list[tuple[object, ...]] = []
    for one in page.qualifications:
        rows += [(one.title, *_metric(m)) for m in one.metrics]
        rows += [
            (one.title, f"{s.type_of_study}: {s.kind}, {s.route}, {s.release} (minutes)", "", s.minutes, "", "")
            for s in one.study
        ]
        rows += [
            (one.title, f"Guided time, {t.route}, {t.release} (minutes)", "", t.minutes, "", "") for t in one.totals
        ]
        rows += [(one.title, AIM_NAMES[a.what], "", a.number, "", a.source) for a in one.aims if a.what is Aim.COST]
    return as_csv(("Qualification", *METRIC_HEADS), rows)


def years_as_csv(page: SidePage) -> bytes:
    """Every measure of every qualification, a row for each year in which a cohort began."""
    return as_csv(
        ("Qualification", "Year", *METRIC_HEADS),
        (
            (one.title, year, *_metric(metric))
            for one in page.qualifications
            for line in one.lines
            for year, metric in zip(page.years, line.metrics, strict=True)
            if metric
        ),
    )


def _metric(m: Metric) -> tuple[object, ...]:
    numbers = (m.part, m.part_is, m.whole, m.whole_is)
    told = (m.name, m.target, m.actual, m.share, m.says, *numbers, m.source, m.unknown)
    return tuple("" if value is None else value for value in told)
