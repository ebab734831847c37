"""A curriculum lead sets which scripts are marked twice and when markings agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.agreeing import set_agreement
from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.queries.limiting import limit_page
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import (
    AgreementRule,
    MarkingPlan,
    PolicyTerms,
    SecondMarking,
    SecondRule,
    ThirdPerson,
)
from tests.makers.programmes import make_release

PLAN = MarkingPlan(SecondMarking.SOME, SecondRule(fails=True), AgreementRule(third=ThirdPerson.MARKER))


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get()


def test_a_rule_holds_from_its_day_and_the_rest_stays(cast, programme, at) -> None:
    terms = PolicyTerms(at.date() + timedelta(days=3), "the board")

    for _ in range(2):
        set_agreement(programme.ref, PLAN, terms, by=cast.curriculum_lead, at=at)

    policy = AssessmentPolicy.objects.get(programme=programme).as_policy()
    (own, before) = limit_page(programme.ref, by=cast.curriculum_lead).lines
    assert (policy.second_marking, policy.second, policy.agreement) == (PLAN.which, PLAN.second, PLAN.agreement)
    assert (own.policy.words, own.policy.gate) == (before.policy.words, before.policy.gate)
    assert not {"second_marking", "agreement"} & set(own.policy.illustrates)
    entry = AuditEntry.objects.get(did="programmes.set_agreement")
    assert entry.facts == {"since": terms.in_force_from.isoformat()}


@pytest.mark.parametrize(
    ("who", "plan", "error"),
    [("programme_manager", PLAN, Refused), ("curriculum_lead", replace(PLAN, second=SecondRule()), Faulty)],
)
def test_nothing_is_set_by_others_or_without_saying_which(cast, programme, at, who: str, plan, error) -> None:
    with pytest.raises(error):
        set_agreement(programme.ref, plan, PolicyTerms(at.date(), "the board"), by=getattr(cast, who), at=at)

    assert AssessmentPolicy.objects.filter(programme=programme).count() == 0
