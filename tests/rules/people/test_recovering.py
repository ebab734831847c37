"""Who may take a lost second factor off an account."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from goldenthread.people.rules.recovering import why_not_reset
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef

MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
PROVIDER, PARTNER = OrganisationKind.LEAD_PROVIDER, OrganisationKind.DELIVERY_PARTNER
SOMEBODY = uuid4()


def actor(duty: Duty, kind: OrganisationKind = PROVIDER) -> Actor:
    return Actor(PersonRef(uuid4()), 1, "Somebody", frozenset({Hat(duty, 1, kind)}))


ADMINISTRATOR = actor(Duty.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("word", "ref", "erased_at", "by", "code"),
    [
        ("an administrator helps somebody else", SOMEBODY, None, ADMINISTRATOR, None),
        ("nobody goes round their own factor", ADMINISTRATOR.person, None, ADMINISTRATOR, "yourself"),
        ("nobody signs in as who was erased", SOMEBODY, MONDAY, ADMINISTRATOR, "erased"),
        ("a manager may not", SOMEBODY, None, actor(Duty.PROGRAMME_MANAGER), "not_administrator"),
        ("a partner’s manager may not", SOMEBODY, None, actor(Duty.PROGRAMME_MANAGER, PARTNER), "not_administrator"),
    ],
)
def test_only_another_administrator_takes_a_second_factor_off(word, ref, erased_at, by, code) -> None:
    refusal = why_not_reset(ref=ref, erased_at=erased_at, by=by)

    assert (refusal.code if refusal else None) == code, word
