"""The review's pages: what they say was done is what was done, and where they lead is where it stands."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.people.models import Person
from tests.makers.frameworks import an_about, read_pasted

DOUBTED = "One – Here\nLearn that…\n1. This is said.\n2. This stops in the\n"


@pytest.fixture
def enter(client):
    def as_(actor):
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    return as_


def words(response) -> str:
    return response.content.decode()


def doubted(cast, at):
    """A reading of two statements, the second in doubt."""
    return read_pasted(DOUBTED, about=an_about(), by=cast.curriculum_lead, at=at)


def test_merging_leads_to_the_item_that_took_it_in_and_says_what_is_kept(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    ref = doubted(cast, at)
    first, second = review_page(ref, by=lead).items

    merged = client.post(reverse("frameworks:merge", args=[second.ref]), {"version": 1})
    said = words(client.get(merged.url))
    restored = client.post(reverse("frameworks:restore", args=[first.ref]), {"version": 2}, follow=True)

    assert merged.url == f"{reverse('frameworks:review', args=[ref])}#item-{first.ref}"
    doubts = len(second.open_doubts)
    assert f"That waits to be accepted, with {doubts} open doubts. Restore that item to undo this." in said
    assert "1 item that was merged into it stands by itself again and waits, with its doubts." in words(restored)
    assert "Doubts first: 1" in words(restored)
    parts = {"text": "This stops\n\nin the", "version": 3}
    split = client.post(reverse("frameworks:split", args=[second.ref]), parts, follow=True)
    assert "It is two items now. Each waits to be accepted, with" in words(split)
