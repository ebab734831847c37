"""Where somebody stands, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from goldenthread.cohorts.types import KeptFigure
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef
from goldenthread.reporting.rules.choosing import first_things, latest
from goldenthread.reporting.rules.permitting import why_not_tell
from goldenthread.reporting.rules.telling import help_wanted, is_on_pace, joined
from goldenthread.reporting.types import Change, Thing

DAYS = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 4, 11)}


def figure(millionths: int, *, is_met: bool = False, threshold: int | None = 90) -> KeptFigure:
    return KeptFigure(millionths, is_met, Decimal(millionths) * 60 / 1_000_000, 60, threshold)


@pytest.mark.parametrize(
    ("kept", "on", "wanted"),
    [
        pytest.param(figure(0), date(2026, 1, 1), True, id="on the first day"),
        pytest.param(figure(400_000), date(2026, 2, 20), True, id="near an even pace"),
        pytest.param(figure(300_000), date(2026, 2, 20), False, id="well below it"),
        pytest.param(figure(300_000, is_met=True), date(2026, 2, 20), True, id="the figure is reached"),
        pytest.param(figure(0, threshold=None), date(2026, 2, 20), True, id="no policy, no pace"),
        pytest.param(figure(600_000), date(2027, 1, 1), False, id="after the end"),
    ],
)
def test_who_is_on_pace(kept, on, wanted) -> None:
    assert is_on_pace(kept, **DAYS, on=on) is wanted


@pytest.mark.parametrize(
    ("state", "pace", "following", "begins"),
    [
        ("active", True, "", ""),
        ("active", True, "Event 1", "Please keep Parveen free"),
        ("active", False, "Event 1", "Parveen is behind an even pace"),
        ("deferred", False, "", "Parveen has paused"),
        ("completed", False, "", ""),
        ("withdrawn", False, "Event 1", ""),
    ],
)
def test_what_would_help(state, pace, following, begins) -> None:
    said = help_wanted(name="Parveen Begum", state=state, is_on_pace=pace, following=following)

    assert said.startswith(begins)
    assert bool(said) == bool(begins)


def test_names_are_joined_as_people_say_them() -> None:
    assert [joined([]), joined(["A"]), joined(["A", "B"]), joined(["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


def test_the_first_group_comes_first_and_in_it_the_soonest() -> None:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    late, soon = Thing("Late", "", at=at + timedelta(days=9)), Thing("Soon", "", at=at)
    some_day, other = Thing("Some day", ""), Thing("Other", "", at=at)
    overdue = Thing("Overdue", "", due_on=date(2026, 1, 4))

    assert first_things([some_day, late, soon], [other]) == (soon, late, some_day)
    assert first_things([soon, late, overdue], [other]) == (overdue, soon, late)
    assert first_things([], [other]) == (other,)


def test_the_newest_changes_are_shown() -> None:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    old, new = Change("Old", at), Change("New", at + timedelta(days=1))

    assert latest([old, new], most=1) == (new,)


@pytest.mark.parametrize(
    ("hat", "may"),
    [
        (Hat(Duty.PROGRAMME_MANAGER, 1, OrganisationKind.LEAD_PROVIDER), True),
        (Hat(Duty.PROGRAMME_MANAGER, 5, OrganisationKind.DELIVERY_PARTNER), True),
        (Hat(Duty.PROGRAMME_MANAGER, 6, OrganisationKind.DELIVERY_PARTNER), False),
        (Hat(Duty.INSPECTOR, 1, OrganisationKind.LEAD_PROVIDER), False),
    ],
)
def test_who_tells_schools(hat, may) -> None:
    by = Actor(PersonRef(uuid4()), 1, "Somebody", frozenset({hat}))

    assert (why_not_tell(by, partner_id=5) is None) == may
