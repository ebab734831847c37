"""Policies: read, kept, and chosen by their day."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.policies import (
    assessment_body,
    engagement_body,
    in_force,
    read_assessment,
    read_engagement,
    read_terms,
)
from goldenthread.programmes.rules.standards import read_standard
from goldenthread.programmes.types import (
    AgreementKind,
    AgreementRule,
    AssessmentKind,
    AssessmentPolicy,
    CloseMarks,
    ComponentKind,
    EngagementKind,
    EngagementPolicy,
    Gate,
    MarkingRule,
    Measure,
    OffScale,
    PolicyTerms,
    SecondMarking,
    SecondRule,
    StandardRule,
    ThirdPerson,
    WindowHours,
    WordRule,
)
from goldenthread.programmes.types.again import AgainRule, Resubmitted

TERMS = PolicyTerms(date(2021, 9, 1), "us")


def engagement(**changes: object) -> EngagementPolicy:
    return EngagementPolicy(**{"terms": TERMS, "kind": EngagementKind.OVERALL_SHARE, "threshold": 90, **changes})


def read(policy_body: dict) -> Fields:
    return Fields(policy_body, file="kept")


@given(
    threshold=st.integers(1, 100),
    measure=st.sampled_from(Measure),
    counts=st.frozensets(st.sampled_from(ComponentKind)),
    optional=st.booleans(),
    partly=st.integers(0, 100),
)
def test_an_engagement_policy_reads_back_as_it_was_kept(threshold, measure, counts, optional, partly) -> None:
    policy = engagement(threshold=threshold, measure=measure, counts=counts, counts_optional=optional, partly=partly)
    fields = read(engagement_body(policy))

    assert read_engagement(fields, TERMS) == policy
    assert fields.faults == []


AGREEMENT = st.builds(
    AgreementRule,
    kind=st.sampled_from(AgreementKind),
    each_criterion=st.none() | st.integers(0, 20),
    total=st.none() | st.integers(0, 500),
    same_result=st.booleans(),
    close_marks=st.sampled_from(CloseMarks),
    off_scale=st.sampled_from(OffScale),
    boundaries=st.sampled_from([(), (8,), (8, 10)]),
    third=st.sampled_from(ThirdPerson),
)
SECOND = st.just(SecondRule()) | st.builds(
    SecondRule,
    sample=st.integers(1, 100),
    seed=st.just("autumn"),
    fails=st.booleans(),
    around_total=st.none() | st.integers(0, 500),
    short_by=st.none() | st.integers(1, 20),
)
MARKING = st.builds(
    MarkingRule,
    markers=st.none() | st.integers(1, 9),
    needs_training=st.booleans(),
    capacity=st.integers(0, 5000),
    days=st.integers(1, 365),
    is_ours=st.just(False),
)


@given(
    limit=st.integers(100, 50_000),
    days=st.integers(1, 365),
    flags=st.lists(st.booleans(), min_size=10, max_size=10),
    agreement=AGREEMENT,
    second=SECOND,
    marking=st.just(MarkingRule()) | MARKING,
    again=st.just(AgainRule())
    | st.builds(AgainRule, st.sampled_from(Resubmitted), st.booleans(), st.booleans(), is_ours=st.just(False)),
    standard=st.just(StandardRule())
    | st.builds(StandardRule, needs_clearance=st.booleans(), every=st.integers(0, 200)),
)
def test_an_assessment_policy_reads_back_as_it_was_kept(
    limit, days, flags, agreement, second, marking, again, standard
) -> None:
    policy = AssessmentPolicy(
        terms=TERMS,
        kind=AssessmentKind.PROJECT,
        words=WordRule(limit, *flags[:5]),
        window_days=days,
        attempts=2,
        gate=Gate(*flags[5:7], *flags[8:10]),
        second_marking=SecondMarking.SOME if second != SecondRule() else SecondMarking.NONE,
        second=second,
        agreement=agreement,
        reminder_hours=24,
        hours=WindowHours(time(12)),
        takes_draft_at_close=flags[7],
        illustrates=("attempts",),
        marking=marking,
        again=again,
        standard=standard,
    )
    fields = read(assessment_body(policy))

    assert read_assessment(fields, TERMS) == policy
    assert fields.faults == []


def test_a_standard_that_cannot_be_kept_to_is_a_fault() -> None:
    fields = Fields({"test": 2, "agree": 3, "off": 7}, file="a policy")

    read_standard(fields)

    assert [fault.says for fault in fields.faults] == ["3 of 2 cannot be close", "7 of 6 cannot be off"]


def test_a_policy_from_before_there_was_a_choice_means_the_same() -> None:
    before = {"kind": "within_distance", "each_criterion": 1, "total": 2, "same_result": True, "close_marks": "lower"}
    body = assessment_body(AssessmentPolicy(TERMS, AssessmentKind.CASE_STUDY, WordRule(2000), 8, 2))

    policy = read_assessment(read({**body, "second_marking": "none", "agreement": before}), TERMS)

    assert (policy.agreement, policy.second) == (AgreementRule(close_marks=CloseMarks.LOWER), SecondRule())
    assert assessment_body(policy)["agreement"] == before
    assert "second" not in assessment_body(policy)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"second_marking": "some"}, "should say which scripts are marked a second time"),
        ({"second_marking": "some", "second": {"sample": 10}}, "a sample is drawn by some words"),
        ({"agreement": {"boundaries": [10, 8]}}, "should rise"),
        ({"agreement": {"boundaries": ["ten"]}}, "should be whole numbers from 0 to 10000"),
    ],
)
def test_a_rule_for_second_marking_that_makes_no_sense_is_a_fault(more, says: str) -> None:
    body = assessment_body(AssessmentPolicy(TERMS, AssessmentKind.CASE_STUDY, WordRule(2000), 8, 2))
    fields = read({**body, **more})

    read_assessment(fields, TERMS)

    assert says in fields.faults[0].says


def test_a_field_that_cannot_be_illustrative_is_a_fault() -> None:
    fields = read({**engagement_body(engagement()), "illustrates": ["colour"]})

    read_engagement(fields, TERMS)

    assert "“colour” should be one of threshold" in fields.faults[0].says


def test_an_hour_that_is_none_is_a_fault() -> None:
    fields = read(
        {
            **assessment_body(AssessmentPolicy(TERMS, AssessmentKind.CASE_STUDY, WordRule(2000), 8, 2)),
            "hours": {"closes": "noonish"},
        }
    )

    read_assessment(fields, TERMS)

    assert "“noonish” should be a time of day" in fields.faults[0].says


def test_terms_are_read_from_a_file() -> None:
    fields = Fields({"in_force_from": "2021-09-01", "source": "us", "illustrative": True}, file="f.yml")

    assert read_terms(fields) == PolicyTerms(date(2021, 9, 1), "us", is_illustrative=True)


@pytest.mark.parametrize(
    ("on", "threshold"),
    [(date(2021, 8, 31), None), (date(2021, 9, 1), 90), (date(2023, 12, 31), 90), (date(2024, 1, 1), 80)],
    ids=["before any", "first day", "day before the next", "a corrected version of the next"],
)
def test_the_policy_in_force_is_the_one_that_began_last(on, threshold) -> None:
    policies = [
        engagement(threshold=85, terms=PolicyTerms(date(2024, 1, 1), "us", version=2)),
        engagement(threshold=80, terms=PolicyTerms(date(2024, 1, 1), "us", version=3)),
        engagement(),
    ]

    chosen = in_force(policies, on=on)

    assert (chosen.threshold if chosen else None) == threshold


@pytest.mark.parametrize(
    ("policy", "kind", "required", "takes"),
    [
        (engagement(), ComponentKind.EVENT, True, True),
        (engagement(), ComponentKind.EVENT, False, False),
        (engagement(counts_optional=True), ComponentKind.EVENT, False, True),
        (engagement(counts=frozenset({ComponentKind.WEBINAR})), ComponentKind.EVENT, True, False),
    ],
)
def test_a_policy_says_which_components_it_takes(policy, kind, required, takes) -> None:
    assert policy.takes(kind, is_required=required) is takes


@pytest.mark.parametrize(
    ("gate", "says"),
    [
        (Gate(needs_engagement=False, needs_declaration=False), "takes part"),
        (Gate(needs_engagement=False), "takes part and has signed the declaration"),
        (Gate(), "takes part, is engaged enough and has signed the declaration"),
    ],
)
def test_a_gate_says_to_whom_the_brief_opens(gate, says) -> None:
    assert gate.opens_to == says
