"""What a register credits, and when it can be taken or corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from goldenthread.cohorts.rules.permitting import why_not_run, why_not_stand_beside, why_not_take
from goldenthread.cohorts.rules.registering import share_of, why_not_correct, why_not_mark, why_not_yet
from goldenthread.cohorts.types import Mark, Role
from goldenthread.people.types import Duty, OrganisationKind
from tests.rules.cohorts.made import POLICY, actor

AT = datetime(2026, 1, 5, 10, tzinfo=UTC)
PROVIDER, PARTNER = OrganisationKind.LEAD_PROVIDER, OrganisationKind.DELIVERY_PARTNER


@pytest.mark.parametrize(
    ("mark", "usual", "generous", "none"),
    [
        (Mark.PRESENT, Fraction(1), Fraction(1), Fraction(1)),
        (Mark.PARTLY, Fraction(1, 2), Fraction(3, 4), Fraction(0)),
        (Mark.ABSENT, Fraction(0), Fraction(0), Fraction(0)),
        (Mark.EXCUSED, Fraction(0), Fraction(1), Fraction(0)),
    ],
)
def test_what_a_mark_credits_is_the_policys_to_say(mark, usual, generous, none) -> None:
    assert share_of(mark, POLICY) == usual
    assert share_of(mark, replace(POLICY, partly=75, excused=100)) == generous
    assert share_of(mark, None) == none


def test_nobody_is_marked_before_the_day() -> None:
    assert why_not_yet(starts_at=AT + timedelta(hours=3), at=AT) is None
    assert why_not_yet(starts_at=AT + timedelta(days=1), at=AT).code == "not_begun"


@pytest.mark.parametrize(
    ("word", "unknown", "marked", "code"),
    [
        ("everyone is expected", 0, 3, None),
        ("somebody is not", 1, 3, "not_on_this_session"),
        ("nobody is marked", 0, 0, "nobody_marked"),
    ],
)
def test_a_sheet_marks_somebody_and_only_who_is_expected(word, unknown, marked, code) -> None:
    refusal = why_not_mark(unknown=unknown, marked=marked)

    assert (refusal.code if refusal else None) == code, word


@pytest.mark.parametrize(
    ("word", "before", "why", "code"),
    [
        ("with a reason", Mark.ABSENT, "Came by the side door", None),
        ("the same mark", Mark.PRESENT, "Came by the side door", "same_mark"),
        ("without a reason", Mark.ABSENT, " ", "no_reason"),
    ],
)
def test_corrections(word, before, why, code) -> None:
    refusal = why_not_correct(before=before, after=Mark.PRESENT, why=why)

    assert (refusal.code if refusal else None) == code, word


@pytest.mark.parametrize(
    ("word", "by", "runs", "takes"),
    [
        ("the session’s facilitator", actor((Duty.FACILITATOR, 2, PARTNER), person_id=7), False, True),
        ("another facilitator", actor((Duty.FACILITATOR, 2, PARTNER), person_id=8), False, False),
        ("who facilitates elsewhere now", actor((Duty.FACILITATOR, 3, PARTNER), person_id=7), False, False),
        ("who facilitates for the provider", actor((Duty.FACILITATOR, 1, PROVIDER), person_id=7), False, True),
        ("who led it but no longer facilitates", actor(person_id=7), False, False),
        ("the partner’s manager", actor((Duty.PROGRAMME_MANAGER, 2, PARTNER)), True, True),
        ("another partner’s manager", actor((Duty.PROGRAMME_MANAGER, 3, PARTNER)), False, False),
        ("the provider’s manager", actor((Duty.PROGRAMME_MANAGER, 1, PROVIDER)), True, True),
        ("an administrator", actor((Duty.ADMINISTRATOR, 1, PROVIDER)), True, True),
        ("an inspector", actor((Duty.INSPECTOR, 1, PROVIDER)), False, False),
    ],
)
def test_who_runs_a_cohort_and_who_takes_a_register(word, by, runs, takes) -> None:
    assert (why_not_run(by, 2) is None) is runs, word
    assert (why_not_take(by, partner_id=2, facilitator_id=7) is None) is takes, word


MANAGES = (Duty.PROGRAMME_MANAGER, 2, PARTNER)


@pytest.mark.parametrize(
    ("word", "person", "role", "code"),
    [
        ("somebody at the school", actor(person_id=7), Role.MENTOR, None),
        ("whoever asks", actor(person_id=1), Role.MENTOR, "runs_the_cohort"),
        ("the partner’s other manager", actor(MANAGES, person_id=7), Role.SPONSOR, "runs_the_cohort"),
        ("an administrator", actor((Duty.ADMINISTRATOR, 1, PROVIDER), person_id=7), Role.MENTOR, "runs_the_cohort"),
        ("another’s manager", actor((Duty.PROGRAMME_MANAGER, 3, PARTNER), person_id=7), Role.MENTOR, None),
        ("a manager who coaches", actor(MANAGES, person_id=7), Role.COACH, None),
    ],
)
def test_nobody_who_runs_the_cohort_reads_as_somebody_at_the_school(word, person, role, code) -> None:
    refusal = why_not_stand_beside(person, role, by=actor(MANAGES, person_id=1), partner_id=2)

    assert (refusal.code if refusal else None) == code, word
