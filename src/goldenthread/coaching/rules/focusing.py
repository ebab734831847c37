"""What coaching is about: statements to propose for a meeting, and which were worked on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from goldenthread.coaching.types.meetings import FocusLine, FocusSection
from goldenthread.frameworks.types import StatementLine
from goldenthread.ground.types import Refusal

# So many are proposed at most: a list that is read, not searched. A meeting has at most so many.
PROPOSED = 6
MOST = 10


def proposed(lines: Sequence[FocusLine], coming: Mapping[UUID, str]) -> tuple[FocusLine, ...]:
    """The statements to think of first: those that what is ahead is about, in its order and then the framework's, then
    those that coaching has not worked on; what is worked on already comes after what is not.

    ``coming``: the next component by statement, the nearest first.
    """
    place = {title: n for n, title in enumerate(dict.fromkeys(coming.values()))}
    ahead = sorted(
        (line for line in lines if line.statement.ref in coming),
        key=lambda line: (line.times, place[coming[line.statement.ref]]),
    )
    rest = [line for line in lines if line.statement.ref not in coming and not line.times]
    return tuple(
        replace(line, why=_why(line, coming.get(line.statement.ref, ""))) for line in [*ahead, *rest][:PROPOSED]
    )


def by_section(
    statements: Iterable[StatementLine], *, chosen: Collection[UUID], worked: Mapping[UUID, tuple[int, date]]
) -> tuple[FocusSection, ...]:
    """The statements by section, each with how often it was worked on."""
    found: dict[tuple[int, str], list[FocusLine]] = {}
    for statement in statements:
        times, last = worked.get(statement.ref, (0, None))
        line = FocusLine(statement, statement.ref in chosen, times, last)
        found.setdefault((statement.section, statement.section_title), []).append(line)
    return tuple(FocusSection(number, title, tuple(lines)) for (number, title), lines in found.items())


def why_not_focus(number: int) -> Refusal | None:
    """Why a meeting cannot be about so many statements, or ``None``."""
    if number > MOST:
        return Refusal("too_many", f"A meeting is about {MOST} statements at most.", "Keep those that matter most.")
    return None


def _why(line: FocusLine, component: str) -> str:
    if component:
        return f"{component} comes next and is about it" + (", worked on before" if line.times else "")
    return "not worked on in coaching yet"
