"""The brief opens at the policy's figure, in its window, for those who take part; and the reason is always said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from goldenthread.assessment.rules.gate import conditions, why_not_fees_so, why_not_open_brief
from goldenthread.assessment.types.gating import Beside, FeesNote
from goldenthread.cohorts.types import KeptFigure
from goldenthread.programmes.types import Gate
from tests.makers.assessment import CLOSES, OPENS, a_window

MET = KeptFigure(900_000, is_met=True, credited=Decimal(2754), due=3060, threshold=90)
SHORT = KeptFigure(899_999, is_met=False, credited=Decimal("2753.99"), due=3060, threshold=90)
NO_POLICY = KeptFigure()


@pytest.mark.parametrize(
    ("figure", "enrolment", "at", "code"),
    [
        (MET, "active", OPENS, None),
        (MET, "completed", OPENS, None),
        (SHORT, "active", OPENS, "not_engaged_enough"),
        (NO_POLICY, "active", OPENS, "not_engaged_enough"),
        (MET, "active", OPENS - timedelta(seconds=1), "window_to_come"),
        (MET, "active", CLOSES, "window_closed"),
        (MET, "deferred", OPENS, "not_taking_part"),
        (MET, "withdrawn", OPENS, "not_taking_part"),
    ],
)
def test_the_gate(figure: KeptFigure, enrolment: str, at: datetime, code: str | None) -> None:
    refusal = why_not_open_brief(Gate(), figure, enrolment=enrolment, window=a_window(), at=at)

    assert (refusal.code if refusal else None) == code
    assert refusal is None or refusal.mend


def test_a_policy_may_switch_the_figure_off() -> None:
    gate = Gate(needs_engagement=False)

    assert why_not_open_brief(gate, SHORT, enrolment="active", window=a_window(), at=OPENS) is None


def test_a_brief_that_was_opened_stays_open_to_read() -> None:
    late = CLOSES + timedelta(days=30)

    assert why_not_open_brief(Gate(), SHORT, enrolment="active", window=a_window(), at=late, has_begun=True) is None


def test_the_refusal_gives_the_figure_with_its_base() -> None:
    refusal = why_not_open_brief(Gate(), SHORT, enrolment="active", window=a_window(), at=OPENS)

    assert refusal is not None
    assert refusal.says == "Your engagement is 45 hours 53 minutes of 51 hours, 89.9 %. The brief opens at 90 %."


ALL = Gate(needs_evaluations=True, needs_fees=True)


@pytest.mark.parametrize(
    ("gate", "beside", "code"),
    [
        (ALL, Beside(), None),
        (ALL, Beside(surveys=1), "surveys_wait"),
        (ALL, Beside(fees_in_order=False), "fees_not_in_order"),
        (Gate(), Beside(surveys=1, fees_in_order=False), None),
    ],
)
def test_surveys_and_fees_are_asked_where_the_policy_says_so(gate: Gate, beside: Beside, code: str | None) -> None:
    refusal = why_not_open_brief(gate, MET, enrolment="active", window=a_window(), at=OPENS, beside=beside)

    assert (refusal.code if refusal else None) == code


def test_every_condition_is_listed_with_what_would_open_it() -> None:
    early = OPENS - timedelta(days=1)

    told = conditions(ALL, SHORT, Beside(2, fees_in_order=False), enrolment="active", window=a_window(), at=early)

    assert [each.is_met for each in told] == [True, False, False, False, False]
    assert all(each.is_met or each.why_not.mend for each in told)
    assert told[3].why_not.says == "2 surveys about sessions wait for your answer."
    plain = Gate(needs_engagement=False)
    assert len(conditions(plain, NO_POLICY, Beside(), enrolment="active", window=a_window(), at=early)) == 2
    assert conditions(Gate(), NO_POLICY, Beside(), enrolment="active", window=a_window(), at=OPENS)[2].says == (
        "Your engagement is at the policy’s figure or above"
    )


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (FeesNote(False, date(2026, 3, 1), "The second payment is missing."), None),
        (FeesNote(False, date(2026, 3, 1), " "), "no_reason"),
        (FeesNote(False, date(2026, 3, 2), "Missing."), "in_the_future"),
        (FeesNote(True, date(2026, 3, 1), "Paid."), "as_before"),
    ],
)
def test_a_note_on_fees_says_something_new_and_why(note: FeesNote, code: str | None) -> None:
    refusal = why_not_fees_so(note, is_in_order=True, on=date(2026, 3, 1))

    assert (refusal.code if refusal else None) == code


def test_the_same_note_twice_is_refused_where_fees_were_not_in_order() -> None:
    refusal = why_not_fees_so(FeesNote(False, date(2026, 3, 1), "Still."), is_in_order=False, on=date(2026, 3, 1))

    assert refusal is not None
    assert refusal.says == "The fees are recorded as not in order already."
