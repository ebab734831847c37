"""Trying a policy: who would change side, cohort by cohort, before anything is adopted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import Engagement
from goldenthread.cohorts.queries.trying import trial
from goldenthread.cohorts.rules.trying import in_pages
from goldenthread.cohorts.types import Mark, RegisterSheet, Source
from goldenthread.programmes.models import Programme
from goldenthread.programmes.types import ExcusedRule, Route
from tests.makers.assessment import credit_everything
from tests.makers.cohorts import DETAILS, Enrolled, enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.policies import a_policy, each_part

ON = date(2026, 1, 5)
HARDER, EASIER = each_part(ON, live=100, study=100), a_policy(ON, threshold=10)


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def try_it(cast, policy, *, at, **asked):
    return trial(Programme.objects.get().ref, policy, by=cast.curriculum_lead, at=at, **asked)


def test_it_names_who_would_no_longer_reach_the_figure_and_who_would(cast, at, enrolled) -> None:
    credit_everything(cast, enrolled, at=at)
    (other,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    for c in enrolled.cohort.built.outline.on(Route.BLENDED)[:-2]:
        credit(other, c.ref, source=Source.BY_HAND, source_ref=uuid4(), by=cast.programme_manager, at=at)
    before = list(Engagement.objects.order_by("pk").values())

    harder, easier = try_it(cast, HARDER, at=at), try_it(cast, a_policy(ON, threshold=100), at=at)

    (cohort,) = harder.cohorts
    assert (cohort.line.title, cohort.people, cohort.met_now, cohort.met_then) == ("Autumn 2025", 2, 2, 1)
    assert [(person.name, person.then.short) for person in cohort.losing] == [("Person 01", ("Own study",))]
    assert (harder.people, harder.losing, harder.gaining, harder.cohorts_total) == (2, 1, 0, 1)
    assert [person.now.percent * 10_000 // 1000 for person in easier.cohorts[0].losing] == [928]
    assert list(Engagement.objects.order_by("pk").values()) == before


def test_being_excused_is_reckoned_as_the_draft_says(cast, at, enrolled) -> None:
    sheet = RegisterSheet(uuid4(), {enrolled.ref: Mark.EXCUSED})
    take_register(enrolled.cohort.session("Event 1"), sheet, by=cast.facilitator, at=at)
    nothing = a_policy(ON, threshold=14)

    assert try_it(cast, nothing, at=at).gaining == 0
    done = try_it(cast, replace(nothing, excused=100), at=at)
    left_out = try_it(cast, replace(nothing, excused_rule=ExcusedRule.LEFT_OUT), at=at)

    assert [person.name for person in done.cohorts[0].gaining] == ["Parveen Begum"]
    assert (left_out.gaining, left_out.cohorts[0].met_then) == (0, 0)


def test_a_mark_that_the_draft_weighs_counts_as_the_draft_says_and_not_twice(cast, at, enrolled) -> None:
    sheet = RegisterSheet(uuid4(), {enrolled.ref: Mark.PARTLY})
    take_register(enrolled.cohort.session("Event 1"), sheet, by=cast.facilitator, at=at)
    # Half of three hours is 7 % of 21 hours, and was credited when the register was taken.
    half = a_policy(ON, threshold=8)

    assert try_it(cast, half, at=at).gaining == 0
    assert try_it(cast, replace(half, threshold=7), at=at).gaining == 1
    assert try_it(cast, replace(half, partly=100), at=at).gaining == 1


def test_what_is_not_theirs_to_see_is_not_tried_and_nothing_is_an_empty_page(cast, at, enrolled) -> None:
    programme = Programme.objects.get().ref
    assert trial(programme, EASIER, by=cast.partner_manager, at=at).people == 1

    assert trial(programme, EASIER, by=cast.outsider, at=at).cohorts == ()
    assert trial(uuid4(), EASIER, by=cast.curriculum_lead, at=at, page=9).pages == 1


def test_a_page_holds_so_many_people_and_takes_as_many_statements(cast, at, enrolled) -> None:
    few = statements_of(lambda: try_it(cast, EASIER, at=at))
    other = make_cohort(
        cast,
        at=at,
        built=enrolled.cohort.built,
        details=replace(DETAILS, title="Earlier", starts_on=date(2025, 8, 1)),
        partner=cast.other_partner.ref,
    )
    for ref in enrol_many(cast, other, 5, at=at):
        credit_everything(cast, Enrolled(ref, other), at=at)

    assert statements_of(lambda: try_it(cast, EASIER, at=at)) == few == 7
    assert [(cohort.line.title, cohort.people) for cohort in try_it(cast, EASIER, at=at).cohorts] == [
        ("Autumn 2025", 1),
        ("Earlier", 5),
    ]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([], ()),
        ([(1, 4), (2, 6), (3, 1)], ((1, 2), (3,))),
        ([(1, 40), (2, 0), (3, 9)], ((1,), (2, 3))),
    ],
)
def test_cohorts_are_laid_out_in_pages_of_at_most_so_many_people(sizes, expected) -> None:
    assert in_pages(sizes, most=10) == expected
