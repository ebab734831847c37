"""A curriculum lead sets how markers are held to one standard."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.standardising import set_standard_rule
from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import PolicyTerms, StandardRule
from tests.makers.programmes import make_release

RULE = StandardRule(needs_clearance=True, every=5)


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get()


def test_it_holds_from_its_day_and_says_whether_it_is_illustrative(cast, programme, at) -> None:
    terms = PolicyTerms(at.date() + timedelta(days=3), "the board", is_illustrative=True)

    for _ in range(2):
        set_standard_rule(programme.ref, RULE, terms, by=cast.curriculum_lead, at=at)

    policy = AssessmentPolicy.objects.get(programme=programme).as_policy()
    assert (policy.standard, policy.illustrates[-1]) == (RULE, "standard")
    assert AuditEntry.objects.get(did="programmes.set_standard_rule").facts == {
        "since": terms.in_force_from.isoformat(),
        "asks": "yes",
    }
    official = PolicyTerms(terms.in_force_from, "the Department")
    set_standard_rule(programme.ref, StandardRule(), official, by=cast.curriculum_lead, at=at)
    newest = AssessmentPolicy.objects.order_by("-version", "-pk").filter(programme=programme).first()
    assert ("standard" in newest.body, "standard" in newest.as_policy().illustrates) == (False, False)
    assert AuditEntry.objects.filter(did="programmes.set_standard_rule", facts__asks="no").count() == 1


def test_who_does_not_design_and_what_cannot_be_kept_to_sets_nothing(cast, programme, at) -> None:
    terms = PolicyTerms(at.date(), "the board")

    with pytest.raises(Refused):
        set_standard_rule(programme.ref, RULE, terms, by=cast.quality_lead, at=at)
    with pytest.raises(Faulty):
        set_standard_rule(programme.ref, StandardRule(test=1, agree=2), terms, by=cast.curriculum_lead, at=at)

    assert AssessmentPolicy.objects.filter(programme=programme).count() == 0
