"""A provider's page in the browser: it says what it is, and leads to the published statements on it."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.frameworks.models import Reading
from goldenthread.jobs.worker import carry_all
from tests.makers.frameworks import a_framework, an_edition
from tests.makers.pages import OFFER, as_page

ABOUT = {
    "code": "made", "title": "Our own page", "publisher": "Somebody", "year": "2026",
    "licence": "All rights reserved", "attribution": "",
}  # fmt: skip
MADE = a_framework(sections=2, seed=3)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_an_uploaded_page_says_what_it_is_and_is_linked_when_the_framework_is_published(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    client.post(reverse("frameworks:read"), {**ABOUT, "text": as_page(MADE, cut=1, times=2)})
    carry_all()
    ref = Reading.objects.get().ref

    shown = client.get(reverse("frameworks:progress", args=[ref]), follow=True)

    assert shown.redirect_chain[-1][0] == reverse("frameworks:page", args=[ref])
    said = words(shown)
    assert "is never published as one" in said
    assert "walks, talks, rest" in said
    assert "Not found in any published edition." in said
    assert "Pasted in, and none of its own" in said
    assert client.get(reverse("frameworks:publish", args=[ref])).url == reverse("frameworks:page", args=[ref])
    assert "Provider’s page" in words(client.get(reverse("frameworks:index")))

    an_edition(cast, at=at, framework=MADE)
    carry_all()

    said = words(client.get(reverse("frameworks:page", args=[ref])))
    assert "MADE (2026) 1.HT.1" in said
    assert "Word for word" in said
    asked = client.post(reverse("frameworks:link-page", args=[ref]), follow=True)
    assert "were looked for in every edition in force" in words(asked)


def test_a_page_without_statements_and_one_that_is_put_away_say_so(cast, enter) -> None:
    client = enter(cast.curriculum_lead)
    client.post(reverse("frameworks:read"), {**ABOUT, "text": OFFER})
    carry_all()
    ref = Reading.objects.get().ref

    assert "It tells of the programme alone." in words(client.get(reverse("frameworks:page", args=[ref])))
    client.post(reverse("frameworks:discard", args=[ref]), {"why": "Wrong one"})
    assert "This page is put away" in words(client.get(reverse("frameworks:page", args=[ref])))


def test_what_is_no_page_has_none(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    an_edition(cast, at=at, framework=MADE)

    assert client.get(reverse("frameworks:page", args=[Reading.objects.get().ref])).status_code == 404
