"""Which year a day lies in, how long somebody has, and what figures say where nothing is known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef
from goldenthread.reporting.rules.yearly import (
    due_on,
    metrics,
    months_for,
    name_of,
    newest,
    span_of,
    totals,
    why_not_enter,
    why_not_so,
    year_of,
)
from goldenthread.reporting.types.yearly import Aim, AimLine, Measure, NewAim, Study, YearCounts


def aim(what: Aim, number: int) -> AimLine:
    return AimLine(what, number, "Contract", "Ada", datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "year"), [(date(2025, 9, 1), 2025), (date(2026, 8, 31), 2025), (date(2026, 1, 5), 2025)]
)
def test_a_year_runs_from_september(day, year) -> None:
    assert year_of(day) == year
    begins, ends = span_of(year)
    assert begins <= day <= ends
    assert name_of(year) == "2025 to 2026"


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2017, 1, 1), 18, date(2018, 7, 1)),
        (date(2017, 11, 30), 18, date(2019, 5, 28)),
        (date(2018, 7, 1), 24, date(2020, 7, 1)),
        (date(2025, 9, 1), 18, date(2027, 3, 1)),
    ],
)
def test_the_time_to_present_goes_by_the_day_of_the_start(start, months, last) -> None:
    assert (months_for(start), due_on(start)) == (months, last)


def test_what_is_not_known_is_never_a_nought() -> None:
    for line in metrics(YearCounts(), {}):
        assert line.share is None
        assert line.actual in {"–", "0"}
        assert line.says
    assert [line.actual for line in metrics(YearCounts(), {})].count("0") == 1


def test_figures_stand_against_their_targets() -> None:
    counts = YearCounts(
        recruits=50, withdrawn=5, school_known=40, disadvantaged=12, due=20, presented=19, twice_marked=8, near_enough=7
    )
    aims = {Aim.RECRUITS: aim(Aim.RECRUITS, 40), Aim.DISADVANTAGED: aim(Aim.DISADVANTAGED, 0)}

    lines = {line.name: (line.target, line.actual, line.share) for line in metrics(counts, aims)}

    assert lines == {
        "Recruits": ("40", "50", 125),
        "From schools with 30 % or more on free school meals": ("0", "12", None),
        "From groups other than White British": ("Not entered", "–", None),
        "Presented in time": ("90 %", "95 %", 105),
        "Accuracy of assessment": ("95 %", "87 %", 92),
        "Satisfaction": ("6 of 10 or more", "–", None),
        "Retention": ("90 %", "90 %", 100),
    }


def test_every_figure_says_what_it_counts_out_of_what_and_whence() -> None:
    counts = YearCounts(
        recruits=50, withdrawn=5, school_known=40, disadvantaged=12, due=20, presented=19, twice_marked=8,
        near_enough=7, surveys=2, asked=60, answers=40, satisfied=30,
    )  # fmt: skip
    aims = {Aim.DIVERSE: aim(Aim.DIVERSE, 9), Aim.DIVERSE_KNOWN: aim(Aim.DIVERSE_KNOWN, 36)}

    lines = {line.measure: line for line in metrics(counts, aims)}

    assert {of: (line.part, line.whole, line.percent) for of, line in lines.items()} == {
        Measure.RECRUITS: (50, None, None),
        Measure.DISADVANTAGED: (12, 40, 30),
        Measure.DIVERSITY: (9, 36, 25),
        Measure.PRESENTED: (19, 20, 95),
        Measure.ACCURACY: (7, 8, 87),
        Measure.SATISFACTION: (30, 40, 75),
        Measure.RETENTION: (45, 50, 90),
    }
    assert all(line.source and line.part_is for line in lines.values())
    assert lines[Measure.DISADVANTAGED].unknown == "The school’s figure is not known of 10 of 50."
    assert lines[Measure.SATISFACTION].whole_is == "answers from 60 people asked, in 2 surveys"
    assert lines[Measure.SATISFACTION].share is None
    assert lines[Measure.DIVERSITY].source == "Entered: Contract"


@pytest.mark.parametrize(("part", "whole"), [(5, 4), (0, 0)])
def test_numbers_entered_that_cannot_both_be_so_are_not_shown(part, whole) -> None:
    aims = {Aim.DIVERSE: aim(Aim.DIVERSE, part), Aim.DIVERSE_KNOWN: aim(Aim.DIVERSE_KNOWN, whole)}

    (line,) = (line for line in metrics(YearCounts(), aims) if line.measure is Measure.DIVERSITY)

    assert (line.actual, line.part) == ("–", None)
    assert "cannot both be so" in line.says


def test_where_every_school_is_known_nothing_is_unknown() -> None:
    counts = YearCounts(recruits=4, school_known=4, disadvantaged=1)

    assert [line.unknown for line in metrics(counts, {}) if line.measure is Measure.DISADVANTAGED] == [""]


def test_the_kinds_of_a_route_add_up_and_an_hour_has_a_price_where_a_cost_was_entered() -> None:
    study = [Study("R1", "Blended", "Online", "Webinar", 60), Study("R1", "Blended", "With peers", "Community", 30),
             Study("R1", "Online-only", "Online", "Webinar", 0)]  # fmt: skip

    assert [(t.route, t.minutes, t.pence_an_hour) for t in totals(study, aim(Aim.COST, 900))] == [
        ("Blended", 90, 60_000),
        ("Online-only", 0, None),
    ]
    assert totals(study, None)[0].pence_an_hour is None


def test_the_last_number_entered_stands() -> None:
    assert newest([aim(Aim.COST, 1), aim(Aim.COST, 2)])[Aim.COST].number == 2


def test_numbers_are_entered_by_who_answers_for_them_and_have_a_source() -> None:
    def who(duty: Duty, kind: OrganisationKind) -> Actor:
        return Actor(PersonRef(uuid4()), 1, "Somebody", frozenset({Hat(duty, 1, kind)}))

    assert why_not_enter(who(Duty.QUALITY_LEAD, OrganisationKind.LEAD_PROVIDER)) is None
    assert why_not_enter(who(Duty.QUALITY_LEAD, OrganisationKind.DELIVERY_PARTNER)) is not None
    assert why_not_so(NewAim(2025, uuid4(), Aim.COST, 900, "Price list")) is None
    assert why_not_so(NewAim(2025, uuid4(), Aim.COST, 900, " ")) is not None
