"""The search over all statements."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.makers.programmes import make_edition


def test_statements_are_found_and_filtered(cast, at, enter) -> None:
    make_edition(cast, at=at, code="AAA", each=30)
    client, address = enter(cast.participant), reverse("frameworks:search")

    whole = client.get(address).content.decode()
    found = client.get(address, {"words": "leeders", "framework": "AAA", "section": "2", "page": "2"}).content.decode()
    partly = client.get(address, {"words": "leaders zebra"}).content.decode()
    nothing = client.get(address, {"words": "zebra", "kind": "stem", "older": "yes"}).content.decode()

    assert "62 statements" in whole
    assert "<mark>Leaders</mark> know thing 2.25." in found
    assert "AAA (2020) 2.K.25" in found
    assert "30 statements, the best first" in found
    assert 'name="section"' in found
    assert 'name="section"' not in whole
    assert "These have the most of them" in partly
    assert "No statement says that" in nothing
    assert address in client.get(reverse("frameworks:index")).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"framework": "MADE", "section": "9" * 4_500},
        {"framework": "MADE", "section": "9" * 30},
        {"framework": "MADE", "section": "²"},
        {"page": "9" * 4_500},
        {"section": "x"},
        {"kind": "x"},
        {"page": "x"},
        {"page": "9999"},
        {"framework": "<b>"},
        {"words": "\x00 ' %"},
    ],
)
def test_nonsense_asks_for_nothing(cast, at, enter, asked) -> None:
    make_edition(cast, at=at)

    assert enter(cast.participant).get(reverse("frameworks:search"), asked).status_code == 200


def test_what_cannot_be_looked_for_finds_nothing_and_says_what_can(cast, at, enter) -> None:
    make_edition(cast, at=at)

    page = enter(cast.participant).get(reverse("frameworks:search"), {"words": "%"}).content.decode()

    assert "No statement says that" in page
    assert "Look for a word or a number" in page


def test_far_too_many_words_are_answered_in_plain_words(cast, at, enter) -> None:
    page = enter(cast.participant).get(reverse("frameworks:search"), {"words": "word " * 60}).content.decode()

    assert "Use at most 200 characters. There are 299 now." in page
    assert "Ensure this value" not in page
