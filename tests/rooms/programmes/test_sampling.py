"""A curriculum lead sets which markings a moderator looks at."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.sampling import set_sampling
from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import PolicyTerms, SamplingRule
from tests.makers.programmes import make_release


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get()


@pytest.mark.parametrize("rule", [SamplingRule(share=15, borderline=None, doublings=2), SamplingRule(share=15)])
def test_a_rule_holds_from_its_day_and_reads_back_the_same(cast, programme, at, rule) -> None:
    terms = PolicyTerms(at.date() + timedelta(days=3), "the board", is_illustrative=True)

    for _ in range(2):
        set_sampling(programme.ref, rule, terms, by=cast.curriculum_lead, at=at)

    policy = AssessmentPolicy.objects.get(programme=programme).as_policy()
    assert (policy.sampling, "sampling" in policy.illustrates) == (rule, True)
    facts = {"since": terms.in_force_from.isoformat(), "share": "15"}
    assert AuditEntry.objects.get(did="programmes.set_sampling").facts == facts


@pytest.mark.parametrize(
    ("who", "rule", "error"),
    [("quality_lead", SamplingRule(share=5), Refused), ("curriculum_lead", SamplingRule(share=101), Faulty)],
)
def test_nothing_is_set_by_others_or_beyond_what_can_be(cast, programme, at, who: str, rule, error) -> None:
    with pytest.raises(error):
        set_sampling(programme.ref, rule, PolicyTerms(at.date(), "the board"), by=getattr(cast, who), at=at)

    assert AssessmentPolicy.objects.filter(programme=programme).count() == 0
