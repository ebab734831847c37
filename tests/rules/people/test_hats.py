"""Who may hand out which hats."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.people.rules.hats import WORN_FOR, why_not_give
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef

PROVIDER, PARTNER, SCHOOL = OrganisationKind.LEAD_PROVIDER, OrganisationKind.DELIVERY_PARTNER, OrganisationKind.SCHOOL


def actor(*hats: tuple[Duty, int, OrganisationKind]) -> Actor:
    return Actor(PersonRef(uuid4()), 1, "Somebody", frozenset(Hat(*hat) for hat in hats))


ADMIN = actor((Duty.ADMINISTRATOR, 1, PROVIDER))
PARTNERS = actor((Duty.PROGRAMME_MANAGER, 2, PARTNER))


@pytest.mark.parametrize(
    ("word", "by", "duty", "at_id", "kind", "code"),
    [
        ("an administrator gives any duty", ADMIN, Duty.ASSESSOR, 1, PROVIDER, None),
        ("even an administrator gives no school a moderator", ADMIN, Duty.MODERATOR, 3, SCHOOL, "wrong_place"),
        ("a partner manager gives a coach at home", PARTNERS, Duty.COACH, 2, PARTNER, None),
        ("a partner manager gives nothing elsewhere", PARTNERS, Duty.COACH, 9, PARTNER, "not_yours_to_give"),
        ("a partner manager makes no manager", PARTNERS, Duty.PROGRAMME_MANAGER, 2, PARTNER, "not_yours_to_give"),
        ("a partner manager names a sponsor at a school", PARTNERS, Duty.SPONSOR, 3, SCHOOL, None),
        ("a nobody gives nothing", actor(), Duty.SPONSOR, 3, SCHOOL, "not_yours_to_give"),
    ],
)
def test_hats_are_given_by_those_who_may(word, by, duty, at_id, kind, code) -> None:
    refusal = why_not_give(duty, at_id=at_id, kind=kind, by=by)

    assert (refusal.code if refusal else None) == code, word


def test_every_duty_has_a_place_where_it_is_worn() -> None:
    assert set(WORN_FOR) == set(Duty)
