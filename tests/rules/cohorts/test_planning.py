"""How a timetable is laid out around closed days, and what it says of each date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.cohorts.rules.planning import plan, why_not_plan
from goldenthread.cohorts.rules.terms import illustrative, why_closed
from goldenthread.cohorts.types import Rhythm
from goldenthread.cohorts.types.plans import Taken
from goldenthread.cohorts.types.terms import Span, SpanKind, TermDates
from goldenthread.ground.types.days import LONDON
from goldenthread.programmes.types import ComponentKind, Route
from tests.rules.cohorts.made import BOTH, component

STARTS, ENDS = date(2026, 1, 12), date(2027, 3, 31)
TERMS = TermDates((*illustrative(2025), *illustrative(2026)))
BLENDED, ONLINE = frozenset({Route.BLENDED}), frozenset({Route.ONLINE})


def event(number, **changed):
    return component(number, kind=ComponentKind.EVENT, **{"minutes": 360, **changed})


def days(planned):
    return [session.starts_at.astimezone(LONDON).date() for session in planned.sessions]


def test_a_timetable_keeps_its_local_hour_across_the_change_of_clocks() -> None:
    components = (
        event(1),
        component(2, kind=ComponentKind.ONLINE_STUDY),
        component(3, kind=ComponentKind.WEBINAR, minutes=90),
    )

    first, second = plan(
        components, Rhythm(date(2026, 3, 4), weeks_between=4, starts=time(9, 30)), ends_on=ENDS, venue="Town Hall"
    ).sessions

    assert (first.component_id, first.venue) == (1, "Town Hall")
    assert (first.starts_at, first.ends_at) == (
        datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
        datetime(2026, 3, 4, 15, 30, tzinfo=UTC),
    )
    assert (second.component_id, second.venue) == (3, "")
    assert second.starts_at == datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
    assert (first.moved, second.moved) == ("", "")


def test_nobody_sits_for_longer_than_a_working_day() -> None:
    conference = component(1, kind=ComponentKind.CONFERENCE, minutes=900)

    (only,) = plan([conference], Rhythm(date(2026, 3, 4)), ends_on=ENDS).sessions

    assert only.ends_at - only.starts_at == timedelta(hours=8)


def test_a_date_that_moved_says_why() -> None:
    fridays = Rhythm(date(2026, 4, 3), weeks_between=4)

    (friday,) = plan([event(1)], fridays, ends_on=ENDS).sessions
    (after_easter,) = plan([event(1)], fridays, ends_on=ENDS, terms=TERMS).sessions

    assert friday.moved == "3 April is Good Friday: moved to 10 April"
    assert after_easter.moved == "3 April is Good Friday; 10 April is outside the terms: moved to 17 April"


def test_a_long_holiday_is_said_once() -> None:
    (only,) = plan([event(1)], Rhythm(date(2026, 7, 22)), ends_on=ENDS, terms=TERMS).sessions

    assert only.moved == ("Each Wednesday from 22 July to 2 September is outside the terms: moved to 9 September")


def test_a_day_is_given_once_to_the_same_people() -> None:
    taken = [Taken(date(2026, 3, 4), "Conference", BLENDED)]
    rhythm = Rhythm(date(2026, 3, 4))

    (blended,) = plan([event(1, routes=BLENDED)], rhythm, ends_on=ENDS, taken=taken).sessions
    (online,) = plan([event(1, routes=ONLINE)], rhythm, ends_on=ENDS, taken=taken).sessions

    assert blended.moved == "4 March has “Conference”: moved to 11 March"
    assert online.moved == ""


def test_what_finds_no_later_day_goes_back_to_an_earlier_one() -> None:
    closed = TermDates((Span(SpanKind.CLOSURE, "Works", date(2026, 3, 9), date(2026, 3, 31)),))
    rhythm = Rhythm(date(2026, 2, 4), weeks_between=6, last_on=date(2026, 3, 31))

    back = plan([event(1), event(2)], rhythm, ends_on=ENDS, terms=closed)
    lost = plan([event(1), event(2), event(3)], replace(rhythm, weeks_between=5), ends_on=ENDS, terms=closed)

    assert days(back) == [date(2026, 2, 4), date(2026, 3, 4)]
    assert back.sessions[1].moved == "Each Wednesday from 18 March to 25 March is in “Works”: moved to 4 March"
    assert lost.lost == ("Component 3",)
    nowhere = TermDates((Span(SpanKind.CLOSURE, "Works", date(2026, 1, 1), date(2026, 3, 31)),))
    assert plan([event(1)], rhythm, ends_on=ENDS, terms=nowhere).lost == ("Component 1",)


def test_the_order_of_the_programme_is_kept_when_something_moves_past_the_next() -> None:
    webinars = Rhythm(date(2026, 4, 3), weeks_between=1, online_weekday=1)

    planned = plan([event(1), component(2, kind=ComponentKind.WEBINAR)], webinars, ends_on=ENDS, terms=TERMS)

    assert days(planned) == [date(2026, 4, 17), date(2026, 4, 21)]
    assert planned.sessions[1].moved == (
        "7 April is outside the terms; 14 April is before the session that comes first: moved to 21 April"
    )


def test_modules_spread_evenly_and_counterparts_share_a_week() -> None:
    other = uuid4()
    components = (
        event(1, routes=BLENDED),
        component(2, kind=ComponentKind.WEBINAR, routes=ONLINE),
        event(3, routes=BLENDED),
        replace(event(4, routes=BLENDED), module_ref=other),
        replace(component(5, kind=ComponentKind.WEBINAR, routes=BOTH), module_ref=other),
    )
    rhythm = Rhythm(
        date(2026, 1, 14), weeks_between=0, last_on=date(2026, 12, 16), online_weekday=3, online_starts=time(16, 0)
    )

    planned = plan(components, rhythm, ends_on=ENDS)

    assert days(planned) == [
        date(2026, 1, 14),
        date(2026, 1, 15),
        date(2026, 4, 8),
        date(2026, 7, 1),
        date(2026, 9, 24),
    ]
    assert planned.sessions[1].starts_at.astimezone(LONDON).time() == time(16, 0)


def test_what_is_online_never_goes_before_the_first_day() -> None:
    webinar = component(1, kind=ComponentKind.WEBINAR)

    assert days(plan([webinar], Rhythm(date(2026, 1, 14), online_weekday=0), ends_on=ENDS)) == [date(2026, 1, 19)]


@given(
    first=st.dates(date(2026, 1, 12), date(2026, 6, 30)),
    weeks=st.integers(0, 6),
    number=st.integers(1, 8),
    weekday=st.none() | st.integers(0, 4),
)
def test_no_session_is_ever_on_a_closed_day_and_the_same_plan_has_the_same_mark(first, weeks, number, weekday) -> None:
    components = [event(n) if n % 2 else component(n, kind=ComponentKind.WEBINAR) for n in range(1, number + 1)]
    rhythm = Rhythm(first, weeks_between=weeks, online_weekday=weekday)

    planned = plan(components, rhythm, ends_on=ENDS, terms=TERMS)

    on = days(planned)
    assert [why_closed(day, TERMS) for day in on] == [""] * len(on)
    assert len(set(on)) == len(on)
    assert all(first <= day <= ENDS for day in on)
    assert len(planned.sessions) + len(planned.lost) == number
    assert plan(components, rhythm, ends_on=ENDS, terms=TERMS).mark == planned.mark


@pytest.mark.parametrize(
    ("word", "components", "rhythm", "code"),
    [
        ("fits", 3, Rhythm(STARTS), None),
        ("spread evenly", 3, Rhythm(STARTS, weeks_between=0), None),
        ("nothing live is left", 0, Rhythm(STARTS), "nothing_to_plan"),
        ("backwards in time", 3, Rhythm(STARTS, weeks_between=-1), "no_rhythm"),
        ("starts too early", 3, Rhythm(STARTS - timedelta(days=1)), "outside_cohort"),
        ("ends too late", 3, Rhythm(STARTS, last_on=ENDS + timedelta(days=1)), "outside_cohort"),
        ("ends before it starts", 3, Rhythm(STARTS, last_on=STARTS - timedelta(days=1)), "outside_cohort"),
        ("needs more weeks than there are", 3, Rhythm(STARTS, weeks_between=40), "no_day_left"),
        ("many of them", 5, Rhythm(STARTS, weeks_between=40), "no_day_left"),
        ("into the night", 1, Rhythm(STARTS, starts=time(17, 0)), "outside_the_day"),
    ],
)
def test_timetables(word, components, rhythm, code) -> None:
    planned = plan([event(n) for n in range(components)], rhythm, ends_on=ENDS)

    refusal = why_not_plan(planned, rhythm, starts_on=STARTS, ends_on=ENDS)

    assert (refusal.code if refusal else None) == code, word
