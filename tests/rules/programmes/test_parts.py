"""Policies of several parts, and the finer rules: read, written, and refused with the place of each fault."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.policies import engagement_body, read_engagement
from goldenthread.programmes.types import (
    CatchUpRule,
    ComponentKind,
    DueRule,
    EngagementKind,
    EngagementPolicy,
    ExcusedRule,
    Measure,
    OwnTime,
    Part,
    PolicyTerms,
)

TERMS = PolicyTerms(date(2021, 9, 1), "us")
LIVE, STUDY = {"name": "Live", "kinds": ["event"]}, {"name": "Study", "kinds": ["online_study"], "measure": "minutes"}
EACH = {"kind": "each_part", "parts": [{**LIVE, "threshold": 90}, {**STUDY, "threshold": 80}]}
WEIGHED = {"kind": "weighted_parts", "threshold": 90, "parts": [{**LIVE, "weight": 60}, {**STUDY, "weight": 40}]}
OLD = {
    "kind": "overall_share",
    "threshold": 90,
    "measure": "minutes",
    "counts": ["event"],
    "counts_optional": False,
    "partly": 50,
    "excused": 0,
    "illustrates": ["counts"],
}


def read(body: dict) -> tuple[EngagementPolicy, Fields]:
    fields = Fields(body, file="kept")
    return read_engagement(fields, TERMS), fields


def test_a_policy_kept_before_there_were_parts_reads_and_is_written_as_it_was() -> None:
    policy, fields = read(OLD)

    assert fields.faults == []
    assert engagement_body(policy) == OLD
    assert policy.every_part == (Part("", frozenset({ComponentKind.EVENT}), Measure.MINUTES, 90),)


@given(
    body=st.sampled_from([OLD, EACH, WEIGHED]),
    rule=st.sampled_from(ExcusedRule),
    share=st.integers(0, 100),
    most=st.none() | st.integers(0, 9),
    own_time=st.sampled_from(OwnTime),
    days=st.integers(0, 365),
)
def test_every_kind_reads_back_as_it_was_kept(body, rule, share, most, own_time, days) -> None:
    due = {"after_session": days, "own_time": own_time.value}
    due |= {"after_start": days} if own_time is OwnTime.AFTER_START else {}
    policy, fields = read({**body, "excused_rule": rule.value, "catch_up": {"share": share, "most": most}, "due": due})
    again, more = read(engagement_body(policy))

    assert (fields.faults, more.faults) == ([], [])
    assert again == policy
    assert (policy.catch_up, policy.due.own_time) == (CatchUpRule(share, most), own_time)


def test_each_part_has_its_threshold_and_the_highest_leads() -> None:
    policy, _ = read(EACH)

    assert (policy.kind, policy.threshold) == (EngagementKind.EACH_PART, 90)
    assert [part.threshold for part in policy.parts] == [90, 80]
    assert policy.parts[0].in_order == (ComponentKind.EVENT,)
    assert policy.takes(ComponentKind.EVENT, is_required=True)
    assert not policy.takes(ComponentKind.COACHING, is_required=True)
    assert not policy.takes(ComponentKind.EVENT, is_required=False)
    assert policy.due == DueRule()


@pytest.mark.parametrize(
    ("body", "at", "says"),
    [
        ({**OLD, "parts": [LIVE]}, "parts", "should be left out: a policy of this kind has none"),
        ({"kind": "each_part", "parts": [{**LIVE, "threshold": 9}]}, "parts", "should name at least 2 parts"),
        ({"kind": "each_part"}, "parts", "should name at least 2 parts"),
        ({**WEIGHED, "counts": ["event"]}, "counts", "should be left out: each part names its kinds"),
        ({**EACH, "threshold": 90}, "threshold", "should be left out: each part has its own"),
        (
            {**EACH, "parts": [EACH["parts"][0], {**EACH["parts"][1], "name": "live"}]},
            "parts",
            "two parts are called “live”",
        ),
        (
            {**WEIGHED, "parts": [WEIGHED["parts"][0], {**WEIGHED["parts"][1], "kinds": ["event"]}]},
            "parts",
            "“event” stands in two parts, so it would count twice",
        ),
        (
            {**WEIGHED, "parts": [WEIGHED["parts"][0], {"name": "Rest", "weight": 1}]},
            "parts[2].kinds",
            "should name at least one kind of component",
        ),
        (
            {**EACH, "parts": [EACH["parts"][0], STUDY]},
            "parts[2].threshold",
            "is missing; it should be a whole number from 1 to 100",
        ),
        (
            {**WEIGHED, "parts": [WEIGHED["parts"][0], {**STUDY, "weight": 1, "threshold": 3}]},
            "parts[2].threshold",
            "is not a field that is known here",
        ),
        ({**OLD, "catch_up": {"share": 101}}, "catch_up.share", "should be a whole number from 0 to 100, not “101”"),
        ({**OLD, "due": {"after_start": 9}}, "due.after_start", "is used only where own_time is after_start"),
    ],
)
def test_a_fault_says_where_it_stands_and_what_it_should_be(body, at, says) -> None:
    _, fields = read(body)

    assert [(fault.field, fault.says) for fault in fields.faults] == [(at, says)]


def test_a_policy_says_what_stands_in_no_part_and_what_its_weights_come_to() -> None:
    policy, _ = read(WEIGHED)

    assert policy.points == 100
    assert set(policy.uncounted) == set(ComponentKind) - {ComponentKind.EVENT, ComponentKind.ONLINE_STUDY}
    plain, _ = read(OLD | {"counts": []})
    assert (plain.points, plain.uncounted) == (0, ())
