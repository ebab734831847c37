"""The brief opens at the policy's figure, in its window, for those who take part; and the reason is always said."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from goldenthread.assessment.rules.gate import why_not_open_brief
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
