"""The figure: exact, the same in any order, never lowered by evidence, never rounded up."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.cohorts.rules.engagement import figure, shares
from goldenthread.cohorts.types import CreditEntry, Figure, KeptFigure, floor_percent, two_places
from goldenthread.cohorts.types.keeping import as_kept, part_of
from goldenthread.programmes.types import ComponentKind, EngagementPolicy, Measure, Route
from tests.rules.cohorts.made import EACH, PARTS, POLICY, WEIGHTED, component

K = ComponentKind

KINDS = (K.ONLINE_STUDY, K.EVENT, K.WEBINAR, K.ONLINE_STUDY, K.REFLECTION)
FIVE = tuple(component(n, minutes=30 * n, weight=n, kind=kind) for n, kind in enumerate(KINDS, start=1))
POLICIES = st.sampled_from([POLICY, WEIGHTED, EACH, PARTS, None])
EVIDENCE = st.builds(
    CreditEntry,
    component_id=st.integers(1, 7),
    share=st.fractions(min_value="1/60", max_value=1, max_denominator=60),
    waives=st.sampled_from([False, False, True]),
)
LEDGERS = st.lists(EVIDENCE, max_size=12)
# A busy machine draws slowly, which says nothing about the rule.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def of(entries: list[CreditEntry], policy: EngagementPolicy | None = POLICY) -> Figure:
    return figure(FIVE, entries, route=Route.BLENDED, policy=policy)


@patient
@given(entries=LEDGERS, policy=POLICIES, data=st.data())
def test_the_order_in_which_evidence_arrives_does_not_matter(entries, policy, data) -> None:
    shuffled = data.draw(st.permutations(entries))

    assert of(shuffled, policy) == of(entries, policy)


@patient
@given(entries=LEDGERS, more=EVIDENCE, policy=POLICIES)
def test_more_evidence_never_lowers_the_figure(entries, more, policy) -> None:
    before, after = of(entries, policy), of([*entries, more], policy)

    assert after.share >= before.share
    assert after.is_met or not before.is_met


@patient
@given(entries=LEDGERS, wrong=EVIDENCE, policy=POLICIES)
def test_an_entry_taken_back_leaves_the_figure_as_if_it_had_never_been(entries, wrong, policy) -> None:
    back = CreditEntry(wrong.component_id, -wrong.share, wrong.waives)

    assert of([*entries, wrong, back], policy) == of(entries, policy)


@patient
@given(entries=LEDGERS, policy=POLICIES)
def test_the_figure_stays_between_nothing_and_everything(entries, policy) -> None:
    now = of(entries, policy)

    assert 0 <= now.share <= 1
    assert all(0 <= part.share <= 1 for part in now.parts)
    assert KeptFigure.of(now).millionths <= now.share * 1_000_000
    assert Fraction(now.percent) <= now.share * 100
    assert Fraction(KeptFigure.of(now).credited) <= now.credited


@patient
@given(numerator=st.integers(0, 10_000), threshold=st.integers(1, 100))
def test_a_threshold_is_met_exactly_or_not_at_all(numerator, threshold) -> None:
    now = Figure(credited=Fraction(numerator), due=10_000, threshold=threshold)

    assert now.is_met is (numerator >= threshold * 100)
    assert (now.needed == 0) is now.is_met


@patient
@given(entries=LEDGERS)
def test_each_part_has_to_be_reached_and_then_all_is(entries) -> None:
    now = of(entries, EACH)

    assert now.is_met is (bool(now.parts) and all(part.is_met for part in now.parts))


@patient
@given(entries=LEDGERS, policy=POLICIES)
def test_what_is_kept_of_a_figure_reads_back_the_same(entries, policy) -> None:
    kept = KeptFigure.of(of(entries, policy))

    assert tuple(part_of(json.loads(json.dumps(as_kept(part)))) for part in kept.parts) == kept.parts


def test_a_part_in_which_nothing_is_due_is_left_out() -> None:
    seen = [CreditEntry(n, Fraction(1)) for n in (1, 2, 3)]

    weighed = figure(FIVE[:4], seen, route=Route.BLENDED, policy=PARTS)
    study = figure(FIVE[:1], seen, route=Route.BLENDED, policy=EACH)
    nothing = figure((), seen, route=Route.BLENDED, policy=EACH)

    assert (weighed.credited, weighed.due, [part.name for part in weighed.parts]) == (56, 80, ["Attendance", "Study"])
    assert (study.is_met, KeptFigure.of(study).short) == (True, ())
    assert (nothing.is_met, nothing.share, nothing.parts) == (False, 0, ())


def test_a_kept_figure_names_the_parts_that_are_short() -> None:
    assert KeptFigure.of(of([CreditEntry(2, Fraction(1)), CreditEntry(3, Fraction(1))], EACH)).short == ("Self-study",)


def test_just_below_ninety_is_shown_below_ninety_and_does_not_pass() -> None:
    now = Figure(credited=Fraction(8999), due=10_000, threshold=90)

    assert (now.percent, now.is_met) == (Decimal("89.9"), False)
    assert floor_percent(Fraction(899_999_999, 1_000_000_000)) == Decimal("89.9")


def test_three_thirds_are_a_whole() -> None:
    third = CreditEntry(1, Fraction(1, 3))

    assert shares([third, third, third]) == {1: Fraction(1)}


def test_a_kept_figure_shows_what_the_exact_one_shows() -> None:
    now = of([CreditEntry(5, Fraction(1, 3))])

    assert KeptFigure.of(now).percent == now.percent == Decimal("11.1")
    assert two_places(Fraction(200, 3)) == Decimal("66.66")


@pytest.mark.parametrize(
    ("word", "changed", "expected"),
    [
        ("by minutes, all required components of the route", {}, (60, 180)),
        ("by weight", {"measure": Measure.WEIGHT}, (3, 8)),
        ("only some kinds", {"counts": frozenset({ComponentKind.EVENT})}, (0, 120)),
        ("optional ones too", {"counts_optional": True}, (60, 210)),
    ],
)
def test_the_policy_says_what_counts(word, changed, expected) -> None:
    components = (
        component(1, minutes=60, weight=3),
        component(2, minutes=120, weight=5, kind=ComponentKind.EVENT),
        component(3, minutes=30, is_required=False),
        component(4, minutes=500, routes=frozenset({Route.ONLINE})),
    )
    policy = EngagementPolicy(**{**POLICY.__dict__, **changed})

    now = figure(components, [CreditEntry(1, Fraction(1))], route=Route.BLENDED, policy=policy)

    assert (now.credited, now.due) == expected, word


def test_without_a_policy_minutes_are_reckoned_and_nothing_is_met() -> None:
    now = of([CreditEntry(n, Fraction(1)) for n in range(1, 6)], None)

    assert (now.share, now.is_met, now.needed) == (1, False, 0)


def test_a_route_on_which_nothing_is_due_is_never_met() -> None:
    now = figure((), [], route=Route.ONLINE, policy=POLICY)

    assert (now.share, now.is_met, now.percent) == (0, False, 0)
