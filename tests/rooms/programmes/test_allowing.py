"""A curriculum lead sets what is allowed to somebody who is late, in difficult circumstances, or tries again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.allowing import set_allowances
from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import PolicyTerms
from goldenthread.programmes.types.again import Support, SupportKind
from goldenthread.programmes.types.granting import Allowances, GrantKind
from tests.makers.programmes import make_release

TALK = Support(SupportKind.FEEDBACK_TALK, required=True, who="A marker")


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get()


@pytest.mark.parametrize(
    "rule", [Allowances(3, frozenset({GrantKind.MINUTES}), (TALK,)), Allowances(3, frozenset()), Allowances(3)]
)
def test_it_holds_from_its_day_and_reads_back_the_same(cast, programme, at, rule) -> None:
    terms = PolicyTerms(at.date() + timedelta(days=3), "the board", is_illustrative=True)

    for _ in range(2):
        set_allowances(programme.ref, rule, terms, by=cast.curriculum_lead, at=at)

    policy = AssessmentPolicy.objects.get(programme=programme).as_policy()
    assert (policy.allowances, "support" in policy.illustrates) == (rule, True)
    facts = {"since": terms.in_force_from.isoformat(), "late_days": "3"}
    assert AuditEntry.objects.get(did="programmes.set_allowances").facts == facts


@pytest.mark.parametrize(
    ("who", "rule", "error"),
    [
        ("quality_lead", Allowances(), Refused),
        ("curriculum_lead", Allowances(366), Faulty),
        ("curriculum_lead", Allowances(support=(TALK, TALK)), Faulty),
    ],
)
def test_nothing_is_set_by_others_or_beyond_what_can_be(cast, programme, at, who: str, rule, error) -> None:
    with pytest.raises(error):
        set_allowances(programme.ref, rule, PolicyTerms(at.date(), "the board"), by=getattr(cast, who), at=at)

    assert AssessmentPolicy.objects.filter(programme=programme).count() == 0
