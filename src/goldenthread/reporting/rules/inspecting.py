"""The evidence pack of an inspection week: who may make and read one, which week is meant, and what its tables say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types.inspecting import Cell, PackTable, People, ReadTable, WeekFacts

MAKERS = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD)
READERS = (*MAKERS, Duty.INSPECTOR)
NOT_RECORDED = "Not recorded"
# How far from the week in which it is made a pack's week may lie: further than any timetable reaches.
FURTHEST = timedelta(days=3 * 366)


def may_read(by: Actor) -> bool:
    """Whether this actor may see that there are packs: they are of the whole provider."""
    return by.wears_for_provider(*READERS)


def why_not_make(by: Actor) -> Refusal | None:
    """Why this actor may not make a pack, or ``None``."""
    if by.wears_for_provider(*MAKERS):
        return None
    return Refusal("may_not_make", "You cannot make a pack.", "Ask a programme manager of the lead provider.")


def why_not_that_week(week_on: date, *, today: date) -> Refusal | None:
    """Why no pack can be made of a week, or ``None``."""
    if abs(week_on - today) > FURTHEST:
        return Refusal("too_far", "That week is too far away for any timetable.", "Choose a week nearer to today.")
    return None


def monday_of(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def next_week(at: datetime) -> date:
    """The Monday after a moment, by the clock in England."""
    return monday_of(at.astimezone(LONDON).date()) + timedelta(days=7)


def span_of(week_on: date) -> tuple[datetime, datetime]:
    """When a week begins and when the next one does."""
    begins, ends = (datetime.combine(week_on + timedelta(days=n), time(), tzinfo=LONDON) for n in (0, 7))
    return begins, ends


def mode_of(*, in_rooms: bool, online: bool) -> str:
    """How a partner delivers, in words, as the sessions of its cohorts say."""
    if in_rooms and online:
        return "Face-to-face and online"
    return "Face-to-face" if in_rooms else "Online" if online else "No session has a place yet"


def tables_of(facts: WeekFacts) -> tuple[PackTable, ...]:
    """The tables of a pack, in the order in which they are read."""
    return (_partners(facts), _courses(facts), _by_partner(facts), _sessions(facts), *_curriculum(facts))


def _partners(facts: WeekFacts) -> PackTable:
    return PackTable(
        "partners",
        "Delivery partners",
        "How they deliver is read from all sessions of their cohorts that run in the week.",
        ("Delivery partner", "Place", "How they deliver", "Specialism", "Cohorts", "Participants"),
        tuple(
            (
                p.name,
                p.place or NOT_RECORDED,
                mode_of(in_rooms=p.in_rooms, online=p.online) if p.cohorts else "No cohort runs in the week",
                p.specialism or NOT_RECORDED,
                p.cohorts,
                p.participants,
            )
            for p in facts.partners
        ),
        frozenset({4, 5}),
    )


def _courses(facts: WeekFacts) -> PackTable:
    return PackTable(
        "courses",
        "Participants by course",
        "Those who have accepted their place, are active or have deferred, on cohorts that run in the week.",
        ("Course", "Qualification", "Blended", "Online-only", "Participants", "Partners"),
        tuple((c.title, c.qualification, c.blended, c.online, c.blended + c.online, c.partners) for c in facts.courses),
        frozenset({2, 3, 4, 5}),
    )


def _by_partner(facts: WeekFacts) -> PackTable:
    return PackTable(
        "participants",
        "Participants by partner and course",
        "",
        ("Delivery partner", "Course", "Participants"),
        tuple((p.name, course, n) for p in facts.partners for course, n in p.courses.items()),
        frozenset({2}),
    )


def _sessions(facts: WeekFacts) -> PackTable:
    return PackTable(
        "sessions",
        "Sessions in the week",
        "Every session that had a time when the pack was made. Times are UK time.",
        ("Session", "Day", "From", "To", "Course", "Cohort", "Delivery partner", "Place", "Link", "Led by", "Expected"),
        tuple(
            (
                s.title,
                f"{s.starts_at.astimezone(LONDON):%A} {s.starts_at.astimezone(LONDON):%-d %B %Y}",
                f"{s.starts_at.astimezone(LONDON):%H:%M}",
                f"{s.ends_at.astimezone(LONDON):%H:%M}",
                s.programme,
                s.cohort,
                s.partner,
                s.place or ("Online" if s.link else NOT_RECORDED),
                s.link,
                People(s.facilitators),
                s.expected,
            )
            for s in facts.sessions
        ),
        frozenset({10}),
    )


def _curriculum(facts: WeekFacts) -> tuple[PackTable, ...]:
    return (
        PackTable(
            "statements",
            "What is taught in the week",
            "The statements of the framework that the sessions of the week serve.",
            ("Statement", "Section", "Says", "Session", "How", "Course"),
            tuple((s.number, s.section, s.text, s.session, s.uses, s.release) for s in facts.statements),
        ),
        PackTable(
            "coverage",
            "What the courses cover",
            "How many statements of the framework each route teaches, practises and assesses at least once.",
            ("Course", "Framework", "Route", "Guided minutes", "Statements", "Taught", "Practised", "Assessed"),
            tuple(
                (c.release, c.edition, c.route, c.minutes, c.statements, c.taught, c.practised, c.assessed)
                for c in facts.coverage
            ),
            frozenset({3, 4, 5, 6, 7}),
        ),
        PackTable(
            "outline",
            "What the courses are made of",
            "",
            ("Component", "Module", "Kind", "Minutes", "Routes", "Variant", "Course"),
            tuple((o.title, o.module, o.kind, o.minutes, o.routes, o.variant, o.release) for o in facts.outline),
            frozenset({3}),
        ),
        PackTable(
            "policies",
            "Policies in force",
            "Those that hold at the end of the week.",
            ("Policy", "Course", "In force from", "On whose word"),
            tuple(
                (p.what, p.programme, f"{p.in_force_from:%-d %B %Y}", _word(p.source, is_ours=p.is_illustrative))
                for p in facts.policies
            ),
        ),
    )


def _word(source: str, *, is_ours: bool) -> str:
    return f"{source} (illustrative)" if is_ours else source


def packed(tables: tuple[PackTable, ...]) -> list[dict[str, Any]]:
    """Tables as they are kept."""
    return [
        {
            "key": t.key,
            "title": t.title,
            "says": t.says,
            "heads": list(t.heads),
            "numbers": sorted(t.numbers),
            "rows": [[_packed_cell(cell) for cell in row] for row in t.rows],
        }
        for t in tables
    ]


def _packed_cell(cell: Cell) -> object:
    return {"people": [str(ref) for ref in cell.refs]} if isinstance(cell, People) else cell


def people_in(kept: list[dict[str, Any]]) -> frozenset[UUID]:
    """Everybody whom kept tables name."""
    cells = (cell for table in kept for row in table["rows"] for cell in row if isinstance(cell, dict))
    return frozenset(UUID(ref) for cell in cells for ref in cell["people"])


def read(kept: list[dict[str, Any]], names: Mapping[UUID, str]) -> tuple[ReadTable, ...]:
    """Kept tables with names in place of people."""
    return tuple(
        ReadTable(
            t["key"],
            t["title"],
            t["says"],
            tuple(t["heads"]),
            tuple(tuple(_read_cell(cell, names) for cell in row) for row in t["rows"]),
            frozenset(t["numbers"]),
        )
        for t in kept
    )


def _read_cell(cell: Any, names: Mapping[UUID, str]) -> str | int:
    if not isinstance(cell, dict):
        found: str | int = cell
        return found
    return ", ".join(names[UUID(ref)] for ref in cell["people"] if UUID(ref) in names) or "Nobody yet"
