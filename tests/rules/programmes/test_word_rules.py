"""Word rules: kept, read back, and set from a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.ground.types import Refused
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.limits import read_words, words_body
from goldenthread.programmes.rules.ruling import renewed
from goldenthread.programmes.types import (
    AllowanceUnit,
    AssessmentKind,
    AssessmentPolicy,
    OverLimit,
    PartLimit,
    PenaltyBand,
    PenaltyWay,
    PolicyTerms,
    RuleAbout,
    RuleChange,
    WordRule,
)

OLD = {
    "limit": 1500, "counts_headings": True, "counts_tables": False, "counts_footnotes": True,
    "counts_references": False, "counts_annexes": False,
}  # fmt: skip
TASKS = (PartLimit("Task 1", 4000), PartLimit("Task 2", 2500))
RULES = {
    "as usual": WordRule(1500),
    "captions though no tables": WordRule(1500, counts_tables=False),
    "tables though no captions": WordRule(1500, counts_captions=False),
    "a stop with an allowance": WordRule(1500, over=OverLimit.STOP, allowance=10),
    "an allowance in words": WordRule(1500, allowance=50, allowance_unit=AllowanceUnit.WORDS),
    "marks off": WordRule(1500, over=OverLimit.PENALTY, bands=(PenaltyBand(0, 1), PenaltyBand(10, 3))),
    "not marked": WordRule(1500, over=OverLimit.PENALTY, way=PenaltyWay.NOT_MARKED),
    "two pieces": WordRule(6500, limits=TASKS),
}


@pytest.mark.parametrize("case", RULES)
def test_a_rule_reads_back_as_it_was_kept(case: str) -> None:
    fields = Fields(words_body(RULES[case]), file="kept")

    assert read_words(fields) == RULES[case]
    assert fields.faults == []


def test_a_rule_kept_before_there_was_more_reads_and_compares_as_it_was() -> None:
    rule = read_words(Fields(OLD, file="kept"))

    assert (rule.counts_captions, rule.over, rule.limits) == (False, OverLimit.FLAG, ())
    assert words_body(rule) == OLD


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (WordRule(4000, limits=TASKS[:1]), "two to 6 different pieces"),
        (WordRule(8000, limits=(TASKS[0], TASKS[0])), "two to 6 different pieces"),
        (WordRule(1500, limits=TASKS), "the sum of the limits"),
        (WordRule(1500, over=OverLimit.PENALTY), "how many marks are taken off"),
        (WordRule(1500, bands=(PenaltyBand(0, 1),)), "are used only where act is penalty"),
        (
            WordRule(1500, over=OverLimit.PENALTY, bands=(PenaltyBand(5, 1), PenaltyBand(5, 2))),
            "each above a higher share",
        ),
    ],
)
def test_what_does_not_go_together_is_a_fault(rule: WordRule, says: str) -> None:
    fields = Fields(words_body(rule), file="kept")

    read_words(fields)

    assert says in " ".join(map(str, fields.faults))


TODAY = date(2026, 3, 1)
BEFORE = AssessmentPolicy(
    terms=PolicyTerms(date(2021, 9, 1), "us", is_illustrative=True),
    kind=AssessmentKind.CASE_STUDY,
    words=WordRule(2000),
    window_days=8,
    attempts=2,
    illustrates=("word_count", "attempts"),
)


def about_words(rule: WordRule) -> RuleChange:
    return RuleChange(RuleAbout.WORDS, {"words": rule})


def test_another_rule_holds_from_its_day_and_leaves_the_rest() -> None:
    terms = PolicyTerms(TODAY, " the board ")

    found = renewed(BEFORE, about_words(RULES["marks off"]), terms, today=TODAY)

    told = PolicyTerms(TODAY, "the board", is_illustrative=True)
    assert found == replace(BEFORE, terms=told, words=RULES["marks off"], illustrates=("attempts",))
    said = renewed(BEFORE, about_words(WordRule(1500)), replace(terms, is_illustrative=True), today=TODAY)
    assert said.illustrates == ("attempts", "word_limit", "word_count", "over_limit")


@pytest.mark.parametrize(
    ("before", "terms", "code"),
    [
        (BEFORE, PolicyTerms(date(2026, 2, 28), "us"), "in_force_before_today"),
        (None, PolicyTerms(TODAY, "us"), "no_policy_to_change"),
        (BEFORE, PolicyTerms(TODAY, " "), "no_source"),
    ],
)
def test_a_rule_that_cannot_be_set_says_why(before, terms, code: str) -> None:
    with pytest.raises(Refused) as refused:
        renewed(before, about_words(WordRule(1500)), terms, today=TODAY)

    assert refused.value.refusal.code == code
