"""What may be published to everybody, and figures from which nobody can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef
from goldenthread.programmes.types import ReleaseState
from goldenthread.reporting.rules.offering import LONGEST, coarse, for_everybody, why_not_offer, why_not_publish
from goldenthread.reporting.rules.yearly import metrics
from goldenthread.reporting.types.offering import Cost, NewOffer
from goldenthread.reporting.types.yearly import Measure, Metric, YearCounts

TODAY = date(2026, 1, 5)
PLAIN = Metric(Measure.RETENTION, "Retention", "90 %", "", None, "Not yet.", "Steps")
NEW = NewOffer(UUID(int=1), about="For leaders.", cost=Cost(900, TODAY, "with its assessment", "Price list"))
NAMELESS = Cost(1, TODAY, "with its assessment", " ")
EVERYTHING = replace(NEW, variants=frozenset({UUID(int=2)}), cohorts=frozenset({UUID(int=3)}), years=frozenset({2025}))


@pytest.mark.parametrize(
    ("part", "whole", "measure", "says"),
    [
        (None, None, Measure.RETENTION, "Not yet."),
        (9, 9, Measure.RETENTION, "Not published: fewer than 10 people."),
        (9, None, Measure.RECRUITS, "Not published: fewer than 10 people."),
        (43, None, Measure.RECRUITS, "About 45 people"),
        (42, None, Measure.RECRUITS, "About 40 people"),
        (36, 43, Measure.RETENTION, "83 %, of about 45 people"),
        (43, 43, Measure.RETENTION, "88 % or more, of about 45 people"),
        (39, 43, Measure.RETENTION, "88 % or more, of about 45 people"),
        (38, 43, Measure.RETENTION, "88 %, of about 45 people"),
        (0, 43, Measure.DISADVANTAGED, "12 % or less, of about 45 people"),
        (4, 43, Measure.DISADVANTAGED, "12 % or less, of about 45 people"),
        (20, 40, Measure.SATISFACTION, "50 %, of about 40 answers"),
        (20, 40, Measure.ACCURACY, "50 %, of about 40 scripts"),
    ],
)
def test_a_figure_is_so_coarse_that_it_tells_of_nobody(part, whole, measure, says) -> None:
    assert coarse(replace(PLAIN, measure=measure, part=part, whole=whole), on=TODAY) == says


@given(st.integers(10, 400), st.data())
def test_up_to_four_on_the_smaller_side_cannot_be_told_apart(whole, data) -> None:
    few, other = data.draw(st.integers(0, 4)), data.draw(st.integers(0, 4))
    metric = replace(PLAIN, measure=Measure.DISADVANTAGED)

    for one, two in ((few, other), (whole - few, whole - other)):
        assert coarse(replace(metric, part=one, whole=whole), on=TODAY) == coarse(
            replace(metric, part=two, whole=whole), on=TODAY
        )


def test_a_year_keeps_the_order_and_says_what_is_not_known() -> None:
    told = for_everybody(2025, metrics(YearCounts(recruits=3), {}), on=date(2000, 1, 1))

    assert [figure.name for figure in told][:2] == ["Recruits", "From schools with 30 % or more on free school meals"]
    assert told[0].says == "Not published: fewer than 10 people."
    assert all(figure.says and figure.year == 2025 for figure in told)


@pytest.mark.parametrize(
    ("case", "new", "state", "code"),
    [
        ("whole", EVERYTHING, ReleaseState.PUBLISHED, None),
        ("nothing but the release", NewOffer(UUID(int=1)), ReleaseState.PUBLISHED, None),
        ("a retired release", NEW, ReleaseState.RETIRED, "not_published"),
        ("too many words", replace(NEW, about="a" * (LONGEST + 1)), ReleaseState.PUBLISHED, "too_long"),
        ("a cost without a word", replace(NEW, cost=NAMELESS), ReleaseState.PUBLISHED, "cost_without_word"),
        ("a variant of another", replace(NEW, variants=frozenset({uuid4()})), ReleaseState.PUBLISHED, "not_there_now"),
        ("a cohort that began", replace(NEW, cohorts=frozenset({uuid4()})), ReleaseState.PUBLISHED, "not_there_now"),
        ("a year without cohorts", replace(NEW, years=frozenset({1999})), ReleaseState.PUBLISHED, "not_there_now"),
    ],
)  # fmt: skip
def test_what_cannot_be_published(case, new, state, code) -> None:
    refusal = why_not_offer(new, state, known=EVERYTHING)

    assert (refusal.code if refusal else None) == code, case


@pytest.mark.parametrize(
    ("duty", "kind", "may"),
    [
        (Duty.ADMINISTRATOR, OrganisationKind.LEAD_PROVIDER, True),
        (Duty.CURRICULUM_LEAD, OrganisationKind.LEAD_PROVIDER, True),
        (Duty.PROGRAMME_MANAGER, OrganisationKind.LEAD_PROVIDER, True),
        (Duty.PROGRAMME_MANAGER, OrganisationKind.DELIVERY_PARTNER, False),
        (Duty.QUALITY_LEAD, OrganisationKind.LEAD_PROVIDER, False),
    ],
)
def test_who_decides_what_everybody_reads(duty, kind, may) -> None:
    who = Actor(PersonRef(uuid4()), 1, "Somebody", frozenset({Hat(duty, 1, kind)}))

    assert (why_not_publish(who) is None) is may
