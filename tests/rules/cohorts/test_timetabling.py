"""Dates of cohorts and sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.cohorts.rules.opening import why_not_host
from goldenthread.cohorts.rules.timetabling import (
    together,
    why_not_all,
    why_not_hour,
    why_not_lead,
    why_not_meet,
    why_not_open,
    why_not_room,
    why_not_seat_so_many,
)
from goldenthread.cohorts.types import BusyHour, CohortDetails, SessionDetails
from goldenthread.cohorts.types.terms import Span, SpanKind, TermDates
from goldenthread.people.types import OrganisationKind
from goldenthread.programmes.types import ReleaseState

COHORT = CohortDetails("Spring", date(2026, 1, 12), date(2027, 3, 31), 30, "Town Hall")
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLOSED = Span(SpanKind.CLOSURE, "Moor fair", date(2026, 6, 1), date(2026, 6, 2))


@pytest.mark.parametrize(
    ("word", "changed", "taken", "code"),
    [
        ("as it is", {}, 0, None),
        ("no title", {"title": " "}, 0, "no_title"),
        ("ends on its first day", {"ends_on": COHORT.starts_on}, 0, "ends_before_start"),
        ("no places", {"capacity": 0}, 0, "no_places"),
        ("fewer places than are taken", {"capacity": 10}, 11, "too_few_places"),
        ("as many places as are taken", {"capacity": 10}, 10, None),
    ],
)
def test_cohorts(word, changed, taken, code) -> None:
    refusal = why_not_open(replace(COHORT, **changed), taken=taken)

    assert (refusal.code if refusal else None) == code, word


@pytest.mark.parametrize(
    ("word", "starts_at", "length", "code"),
    [
        ("within the cohort", NINE, timedelta(hours=6), None),
        ("backwards", NINE, timedelta(0), "ends_before_start"),
        ("for a week", NINE, timedelta(days=7), "too_long"),
        ("before the cohort", NINE - timedelta(days=90), timedelta(hours=6), "outside_cohort"),
        ("past the cohort’s end", datetime(2027, 3, 31, 20, tzinfo=UTC), timedelta(hours=6), "outside_cohort"),
    ],
)
def test_sessions(word, starts_at, length, code) -> None:
    session = SessionDetails(starts_at, starts_at + length)

    refusal = why_not_meet(session, starts_on=COHORT.starts_on, ends_on=COHORT.ends_on)

    assert (refusal.code if refusal else None) == code, word


def test_nobody_leads_two_sessions_at_once() -> None:
    wanted = BusyHour(NINE, NINE + timedelta(hours=2))
    before, clash = (
        BusyHour(NINE - timedelta(hours=2), NINE),
        BusyHour(NINE + timedelta(hours=1), NINE + timedelta(hours=3), "Event 2"),
    )

    assert why_not_lead("Farah Aziz", wanted=wanted, busy=[before]) is None
    assert why_not_lead("Farah Aziz", wanted=wanted, busy=[before, clash]).says == (
        "Farah Aziz leads “Event 2” from 10am to midday on 2 March 2026."
    )
    hidden = replace(clash, title="")
    assert "leads another session" in why_not_lead("Farah Aziz", wanted=wanted, busy=[hidden]).says


@pytest.mark.parametrize(
    ("word", "starts_at", "length", "anyway", "code"),
    [
        ("a school day", NINE, timedelta(hours=6), "", None),
        ("in summer time, by the clock on the wall", datetime(2026, 7, 1, 6, 0, tzinfo=UTC), HOUR, "", None),
        ("before seven", datetime(2026, 7, 1, 5, 30, tzinfo=UTC), HOUR, "", "outside_the_day"),
        ("past ten", datetime(2026, 3, 2, 21, 30, tzinfo=UTC), HOUR, "", "outside_the_day"),
        ("through the night", datetime(2026, 3, 2, 20, 0, tzinfo=UTC), timedelta(hours=10), "", "outside_the_day"),
        ("on Good Friday", datetime(2026, 4, 3, 9, 0, tzinfo=UTC), HOUR, "", "closed_that_day"),
        (
            "until Good Friday",
            datetime(2026, 4, 2, 9, 0, tzinfo=UTC),
            timedelta(days=1, hours=2),
            "",
            "closed_that_day",
        ),
        ("in a closure", datetime(2026, 6, 1, 9, 0, tzinfo=UTC), HOUR, "", "closed_that_day"),
        ("in a closure, with a reason", datetime(2026, 6, 1, 9, 0, tzinfo=UTC), HOUR, "The hub is open", None),
    ],
)
def test_hours(word, starts_at, length, anyway, code) -> None:
    session = SessionDetails(starts_at, starts_at + length, anyway=anyway)

    refusal = why_not_hour(session, terms=TermDates((CLOSED,)))

    assert (refusal.code if refusal else None) == code, word


def test_nothing_is_in_a_room_that_is_in_use() -> None:
    wanted = BusyHour(NINE, NINE + timedelta(hours=2))
    after, clash = (
        BusyHour(NINE + timedelta(hours=2), NINE + timedelta(hours=3)),
        BusyHour(NINE + HOUR, NINE + timedelta(hours=3), "Event 2, Spring"),
    )

    assert why_not_room("Blue, Town Hall", wanted=wanted, busy=[after]) is None
    assert why_not_room("Blue, Town Hall", wanted=wanted, busy=[after, clash]).says == (
        "“Event 2, Spring” is in Blue, Town Hall from 10am to midday on 2 March 2026."
    )
    assert why_not_room("Blue", wanted=wanted, busy=[replace(clash, title="")]).says.startswith("Another session is in")


@pytest.mark.parametrize(
    ("word", "capacity", "seated", "code"),
    [
        ("room for everybody", None, 40, None),
        ("as many as sit there", 12, 12, None),
        ("none at all", 0, 0, "no_places"),
        ("one too few", 0, 1, "too_few_places"),
        ("fewer than sit there", 11, 12, "too_few_places"),
    ],
)
def test_how_many_places_a_session_can_have(word, capacity, seated, code) -> None:
    refusal = why_not_seat_so_many(capacity, seated=seated)

    assert (refusal.code if refusal else None) == code, word


@pytest.mark.parametrize(
    ("word", "state", "kind", "taken", "code"),
    [
        ("a published release at a partner", "published", "delivery_partner", False, None),
        ("the provider runs one itself", "published", "lead_provider", False, None),
        ("a draft", "draft", "delivery_partner", False, "release_not_published"),
        ("a retired release", "retired", "delivery_partner", False, "release_not_published"),
        ("at a school", "published", "school", False, "not_a_partner"),
        ("a title taken", "published", "delivery_partner", True, "title_taken"),
    ],
)
def test_where_a_cohort_can_be_opened(word, state, kind, taken, code) -> None:
    refusal = why_not_host(ReleaseState(state), OrganisationKind(kind), is_title_taken=taken)

    assert (refusal.code if refusal else None) == code, word


def test_a_session_is_not_put_where_those_who_come_are_at_another() -> None:
    wanted = BusyHour(datetime(2026, 3, 2, 10, tzinfo=UTC), datetime(2026, 3, 2, 12, tzinfo=UTC))
    later = BusyHour(wanted.ends_at, wanted.ends_at + timedelta(hours=1), "Event 3")

    assert why_not_all(wanted, [(replace(wanted, title="Event 2"), 0), (later, 4)]) is None
    refusal = why_not_all(wanted, [(later, 4), (wanted, 2)])
    assert refusal
    assert refusal.says == "2 participants come to another session from 10am to midday on 2 March 2026."
    assert together([None, refusal]) is refusal


@pytest.mark.parametrize(
    ("starts", "minutes", "says"),
    [
        (datetime(2026, 12, 29, 9, 30, tzinfo=UTC), 150, "from 9:30am to midday on 29 December 2026"),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), 60, "from 11pm on 1 July 2026 to midnight on 2 July 2026"),
        (datetime(2026, 12, 29, 9, 0, tzinfo=UTC), 1740, "from 9am on 29 December 2026 to 2pm on 30 December 2026"),
    ],
)
def test_an_hour_that_is_taken_is_said_by_the_clock_of_pages(starts, minutes, says) -> None:
    assert BusyHour(starts, starts + timedelta(minutes=minutes)).when == says
