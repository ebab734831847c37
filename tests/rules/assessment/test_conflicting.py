"""Who decides whether a marking stands though its marker declared a conflict afterwards."""

from __future__ import annotations

from uuid import UUID

import pytest

from goldenthread.assessment.rules.conflicting import FOUND_STEPS, why_not_decide_found
from goldenthread.assessment.types.conflicting import FoundState
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef

WHY = "They said so before any result was out."


@pytest.mark.parametrize(
    ("duty", "marker", "why", "code"),
    [
        (Duty.QUALITY_LEAD, 2, WHY, None),
        (Duty.QUALITY_LEAD, 1, WHY, "own_marking"),
        (Duty.QUALITY_LEAD, 2, "yes", "reason_missing"),
        (Duty.ASSESSOR, 2, WHY, "not_yours_to_run"),
    ],
)
def test_who_decides(duty: Duty, marker: int, why: str, code: str | None) -> None:
    by = Actor(PersonRef(UUID(int=1)), 1, "Somebody", frozenset({Hat(duty, 1, OrganisationKind.LEAD_PROVIDER)}))
    refusal = why_not_decide_found(by, marker=marker, why=why)
    assert (refusal.code if refusal else None) == code


def test_what_is_decided_stays_so() -> None:
    assert {before for before, _ in FOUND_STEPS} == {FoundState.WAITING}
