"""Statements to propose, and which were worked on."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from goldenthread.coaching.rules.focusing import MOST, PROPOSED, by_section, proposed, why_not_focus
from goldenthread.coaching.types.meetings import FocusLine
from goldenthread.frameworks.types import Kind, StatementLine

DAY = date(2026, 1, 5)


def statement(n: int, *, section: int = 1) -> StatementLine:
    """One statement."""
    return StatementLine(
        n,
        uuid4(),
        f"NPQ.{section}.LT.{n}",
        Kind.LEARN_THAT,
        n,
        f"Text {n}",
        section,
        f"Section {section}",
        "E",
        uuid4(),
    )


def test_what_comes_next_is_proposed_first_then_what_was_never_worked_on() -> None:
    a, b, c, d = (statement(n) for n in range(1, 5))
    lines = [FocusLine(a, times=1, last_on=DAY), FocusLine(b), FocusLine(c, times=2, last_on=DAY), FocusLine(d)]
    coming: dict[UUID, str] = {c.ref: "Event 2", d.ref: "Unit 3"}

    found = proposed(lines, coming)

    assert [(line.statement, line.why) for line in found] == [
        (d, "Unit 3 comes next and is about it"),
        (c, "Event 2 comes next and is about it, worked on before"),
        (b, "not worked on in coaching yet"),
    ]
    assert len(proposed([FocusLine(statement(n)) for n in range(120)], {})) == PROPOSED


def test_statements_come_by_section_with_how_often_they_were_worked_on() -> None:
    a, b, c = statement(1), statement(2), statement(1, section=2)

    one, two = by_section([a, b, c], chosen={b.ref}, worked={a.ref: (2, DAY)})

    assert (one.title, one.worked_on, two.worked_on) == ("Section 1", 1, 0)
    assert [(line.times, line.last_on, line.is_chosen) for line in one.lines] == [(2, DAY, False), (0, None, True)]


def test_a_meeting_is_about_so_many_at_most() -> None:
    assert why_not_focus(MOST) is None
    assert getattr(why_not_focus(MOST + 1), "code", "") == "too_many"
