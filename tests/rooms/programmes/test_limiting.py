"""A curriculum lead sets how many words the work of a programme may have."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.limiting import set_word_rule
from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.queries.limiting import limit_page
from goldenthread.programmes.queries.limits import kept_rule, rule_again
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import OverLimit, PenaltyBand, PolicyTerms, WordRule
from tests.makers.counting import statements_of
from tests.makers.programmes import make_release

RULE = WordRule(1500, over=OverLimit.PENALTY, bands=(PenaltyBand(10, 2),))


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get()


def test_a_limit_holds_from_its_day_and_is_one_of_the_programme_s_own(cast, programme, at) -> None:
    before = limit_page(programme.ref, by=cast.programme_manager)
    terms = PolicyTerms(at.date() + timedelta(days=3), "the board")

    for _ in range(2):
        set_word_rule(programme.ref, RULE, terms, by=cast.curriculum_lead, at=at)

    row = AssessmentPolicy.objects.get(programme=programme)
    page = limit_page(programme.ref, by=cast.curriculum_lead)
    assert row.as_policy().words == rule_again(kept_rule(RULE)) == RULE
    assert [(line.is_own, line.policy.words.limit) for line in page.lines] == [(True, 1500), (False, 2000)]
    assert page.on(at.date()) == before.on(at.date())
    assert before.why_not_design is not None
    entry = AuditEntry.objects.get(did="programmes.set_word_rule")
    assert entry.facts == {"since": terms.in_force_from.isoformat(), "limit": "1500"}


def test_the_page_takes_as_many_statements_for_any_number_of_limits(cast, programme, at) -> None:
    def page():
        return limit_page(programme.ref, by=cast.curriculum_lead)

    few = statements_of(page)
    for days in range(3):
        terms = PolicyTerms(at.date() + timedelta(days=days), "the board")
        set_word_rule(programme.ref, RULE, terms, by=cast.curriculum_lead, at=at)

    assert statements_of(page) == few


@pytest.mark.parametrize("who", ["programme_manager", "quality_lead"])
def test_those_who_do_not_design_set_nothing(cast, programme, at, who: str) -> None:
    with pytest.raises(Refused):
        set_word_rule(programme.ref, RULE, PolicyTerms(at.date(), "us"), by=getattr(cast, who), at=at)

    assert not AssessmentPolicy.objects.filter(programme=programme).exists()


def test_a_rule_that_cannot_be_read_back_is_not_kept(cast, programme, at) -> None:
    with pytest.raises(Faulty):
        set_word_rule(programme.ref, WordRule(5), PolicyTerms(at.date(), "us"), by=cast.curriculum_lead, at=at)

    assert not AssessmentPolicy.objects.filter(programme=programme).exists()
