"""Figures and packs as spreadsheets that run no formula."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.ground.rules.tables import as_csv
from goldenthread.reporting.types import Figures, Pack

PARTS: Mapping[str, str] = MappingProxyType(
    {"participants": "Participants by course and partner", "sessions": "Timetable", "curriculum": "Curriculum"}
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
