"""A curriculum lead sets one rule of assessment at a time, each from its own day."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.ruling import DEEDS, set_rule
from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.queries.limits import kept_rule, rule_again
from goldenthread.programmes.queries.ruling import as_it_would_be, coming, rules_page, stands_in
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.rules.ruling import RULES
from goldenthread.programmes.types import (
    AccuracyRule,
    AgainRule,
    AgreementRule,
    FeedbackWay,
    Gate,
    Ground,
    MarkingRule,
    OverLimit,
    PenaltyBand,
    PolicyTerms,
    ReleaseRule,
    Resubmitted,
    ReviewKind,
    ReviewRule,
    ReviewTerms,
    RuleAbout,
    RuleChange,
    SamplingRule,
    SecondMarking,
    SecondRule,
    StandardRule,
    ThirdPerson,
    WindowHours,
    WordRule,
)
from goldenthread.programmes.types.again import Support, SupportKind
from goldenthread.programmes.types.granting import GrantKind
from tests.makers.counting import statements_of
from tests.makers.programmes import make_release

WORDS = WordRule(1500, over=OverLimit.PENALTY, bands=(PenaltyBand(10, 2),))
TALK = Support(SupportKind.FEEDBACK_TALK, required=True, who="A marker")
VALUES: dict[RuleAbout, dict[str, Any]] = {
    RuleAbout.WINDOWS: {
        "window_days": 5,
        "hours": WindowHours(time(12)),
        "reminder_hours": 24,
        "takes_draft_at_close": True,
        "gate": Gate(needs_evaluations=True, needs_fees=True),
    },
    RuleAbout.WORDS: {"words": WORDS},
    RuleAbout.MARKERS: {
        "marking": MarkingRule(3, needs_training=True, capacity=9, days=7, is_ours=False),
        "accuracy": AccuracyRule(least_scripts=20),
    },
    RuleAbout.STANDARD: {"standard": StandardRule(needs_clearance=True, every=5)},
    RuleAbout.MARKING: {
        "second_marking": SecondMarking.SOME,
        "second": SecondRule(fails=True),
        "agreement": AgreementRule(third=ThirdPerson.MARKER),
    },
    RuleAbout.SAMPLES: {"sampling": SamplingRule(share=15, borderline=None, doublings=2)},
    RuleAbout.RELEASE: {"release": ReleaseRule(whole_window=True, look_from=40, feedback=FeedbackWay.STOPS)},
    RuleAbout.ATTEMPTS: {
        "attempts": 3,
        "again": AgainRule(Resubmitted.FAILED, needs_help=False, missed_counts=True, is_ours=False),
    },
    RuleAbout.ALLOWANCES: {"late_days": 3, "grants": frozenset({GrantKind.MINUTES}), "support": (TALK,)},
    RuleAbout.REVIEWS: {
        "reviews": ReviewRule((ReviewTerms(ReviewKind.ENQUIRY, 9, (Ground("scheme", "It does not follow"),)),), 12)
    },
}
CHANGES = [RuleChange(about, values) for about, values in VALUES.items()]
LIMIT = RuleChange(RuleAbout.WORDS, {"words": WORDS})


@pytest.fixture
def programme(cast, at):
    make_release(cast, at=at)
    return Programme.objects.get()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.about.value)
def test_a_rule_holds_from_its_day_reads_back_and_leaves_the_rest(cast, programme, at, change: RuleChange) -> None:
    terms = PolicyTerms(at.date() + timedelta(days=3), "the board")
    before = rules_page(programme.ref, by=cast.curriculum_lead)
    promised = as_it_would_be(before, change, terms, on=at.date())

    for _ in range(2):
        set_rule(programme.ref, change, terms, by=cast.curriculum_lead, at=at)

    own, shared = rules_page(programme.ref, by=cast.curriculum_lead).lines
    policy = own.policy
    assert (own.is_own, shared.is_own, own.on) == (True, False, terms.in_force_from)
    assert {name: getattr(policy, name) for name in change.values} == change.values
    assert {**vars(policy), "terms": None} == {**vars(promised), "terms": None}
    same = set(vars(policy)) - RULES[change.about].fields - {"terms", "illustrates"}
    assert {name: getattr(policy, name) for name in same} == {name: getattr(shared.policy, name) for name in same}
    assert not set(RULES[change.about].illustrates) & set(policy.illustrates)
    entry = AuditEntry.objects.get(did=f"programmes.{DEEDS[change.about]}")
    assert entry.facts == {"since": terms.in_force_from.isoformat(), "source": "the board"}
    page = rules_page(programme.ref, by=cast.curriculum_lead)
    assert coming(page, on=at.date()) == ((own, (change.about,)),)
    assert coming(page, on=terms.in_force_from) == ()
    # Where nothing held before, all of it is new.
    assert set(coming(page, on=shared.on - timedelta(days=1))[0][1]) == set(RuleAbout)


def test_every_rule_is_tried_above_and_each_field_is_set_by_one_of_them() -> None:
    fields = [name for parts in RULES.values() for name in parts.fields]

    assert set(VALUES) == set(RuleAbout) == set(RULES) == set(DEEDS)
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.about.value)
def test_a_default_of_ours_is_called_one_until_somebody_gives_a_word_for_it(cast, programme, at, change) -> None:
    def said(*, is_illustrative: bool) -> bool:
        terms = PolicyTerms(at.date(), "the board", is_illustrative=is_illustrative)
        set_rule(programme.ref, change, terms, by=cast.curriculum_lead, at=at)
        line = rules_page(programme.ref, by=cast.curriculum_lead).on(at.date())
        return stands_in(line.policy, change.about)

    assert [said(is_illustrative=True), said(is_illustrative=False)] == [True, False]


def test_what_a_policy_says_nothing_of_is_ours(cast, programme, at) -> None:
    policy = rules_page(programme.ref, by=cast.curriculum_lead).on(at.date()).policy
    silent = replace(policy, terms=replace(policy.terms, is_illustrative=False), illustrates=())
    spoken = replace(silent, marking=replace(silent.marking, is_ours=False), again=replace(silent.again, is_ours=False))

    assert {about for about in RuleAbout if stands_in(silent, about)} == {RuleAbout.MARKERS, RuleAbout.ATTEMPTS}
    assert not {about for about in RuleAbout if stands_in(spoken, about)}


def test_a_word_rule_is_kept_beside_what_was_judged_by_it() -> None:
    assert rule_again(kept_rule(WORDS)) == WORDS


def test_the_page_takes_as_many_statements_for_any_number_of_rules(cast, programme, at) -> None:
    def page():
        return rules_page(programme.ref, by=cast.curriculum_lead)

    few = statements_of(page)
    for days in range(3):
        terms = PolicyTerms(at.date() + timedelta(days=days), "the board")
        set_rule(programme.ref, LIMIT, terms, by=cast.curriculum_lead, at=at)

    assert statements_of(page) == few


@pytest.mark.parametrize(
    ("who", "change", "error"),
    [
        ("programme_manager", LIMIT, Refused),
        ("quality_lead", LIMIT, Refused),
        ("curriculum_lead", RuleChange(RuleAbout.WORDS, {"words": WordRule(5)}), Faulty),
        ("curriculum_lead", RuleChange(RuleAbout.SAMPLES, {"sampling": SamplingRule(share=101)}), Faulty),
        ("curriculum_lead", RuleChange(RuleAbout.STANDARD, {"standard": StandardRule(test=1, agree=2)}), Faulty),
        ("curriculum_lead", RuleChange(RuleAbout.MARKING, {"second_marking": SecondMarking.SOME}), Faulty),
        ("curriculum_lead", RuleChange(RuleAbout.ALLOWANCES, {"late_days": 366}), Faulty),
        ("curriculum_lead", RuleChange(RuleAbout.ALLOWANCES, {"support": (TALK, TALK)}), Faulty),
        ("curriculum_lead", RuleChange(RuleAbout.RELEASE, {"words": WORDS}), ValueError),
    ],
)
def test_nothing_is_set_by_others_nor_what_cannot_be_read_back(cast, programme, at, who: str, change, error) -> None:
    with pytest.raises(error):
        set_rule(programme.ref, change, PolicyTerms(at.date(), "us"), by=getattr(cast, who), at=at)

    assert not AssessmentPolicy.objects.filter(programme=programme).exists()
