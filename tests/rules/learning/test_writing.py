"""Who writes units, and when they may be read."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.ground.rules.states import step
from goldenthread.ground.types import NoSuchStep
from goldenthread.learning.rules.states import STEPS, Event, State
from goldenthread.learning.rules.writing import (
    LONGEST_BODY,
    why_not_keep,
    why_not_open,
    why_not_publish,
    why_not_write,
)
from goldenthread.learning.types import EditedPage, PageRef
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef


def actor(duty: Duty, kind: OrganisationKind = OrganisationKind.LEAD_PROVIDER) -> Actor:
    return Actor(PersonRef(uuid4()), 1, "Somebody", frozenset({Hat(duty, 1, kind)}))


def page(body: str = "Words.") -> EditedPage:
    return EditedPage(PageRef(uuid4()), 1, "First", body, 5, (), uuid4())


def test_only_a_curriculum_lead_of_the_provider_writes() -> None:
    assert why_not_write(actor(Duty.CURRICULUM_LEAD)) is None
    refused = why_not_write(actor(Duty.PROGRAMME_MANAGER))
    assert refused is not None
    assert refused.code == "not_an_author"


def test_only_what_is_studied_online_has_a_unit() -> None:
    assert why_not_open("online_study") is None
    assert why_not_open("study_pack") is None
    refused = why_not_open("event")
    assert refused is not None
    assert refused.code == "not_studied"


@pytest.mark.parametrize(
    ("title", "body", "minutes", "code"),
    [
        ("", "Words", 5, "no_title"),
        ("Title", "x" * (LONGEST_BODY + 1), 5, "too_long"),
        ("Title", "Words", 601, "odd_minutes"),
        ("Title", "Words", -1, "odd_minutes"),
        ("Title", "Words", 5, None),
    ],
)
def test_a_page_is_kept_when_it_makes_sense(title, body, minutes, code) -> None:
    refusal = why_not_keep(title, body, minutes)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("pages", "is_draft", "code"),
    [
        ((page(),), False, "nothing_new"),
        ((), True, "no_pages"),
        ((page(" "),), True, "empty_page"),
        ((page(),), True, None),
    ],
)
def test_a_unit_is_published_when_there_is_something_to_read(pages, is_draft, code) -> None:
    refusal = why_not_publish(pages, is_draft=is_draft)

    assert (refusal.code if refusal else None) == code


def test_a_version_is_published_once_and_retired_once() -> None:
    assert step(STEPS, State.DRAFT, Event.PUBLISH) is State.PUBLISHED
    assert step(STEPS, State.PUBLISHED, Event.RETIRE) is State.RETIRED
    with pytest.raises(NoSuchStep):
        step(STEPS, State.RETIRED, Event.PUBLISH)
