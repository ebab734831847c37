"""Which policy comes into force when: a programme's own before its qualification's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.programmes.rules.policies import timeline
from goldenthread.programmes.types import EngagementKind, EngagementPolicy, PolicyTerms

SHARED = EngagementPolicy(PolicyTerms(date(2021, 9, 1), "made"), EngagementKind.OVERALL_SHARE, 90)
OWN = replace(SHARED, terms=PolicyTerms(date(2024, 9, 1), "made"), threshold=80)
LATER = replace(SHARED, terms=PolicyTerms(date(2025, 9, 1), "made"), threshold=95)


def test_of_the_qualification_nothing_comes_after_the_programmes_own() -> None:
    found = timeline([OWN], [SHARED, LATER])

    assert found == ((OWN.terms.in_force_from, OWN, True), (SHARED.terms.in_force_from, SHARED, False))
