"""Who may hand out which hats."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.people.rules.hats import WORN_FOR, why_not_end, why_not_give, why_not_known_here
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef

PROVIDER, PARTNER, SCHOOL = OrganisationKind.LEAD_PROVIDER, OrganisationKind.DELIVERY_PARTNER, OrganisationKind.SCHOOL


def actor(*hats: tuple[Duty, int, OrganisationKind]) -> Actor:
    return Actor(PersonRef(uuid4()), 1, "Somebody", frozenset(Hat(*hat) for hat in hats))


ADMIN = actor((Duty.ADMINISTRATOR, 1, PROVIDER))
MANAGER = actor((Duty.PROGRAMME_MANAGER, 1, PROVIDER))
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
        ("a partner manager makes no headteacher", PARTNERS, Duty.HEADTEACHER, 3, SCHOOL, "not_yours_to_give"),
        ("the provider’s manager names a headteacher", MANAGER, Duty.HEADTEACHER, 3, SCHOOL, None),
        ("a nobody gives nothing", actor(), Duty.SPONSOR, 3, SCHOOL, "not_yours_to_give"),
    ],
)
def test_hats_are_given_by_those_who_may(word, by, duty, at_id, kind, code) -> None:
    refusal = why_not_give(duty, at_id=at_id, kind=kind, by=by)

    assert (refusal.code if refusal else None) == code, word


def test_every_duty_has_a_place_where_it_is_worn() -> None:
    assert set(WORN_FOR) == set(Duty)


@pytest.mark.parametrize(
    ("word", "by", "duty", "at_id", "kind", "code"),
    [
        ("an administrator ends any duty", ADMIN, Duty.ASSESSOR, 1, PROVIDER, None),
        ("the provider’s manager ends a duty at a school", MANAGER, Duty.PARTICIPANT, 3, SCHOOL, None),
        ("the provider’s manager ends no moderator", MANAGER, Duty.MODERATOR, 1, PROVIDER, "not_yours_to_end"),
        ("a partner manager ends a coach at home", PARTNERS, Duty.COACH, 2, PARTNER, None),
        ("a partner manager ends no coach elsewhere", PARTNERS, Duty.COACH, 9, PARTNER, "not_yours_to_end"),
        ("a partner manager ends nothing at a school", PARTNERS, Duty.PARTICIPANT, 3, SCHOOL, "not_yours_to_end"),
    ],
)
def test_hats_are_ended_by_those_who_may(word, by, duty, at_id, kind, code) -> None:
    refusal = why_not_end(duty, at_id=at_id, kind=kind, by=by)

    assert (refusal.code if refusal else None) == code, word


@pytest.mark.parametrize(
    ("word", "by", "is_seen", "is_here", "code"),
    [
        ("somebody they know already gains a hat", PARTNERS, True, False, None),
        ("somebody who does something at the school already", PARTNERS, False, True, None),
        ("the provider knows everybody", MANAGER, False, False, None),
        ("a partner does not make others’ people theirs", PARTNERS, False, False, "known_elsewhere"),
    ],
)
def test_nobody_makes_others_people_theirs_by_knowing_an_address(word, by, is_seen, is_here, code) -> None:
    refusal = why_not_known_here(is_seen=is_seen, is_here=is_here, by=by)

    assert (refusal.code if refusal else None) == code, word
