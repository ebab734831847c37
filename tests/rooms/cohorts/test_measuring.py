"""Policies of several parts in the ledger's transaction, excused and caught up, and cohorts measured anew."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.crediting import credit, rebuild_engagement, uncredit
from goldenthread.cohorts.actions.measuring import measure_on, reckon_anew
from goldenthread.cohorts.actions.registering import correct_register, take_register
from goldenthread.cohorts.models import Cohort, Credit, Engagement
from goldenthread.cohorts.queries.engagement import catch_up_terms, engagement_of
from goldenthread.cohorts.queries.measuring import measuring_page
from goldenthread.cohorts.queries.record import enrolment_page
from goldenthread.cohorts.types import Mark, RegisterSheet, Source
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import CatchUpRule, ExcusedRule
from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.policies import a_policy, adopt, each_part, weighted
from tests.makers.programmes import make_release

BEFORE, AFTER = date(2025, 9, 1), date(2025, 12, 1)


@pytest.fixture
def built(cast, at):
    return make_release(cast, at=at)


def give(enrolled, title, *, by, at, **how):
    what = enrolled.cohort.built.component(title)
    return credit(enrolled.ref, what.ref, source_ref=uuid4(), by=by, at=at, **{"source": Source.BY_HAND, **how})


def kept(enrolled):
    return Engagement.objects.get(enrolment__ref=enrolled.ref).as_figure()


@pytest.mark.parametrize("policy", [each_part(BEFORE), weighted(BEFORE)], ids=["each part", "weighted"])
def test_a_figure_of_parts_is_kept_with_every_credit_and_rebuilds_the_same(cast, at, built, policy) -> None:
    adopt(cast, policy, at=at)
    enrolled = make_enrolment(cast, at=at, cohort=make_cohort(cast, at=at, built=built))

    told = give(enrolled, "Event 1", by=cast.programme_manager, at=at).figure

    assert [(part.name, part.credited, part.due) for part in told.parts] == [
        ("Live sessions", 1, 6),
        ("Own study", 0, 420),
    ]
    assert told.percent == (0 if policy.parts[0].threshold else 10)
    assert kept(enrolled) == told == rebuild_engagement(enrolled.ref, by=cast.programme_manager, at=at)
    assert engagement_of(enrolled.ref, by=cast.participant, at=at).figure.percent == told.percent


def test_what_somebody_is_excused_from_can_be_left_out_and_come_back(cast, at, built) -> None:
    adopt(cast, a_policy(BEFORE, excused_rule=ExcusedRule.LEFT_OUT), at=at)
    enrolled = make_enrolment(cast, at=at, cohort=make_cohort(cast, at=at, built=built))
    session = enrolled.cohort.session("Event 1")

    take_register(session, RegisterSheet(uuid4(), {enrolled.ref: Mark.EXCUSED}), by=cast.facilitator, at=at)

    assert (kept(enrolled).due, Credit.objects.get().waives) == (1080, True)
    assert enrolment_page(enrolled.ref, by=cast.participant, at=at).ledger[0].waives
    correct_register(session, enrolled.ref, Mark.ABSENT, why="Was not asked", by=cast.facilitator, at=at)
    assert kept(enrolled).due == 1260


def test_a_catch_up_credits_what_the_policy_says_and_no_more_often(cast, at, built) -> None:
    adopt(cast, a_policy(BEFORE, catch_up=CatchUpRule(share=80, most=1)), at=at)
    enrolled = make_enrolment(cast, at=at, cohort=make_cohort(cast, at=at, built=built))
    first, second = (built.component(title) for title in ("Event 1", "Event 2"))
    assert catch_up_terms(enrolled.ref, first.ref).share == Fraction(4, 5)

    told = give(enrolled, "Event 1", by=cast.programme_manager, at=at, source=Source.CATCH_UP)

    assert Credit.objects.get().share == Fraction(4, 5)
    again, other = catch_up_terms(enrolled.ref, first.ref), catch_up_terms(enrolled.ref, second.ref)
    assert (again.used, again.why_not) == (0, None)
    assert (other.used, other.most, other.why_not.code if other.why_not else "") == (1, 1, "caught_up_enough")
    with pytest.raises(Refused) as refused:
        give(enrolled, "Event 2", by=cast.programme_manager, at=at, source=Source.CATCH_UP)
    assert refused.value.refusal.code == "caught_up_enough"
    uncredit(told.credit, why="Not reviewed", by=cast.programme_manager, at=at)
    assert catch_up_terms(enrolled.ref, second.ref).why_not is None


def test_a_cohort_goes_on_with_the_policy_of_its_first_day_unless_the_provider_decides(cast, at, built) -> None:
    adopt(cast, a_policy(BEFORE), at=at)
    enrolled = make_enrolment(cast, at=at, cohort=make_cohort(cast, at=at, built=built))
    programme = adopt(cast, each_part(AFTER, live=10, study=1), at=at)
    give(enrolled, "Event 1", by=cast.programme_manager, at=at)
    give(enrolled, "How culture", by=cast.programme_manager, at=at)
    assert reckon_anew(programme.ref, since=AFTER, at=at) == 0
    assert (kept(enrolled).is_met, kept(enrolled).parts) == (False, ())
    page = measuring_page(enrolled.cohort.ref, by=cast.programme_manager, at=at)
    assert [(line.on, line.is_own) for line in page.history.lines][:2] == [(AFTER, True), (BEFORE, True)]
    assert page.policy
    assert (page.policy.terms.in_force_from, page.policy_on, page.why_not) == (BEFORE, None, None)

    measure_on(enrolled.cohort.ref, AFTER, why="Agreed with all", by=cast.programme_manager, at=at)

    assert kept(enrolled).is_met
    assert Cohort.objects.get().policy_on == AFTER
    assert AuditEntry.objects.get(did="cohorts.measure_on").why == "Agreed with all"
    assert reckon_anew(programme.ref, since=AFTER, at=at) == 1
    assert measuring_page(enrolled.cohort.ref, by=cast.inspector, at=at).why_not
    measure_on(enrolled.cohort.ref, None, why="Taken back", by=cast.programme_manager, at=at)
    assert not kept(enrolled).is_met


def test_it_is_the_providers_to_decide_how_a_cohort_is_measured(cast, at, built) -> None:
    adopt(cast, a_policy(AFTER), at=at)
    enrolled = make_enrolment(cast, at=at, cohort=make_cohort(cast, at=at, built=built))

    for who, on, why, code in (
        (cast.partner_manager, AFTER, "So", "may_not_measure"),
        (cast.programme_manager, date(2020, 1, 1), "So", "no_such_policy"),
        (cast.programme_manager, None, "So", "measured_so"),
        (cast.programme_manager, AFTER, " ", "no_reason"),
    ):
        with pytest.raises(Refused) as refused:
            measure_on(enrolled.cohort.ref, on, why=why, by=who, at=at)
        assert refused.value.refusal.code == code
    with pytest.raises(Cohort.DoesNotExist):
        measuring_page(enrolled.cohort.ref, by=cast.outsider, at=at)
    assert Cohort.objects.get().policy_on is None


def test_how_a_cohort_is_measured_takes_few_statements(cast, at, built) -> None:
    enrolled = make_enrolment(cast, at=at, cohort=make_cohort(cast, at=at, built=built))
    few = statements_of(lambda: measuring_page(enrolled.cohort.ref, by=cast.programme_manager, at=at))
    for on in (BEFORE, AFTER):
        adopt(cast, a_policy(on), at=at)

    assert statements_of(lambda: measuring_page(enrolled.cohort.ref, by=cast.programme_manager, at=at)) == few == 6
