"""What may be recorded of a coach, which conflicts can be declared, and what a hand-over must say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from goldenthread.coaching.rules.describing import why_not_declare, why_not_keep
from goldenthread.coaching.rules.handing_over import why_not_hand_over, why_not_note
from goldenthread.coaching.types.describing import CoachDetails, NewConflict, Tie
from goldenthread.coaching.types.handing_over import HandOver

TODAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("changes", "from_on", "code"),
    [
        ({}, TODAY, None),
        ({"capacity": 0}, TODAY + timedelta(days=30), None),
        ({"capacity": 201}, TODAY, "no_such_capacity"),
        ({"meets": frozenset()}, TODAY, "never_meets"),
        ({"areas": tuple(f"Place {n}" for n in range(21))}, TODAY, "too_many_areas"),
        ({"areas": ("=HYPERLINK()",)}, TODAY, "no_such_place"),
        ({"areas": ("N" * 81,)}, TODAY, "no_such_place"),
        ({}, TODAY - timedelta(days=1), "from_the_past"),
    ],
)
def test_what_can_be_recorded_of_a_coach(changes, from_on, code) -> None:
    refusal = why_not_keep(replace(CoachDetails(10), **changes), from_on=from_on, today=TODAY)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": "jo@school.example"}, None),
        ({"urn": "100001"}, None),
        ({}, "with_whom"),
        ({"email": "jo@school.example", "urn": "100001"}, "with_whom"),
        ({"email": "Colin@harbour.example"}, "with_oneself"),
        ({"email": "jo@school"}, "no_address"),
        ({"urn": "12x45"}, "no_urn"),
        ({"urn": "100001", "words": "a" * 1001}, "too_long"),
    ],
)
def test_which_conflicts_can_be_declared(changes, code) -> None:
    refusal = why_not_declare(replace(NewConflict(Tie.OTHER), **changes), own_email="colin@harbour.example")

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"note": "They plan together on Thursdays."}, None),
        ({"coaches": {}}, "nobody_chosen"),
        ({"why": " "}, "no_hand_over"),
        ({"note": " "}, "no_note"),
    ],
)
def test_what_a_hand_over_must_say(changes, code) -> None:
    decided = HandOver({UUID(int=1): None}, "Colin is on leave.", keep_booked=True)

    refusal = why_not_hand_over(replace(decided, **changes))

    assert (refusal.code if refusal else None) == code


def test_a_note_is_words_and_not_a_book() -> None:
    assert why_not_note("").code == "no_note"
    assert why_not_note("a" * 20_001).code == "too_long"
    assert why_not_note("They plan together.") is None
