"""Dates of cohorts and sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from goldenthread.cohorts.rules.opening import why_not_host
from goldenthread.cohorts.rules.timetabling import (
    LONDON,
    plan,
    why_not_lead,
    why_not_meet,
    why_not_open,
    why_not_plan,
)
from goldenthread.cohorts.types import BusyHour, CohortDetails, Rhythm, SessionDetails
from goldenthread.people.types import OrganisationKind
from goldenthread.programmes.types import ComponentKind, ReleaseState
from tests.rules.cohorts.made import component

COHORT = CohortDetails("Spring", date(2026, 1, 12), date(2027, 3, 31), 30, "Town Hall")
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


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
        "Farah Aziz leads “Event 2” from 10:00 to 12:00 on 2 March 2026."
    )
    hidden = replace(clash, title="")
    assert "leads another session" in why_not_lead("Farah Aziz", wanted=wanted, busy=[hidden]).says


def test_a_timetable_keeps_its_local_hour_across_the_change_of_clocks() -> None:
    components = (
        component(1, kind=ComponentKind.EVENT, minutes=360),
        component(2, kind=ComponentKind.ONLINE_STUDY),
        component(3, kind=ComponentKind.WEBINAR, minutes=90),
    )

    first, second = plan(components, Rhythm(date(2026, 3, 4), weeks_between=4, starts=time(9, 30)), venue="Town Hall")

    assert (first.component_id, first.venue) == (1, "Town Hall")
    assert (first.starts_at, first.ends_at) == (
        datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
        datetime(2026, 3, 4, 15, 30, tzinfo=UTC),
    )
    assert (second.component_id, second.venue) == (3, "")
    assert second.starts_at == datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
    assert second.starts_at.astimezone(LONDON).time() == time(9, 30)


def test_nobody_sits_for_longer_than_a_working_day() -> None:
    (only,) = plan([component(1, kind=ComponentKind.CONFERENCE, minutes=900)], Rhythm(date(2026, 3, 4)))

    assert only.ends_at - only.starts_at == timedelta(hours=8)


@pytest.mark.parametrize(
    ("word", "components", "rhythm", "code"),
    [
        ("fits", 3, Rhythm(date(2026, 1, 12)), None),
        ("nothing live is left", 0, Rhythm(date(2026, 1, 12)), "nothing_to_plan"),
        ("all in one week", 3, Rhythm(date(2026, 1, 12), weeks_between=0), "no_rhythm"),
        ("starts too early", 3, Rhythm(date(2026, 1, 11)), "outside_cohort"),
        ("ends too late", 3, Rhythm(date(2026, 1, 12), weeks_between=40), "outside_cohort"),
    ],
)
def test_timetables(word, components, rhythm, code) -> None:
    planned = plan([component(n, kind=ComponentKind.EVENT) for n in range(components)], rhythm)

    refusal = why_not_plan(planned, rhythm, starts_on=COHORT.starts_on, ends_on=COHORT.ends_on)

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
