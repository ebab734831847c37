"""Reading a document again in the browser, and taking or leaving what the reader offers."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.frameworks.models import Reading, ReadingItem, ReadingSuggestion, Rereading
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.jobs.worker import carry_all
from tests.makers.frameworks import (
    a_framework,
    a_reading,
    an_about,
    an_edition,
    as_markdown,
    publish_whole,
    read_pasted,
)
from tests.makers.pages import as_page
from tests.makers.standards import a_list
from tests.makers.standards import as_markdown as as_list

MADE = a_framework(sections=2, seed=1)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_published_document_is_read_again_compared_and_taken_up(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    edition = an_edition(cast, at=at, framework=MADE)
    item = ReadingItem.objects.order_by("position").first()
    ReadingItem.objects.filter(pk=item.pk).update(text=f"Earlier {item.text}", original=item.original | {"text": ""})
    Reading.objects.update(reader="earlier")
    assert "Read its document again" in words(client.get(reverse("frameworks:edition", args=[edition])))

    asked = client.post(reverse("frameworks:reread-edition", args=[edition]))

    ref = Rereading.objects.get().ref
    assert asked.url == reverse("frameworks:rereading", args=[ref])
    assert "The present reader reads the same document." in words(client.get(asked.url))
    assert "for its turn" in words(client.get(reverse("frameworks:rereading-now", args=[ref])))
    carry_all()
    assert client.get(reverse("frameworks:rereading-now", args=[ref])).headers["HX-Redirect"] == asked.url
    said = words(client.get(asked.url))
    assert f"1 of {ReadingItem.objects.count()} items would change in words or place" in said
    assert "Corrected here by hand" in said
    assert "Published, it becomes the next edition" in said

    taken = client.post(reverse("frameworks:take-rereading", args=[ref]))
    carry_all()

    assert client.get(taken.url, follow=True).status_code == 200
    assert Reading.objects.filter(state="under_review").count() == 1
    assert "This was taken up as a new reading" in words(client.get(asked.url))
    again = client.post(reverse("frameworks:take-rereading", args=[ref]), follow=True)
    assert "taken up as a new reading" in words(again)
    assert Reading.objects.count() == 2


def test_a_reading_under_review_is_read_again_and_left(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    reading = a_reading(cast, at=at, framework=MADE)
    Reading.objects.update(reader="earlier")
    assert "read by an earlier reader" in words(client.get(reverse("frameworks:review", args=[reading])))
    shown = client.post(reverse("frameworks:reread", args=[reading])).url
    carry_all()
    assert "Nothing would change" in words(client.get(shown))

    left = reverse("frameworks:leave-rereading", args=[Rereading.objects.get().ref])

    assert "What stands was left as it is" in words(client.post(left, follow=True))
    client.post(left, follow=True)
    assert Rereading.objects.get().state == "left"


def test_why_it_could_not_be_read_again_is_said(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    reading = a_reading(cast, at=at, framework=MADE)
    client.post(reverse("frameworks:reread", args=[reading]))
    Rereading.objects.update(state="unreadable", unread_code="slow", unread_says="It took too long.")

    said = words(client.get(reverse("frameworks:rereading", args=[Rereading.objects.get().ref])))

    assert "It took too long." in said
    assert "Try again" in said


def test_a_providers_page_is_not_compared(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    page = read_pasted(as_page(MADE), about=an_about("PAGE"), by=cast.curriculum_lead, at=at)

    refused = client.post(reverse("frameworks:reread", args=[page]), follow=True)

    assert "has nothing to compare" in words(refused)
    assert not Rereading.objects.exists()


def test_a_lost_hyphen_is_taken_with_one_press_and_another_left(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    text = as_markdown(MADE).replace("\n1. ", "\n1. Well-made and wellmade, with expert-led and expertled. ", 1)
    reading = read_pasted(text, about=an_about(), by=cast.curriculum_lead, at=at)
    review = reverse("frameworks:review", args=[reading])
    one, two = ReadingSuggestion.objects.filter(reading__ref=reading).order_by("pk")[:2]
    assert "Lost hyphens: 1" in words(client.get(review))

    taken = client.post(reverse("frameworks:decide-suggestion", args=[one.ref]), {"event": "take"})
    client.post(reverse("frameworks:decide-suggestion", args=[two.ref]), {"event": "leave"})

    assert taken.url == f"{review}#suggestions"
    assert "Well-made and well-made, with expert-led and expertled." in words(client.get(review))
    assert "Lost hyphens" not in words(client.get(review))
    Reading.objects.update(state="discarded")
    ReadingSuggestion.objects.update(decided_by=None, decided_at=None, is_taken=False)
    refused = client.post(reverse("frameworks:decide-suggestion", args=[one.ref]), {"event": "take"}, follow=True)
    assert "This reading is not under review." in words(refused)


def test_nobody_else_asks_or_decides(cast, at, enter) -> None:
    reading = a_reading(cast, at=at, framework=MADE)

    answer = enter(cast.participant).post(reverse("frameworks:reread", args=[reading]))

    assert answer.status_code in (302, 303, 403, 404)
    assert not Rereading.objects.exists()


def test_an_edition_of_standards_and_each_of_its_standards_are_read_by_everybody(cast, at, enter) -> None:
    made = a_list()
    reading = read_pasted(as_list(made), about=an_about("GS"), by=cast.curriculum_lead, at=at)
    client = enter(cast.curriculum_lead)
    assert "Standard 1.1" in words(client.get(reverse("frameworks:review", args=[reading])))
    edition = publish_whole(reading, by=cast.curriculum_lead, at=at)
    client = enter(cast.participant)

    said = words(client.get(reverse("frameworks:edition", args=[edition])))

    assert "GS.1.S.1.1" in said
    assert "Read its document again" not in said
    under = edition_outline(edition, by=cast.participant).sections[1].standards[0].under[0].line
    shown = words(client.get(reverse("frameworks:statement", args=[under.ref])))
    assert under.text in shown
    assert "Standard 1.1.1" in shown
    found = words(client.get(reverse("frameworks:search"), {"words": under.text.split()[-1]}))
    assert "GS (2026)" in found
