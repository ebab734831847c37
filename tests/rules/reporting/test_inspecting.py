"""Which week a pack is of, what its tables say, and that it prints whatever it holds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from goldenthread.reporting.rules.inspecting import (
    mode_of,
    monday_of,
    next_week,
    packed,
    people_in,
    read,
    span_of,
    tables_of,
)
from goldenthread.reporting.rules.printing import draw
from goldenthread.reporting.types.inspecting import PackLine, PolicyFacts, SessionFacts, WeekFacts, WeekPack

MONDAY = date(2026, 3, 23)
LEADS, GONE = uuid4(), uuid4()


def session(**changes: object) -> SessionFacts:
    told = {
        "starts_at": datetime(2026, 3, 24, 9, tzinfo=UTC),
        "ends_at": datetime(2026, 3, 24, 15, 30, tzinfo=UTC),
        "title": '#panic("no") *Event* <b>1</b>',
        "programme": "Senior leadership",
        "cohort": "Autumn",
        "partner": "Harbour",
        "place": "",
        "link": "https://meet.example/a-very/long_link?with=parts",
        "facilitators": (LEADS,),
        "expected": 12,
    }
    return SessionFacts(**told | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [MONDAY, date(2026, 3, 25), date(2026, 3, 29)])
def test_any_day_means_its_week(day) -> None:
    assert monday_of(day) == MONDAY


def test_the_next_week_follows_the_clock_in_england() -> None:
    # Half past eleven at night in summer, by the world's clock: in England it is Monday already.
    assert next_week(datetime(2026, 6, 7, 23, 30, tzinfo=UTC)) == date(2026, 6, 15)
    assert next_week(datetime(2026, 6, 7, 22, 30, tzinfo=UTC)) == date(2026, 6, 8)


def test_a_week_in_which_the_clocks_change_is_an_hour_shorter() -> None:
    begins, ends = span_of(MONDAY)

    assert (ends.astimezone(UTC) - begins.astimezone(UTC)).total_seconds() == (7 * 24 - 1) * 3600


@pytest.mark.parametrize(
    ("in_rooms", "online", "words"),
    [
        (True, True, "Face-to-face and online"),
        (True, False, "Face-to-face"),
        (False, True, "Online"),
        (False, False, "No session has a place yet"),
    ],
)
def test_how_a_partner_delivers_is_what_its_sessions_say(in_rooms, online, words) -> None:
    assert mode_of(in_rooms=in_rooms, online=online) == words


def test_people_are_kept_by_who_they_are_and_read_by_name() -> None:
    facts = WeekFacts(
        MONDAY, "Fenland", sessions=(session(), session(facilitators=(GONE,), link=""), session(place="Hall"))
    )
    kept = packed(tables_of(facts))

    tables = {table.key: table for table in read(kept, {LEADS: "Farah Aziz"})}

    assert people_in(kept) == {LEADS, GONE}
    assert [(row[7], row[9]) for row in tables["sessions"].rows] == [
        ("Online", "Farah Aziz"),
        ("Not recorded", "Nobody yet"),
        ("Hall", "Farah Aziz"),
    ]
    assert tables["sessions"].rows[0][1:4] == ("Tuesday 24 March 2026", "09:00", "15:30")


def test_a_policy_of_our_own_making_says_so() -> None:
    made = [
        PolicyFacts("Senior leadership", "Engagement", date(2021, 9, 1), "Specification", is_illustrative=ours)
        for ours in (True, False)
    ]
    (policies,) = [t for t in tables_of(WeekFacts(MONDAY, "Fenland", policies=tuple(made))) if t.key == "policies"]

    assert [row[3] for row in policies.rows] == ["Specification (illustrative)", "Specification"]


def test_it_prints_the_same_for_the_same_and_takes_no_orders() -> None:
    line = PackLine(
        uuid4(), MONDAY, 1, "Fenland", "Priya Shah", datetime(2026, 3, 20, 9, 5, 1, 123, tzinfo=UTC), 1, 12, 1
    )
    tables = read(packed(tables_of(WeekFacts(MONDAY, "Fenland", sessions=(session(),)))), {})
    pack = WeekPack(line, tables, ("Crown copyright",))

    assert draw(pack) == draw(pack)
    assert draw(pack).startswith(b"%PDF")
    assert line.ends_on == date(2026, 3, 29)
