"""Who keeps the library, and what an item has to say."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from goldenthread.ground.rules.states import step
from goldenthread.ground.types import NoSuchStep
from goldenthread.learning.rules.library import (
    LIBRARY_STEPS,
    Event,
    State,
    proposes,
    sees_everything,
    why_not_add,
    why_not_change,
    why_not_decide,
    why_not_describe,
)
from goldenthread.learning.types.library import ItemDraft, ItemKind
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef

DRAFT = ItemDraft(
    ItemKind.PRACTICE, "One phrase", "What we did.", address="https://example.org/a", statements=frozenset({uuid4()})
)


def actor(duty: Duty, kind: OrganisationKind = OrganisationKind.LEAD_PROVIDER) -> Actor:
    return Actor(PersonRef(uuid4()), 1, "Somebody", frozenset({Hat(duty, 1, kind)}))


LEAD = actor(Duty.CURRICULUM_LEAD)
PARTNER = actor(Duty.FACILITATOR, OrganisationKind.DELIVERY_PARTNER)
READER = actor(Duty.PARTICIPANT, OrganisationKind.SCHOOL)


@pytest.mark.parametrize(
    ("who", "kind", "code"),
    [
        (LEAD, ItemKind.RESEARCH, None),
        (PARTNER, ItemKind.PRACTICE, None),
        (PARTNER, ItemKind.RESEARCH, "practice_only"),
        (READER, ItemKind.PRACTICE, "not_a_keeper"),
    ],
)
def test_leads_add_anything_partners_propose_practice(who, kind, code) -> None:
    refusal = why_not_add(replace(DRAFT, kind=kind), who)

    assert (refusal.code if refusal else None) == code
    assert proposes(READER) is False


def test_only_those_who_keep_the_library_decide_and_see_what_waits() -> None:
    assert why_not_decide(LEAD) is None
    assert why_not_decide(PARTNER) is not None
    assert why_not_change(PARTNER, is_own_proposal=True) is None
    assert [sees_everything(who) for who in (LEAD, actor(Duty.INSPECTOR), PARTNER, READER)] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"title": " "}, "says_nothing"),
        ({"summary": ""}, "says_nothing"),
        ({"statements": frozenset()}, "no_statement"),
        ({"year": 1750}, "odd_year"),
        ({"year": 2028}, "odd_year"),
        ({"year": 2027}, None),
        ({"address": "javascript:alert(1)"}, "odd_address"),
        ({"address": "https://"}, "odd_address"),
        ({"address": ""}, "nowhere"),
    ],
)
def test_an_item_says_what_it_is_and_where(change, code) -> None:
    refusal = why_not_describe(replace(DRAFT, **change), has_file=False, this_year=2026)

    assert (refusal.code if refusal else None) == code


def test_a_file_is_place_enough() -> None:
    assert why_not_describe(replace(DRAFT, address=""), has_file=True, this_year=2026) is None


def test_what_is_declined_or_withdrawn_may_come_back() -> None:
    assert step(LIBRARY_STEPS, State.WITHDRAWN, Event.SHARE) is State.SHARED
    assert step(LIBRARY_STEPS, State.DECLINED, Event.SHARE) is State.SHARED
    with pytest.raises(NoSuchStep):
        step(LIBRARY_STEPS, State.SHARED, Event.DECLINE)
