"""Who may coach whom."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.coaching.rules.pairing import by_load, why_not_arrange
from goldenthread.coaching.types import CoachLoad
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef


@pytest.mark.parametrize(
    ("hat", "may"),
    [
        (Hat(Duty.PROGRAMME_MANAGER, 1, OrganisationKind.LEAD_PROVIDER), True),
        (Hat(Duty.PROGRAMME_MANAGER, 5, OrganisationKind.DELIVERY_PARTNER), True),
        (Hat(Duty.PROGRAMME_MANAGER, 6, OrganisationKind.DELIVERY_PARTNER), False),
        (Hat(Duty.COACH, 5, OrganisationKind.DELIVERY_PARTNER), False),
    ],
)
def test_programme_managers_pair_people_of_their_own_partner(hat, may) -> None:
    by = Actor(PersonRef(uuid4()), 1, "Somebody", frozenset({hat}))

    assert (why_not_arrange(by, partner_id=5) is None) == may


def test_the_coach_with_the_fewest_is_suggested_first() -> None:
    busy, free, barred = (
        CoachLoad(PersonRef(uuid4()), "A", 9),
        CoachLoad(PersonRef(uuid4()), "B", 2),
        CoachLoad(PersonRef(uuid4()), "C", 0, "Works at the same school"),
    )

    assert by_load([barred, busy, free]) == (free, busy, barred)
