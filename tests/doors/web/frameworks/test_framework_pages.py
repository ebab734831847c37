"""The frameworks pages: reading, reviewing, publishing, and who may see what."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.frameworks.actions.correcting import correct_item
from goldenthread.frameworks.models import Edition, Reading, ReadingItem
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import Correction
from goldenthread.jobs.worker import carry_all
from tests.makers.counting import statements_of
from tests.makers.documents import docx
from tests.makers.frameworks import a_framework, a_reading, an_edition, as_markdown, as_woven_text, publish_whole

ABOUT = {
    "code": "made", "title": "A Made Framework", "publisher": "Nobody", "year": "2026",
    "licence": "Open Government Licence v3.0", "attribution": "© Crown copyright",
}  # fmt: skip


def words(response) -> str:
    return response.content.decode()


def publish_in(client, ref, **more):
    """Publish a reading as the page offers it."""
    address = reverse("frameworks:publish", args=[ref])
    return client.post(address, {"shown": client.get(address).context["mark"]}, **more)


def test_a_document_is_uploaded_reviewed_and_published(cast, enter) -> None:
    client = enter(cast.curriculum_lead)
    text = as_woven_text(a_framework(sections=2, seed=2))
    file = SimpleUploadedFile("framework.txt", text.encode(), content_type="text/plain")
    assert client.get(reverse("frameworks:read")).status_code == 200

    posted = client.post(reverse("frameworks:read"), {**ABOUT, "file": file})

    reading = Reading.objects.get()
    assert posted.status_code in (302, 303)
    assert posted.url == reverse("frameworks:progress", args=[reading.ref])
    carry_all()
    review = client.get(posted.url, follow=True)
    assert review.redirect_chain == [(reverse("frameworks:review", args=[reading.ref]), 302)]
    assert "Doubts first" in words(review)
    assert "not been accepted yet" in words(client.get(reverse("frameworks:publish", args=[reading.ref])))
    assert client.post(reverse("frameworks:publish", args=[reading.ref])).status_code == 422
    client.post(reverse("frameworks:accept-rest", args=[reading.ref]))
    page = review_page(reading.ref, by=cast.curriculum_lead)
    for item in page.doubtful:
        client.post(reverse("frameworks:accept", args=[item.ref]), {"version": item.version})
    for doubt in page.doubts:
        client.post(reverse("frameworks:settle", args=[doubt.ref]))
    publish_in(client, reading.ref)
    edition = Edition.objects.get()
    assert "Open Government Licence v3.0" in words(client.get(reverse("frameworks:edition", args=[edition.ref])))
    assert "no longer under review" in words(client.get(posted.url, follow=True))


def test_text_is_pasted_and_word_files_are_read(cast, enter) -> None:
    client = enter(cast.curriculum_lead)

    client.post(reverse("frameworks:read"), {**ABOUT, "text": as_markdown(a_framework(sections=1))})
    client.post(reverse("frameworks:read"), {**ABOUT, "file": SimpleUploadedFile("a.docx", docx())})
    carry_all()

    assert Reading.objects.count() == 2
    assert sorted(Reading.objects.values_list("is_reliable", flat=True)) == [False, True]


def test_nothing_and_nonsense_are_refused_with_what_to_do(cast, enter) -> None:
    client, address = enter(cast.curriculum_lead), reverse("frameworks:read")

    assert "Choose a file, or paste its text" in words(client.post(address, ABOUT))
    wrong = client.post(address, {**ABOUT, "code": "n!", "text": "Some words"})
    assert wrong.status_code == 422
    assert "2 to 12 capital letters" in words(wrong)
    assert not Reading.objects.exists()


def test_an_item_is_corrected_split_merged_moved_and_restored(cast, at, enter) -> None:
    client, lead = enter(cast.curriculum_lead), cast.curriculum_lead
    ref = a_reading(cast, at=at)
    item = review_page(ref, by=lead).items[1]
    address = reverse("frameworks:item", args=[item.ref])
    assert item.text in words(client.get(address)).replace("&#x27;", "'")
    said = {"text": "Better words.", "kind": "learn_that", "number": "2", "section": "1", "version": item.version}

    client.post(address, said)
    late = client.post(address, said)

    assert ReadingItem.objects.get(ref=item.ref).text == "Better words."
    assert late.status_code == 422
    assert f"{lead.name} changed this item" in words(late)
    split = {"text": "Better\n\nwords.", "version": item.version + 1}
    client.post(reverse("frameworks:split", args=[item.ref]), split)
    second = ReadingItem.objects.get(split_from__ref=item.ref)
    assert second.text == "words."
    client.post(reverse("frameworks:merge", args=[second.ref]), {"version": second.version})
    version = ReadingItem.objects.get(ref=item.ref).version
    moved = client.post(reverse("frameworks:move", args=[item.ref]), {"version": version, "way": "up"}, follow=True)
    assert "stands where its number says. Change its number to move it." in words(moved)
    client.post(reverse("frameworks:restore", args=[item.ref]), {"version": version})
    assert ReadingItem.objects.get(ref=item.ref).text == item.text
    assert not ReadingItem.objects.filter(split_from__ref=item.ref).exists()


@pytest.mark.parametrize("deed", ["about", "section", "item"])
def test_what_was_not_shown_is_not_published(cast, at, enter, deed) -> None:
    client = enter(cast.curriculum_lead)
    ref = a_reading(cast, at=at)
    client.post(reverse("frameworks:accept-rest", args=[ref]))
    item = review_page(ref, by=cast.curriculum_lead).items[0]
    address = reverse("frameworks:publish", args=[ref])
    shown = {"shown": client.get(address).context["mark"]}
    assert f'value="{shown["shown"]}"' in words(client.get(address))
    if deed == "about":
        client.post(reverse("frameworks:about", args=[ref]), {**ABOUT, "code": "NEW", "licence": "Another licence"})
    elif deed == "section":
        client.post(reverse("frameworks:section", args=[ref, 1]), {"title": "Another title"})
    else:
        said = Correction("Other words.", item.kind, item.number, 1)
        correct_item(item.ref, said, version=item.version, by=cast.curriculum_lead, at=at)

    for sent in (shown, {}, {"shown": "x"}):
        answer = client.post(address, sent)
        assert (answer.status_code, "changed after this page was opened" in words(answer)) == (422, True)

    assert not Edition.objects.exists()
    assert publish_in(client, ref).status_code == 302
    assert Edition.objects.exists()


def test_titles_and_licence_are_corrected_and_a_reading_is_put_away(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    ref = a_reading(cast, at=at)

    client.post(reverse("frameworks:about", args=[ref]), {**ABOUT, "licence": "Another licence"})
    client.post(reverse("frameworks:section", args=[ref, 1]), {"title": "Another title"})

    page = review_page(ref, by=cast.curriculum_lead)
    assert page.reading.about.licence == "Another licence"
    assert page.sections[0].title == "Another title"
    client.post(reverse("frameworks:discard", args=[ref]), {"why": "A better copy came."})
    assert Reading.objects.get().state == "discarded"


@pytest.mark.parametrize("number", [0, 3, 9999, 10**30])
def test_a_section_that_is_not_there_has_no_page(cast, at, enter, number) -> None:
    address = reverse("frameworks:section", args=[a_reading(cast, at=at, framework=a_framework(sections=2)), number])
    client = enter(cast.curriculum_lead)

    assert [answer.status_code for answer in (client.get(address), client.post(address, {"title": "T"}))] == [404, 404]


def test_everybody_signed_in_reads_what_is_published_and_nobody_else_what_is_not(cast, at, enter) -> None:
    edition = an_edition(cast, at=at)
    reading = a_reading(cast, at=at, code="OTHER")
    stem = edition_outline(edition, by=cast.participant).sections[0].learn_how_to[0][0]
    item = review_page(reading, by=cast.curriculum_lead).items[0]
    client = enter(cast.participant)

    assert "MADE (2026)" in words(client.get(reverse("frameworks:index")))
    assert "MADE.1.LT.1" in words(client.get(reverse("frameworks:edition", args=[edition])))
    assert stem.code in words(client.get(reverse("frameworks:statement", args=[stem.ref])))
    for who in (cast.participant, cast.outsider, cast.programme_manager):
        client = enter(who)
        for name in ("review", "publish", "about", "discard"):
            assert client.get(reverse(f"frameworks:{name}", args=[reading])).status_code == 404
        assert client.get(reverse("frameworks:item", args=[item.ref])).status_code == 404
        assert client.get(reverse("frameworks:read")).status_code == 404
    client.logout()
    assert client.get(reverse("frameworks:edition", args=[edition])).status_code in (302, 303)


def test_pages_take_the_same_number_of_statements_for_little_and_for_much(cast, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    small, large = (
        a_reading(cast, at=at, framework=a_framework(sections=n), code=code) for n, code in ((1, "SMALL"), (6, "LARGE"))
    )
    of = [statements_of(lambda ref=ref: client.get(reverse("frameworks:review", args=[ref]))) for ref in (small, large)]
    assert of[0] == of[1]
    one, many = (publish_whole(ref, by=cast.curriculum_lead, at=at) for ref in (small, large))
    of = [statements_of(lambda ref=ref: client.get(reverse("frameworks:edition", args=[ref]))) for ref in (one, many)]
    assert of[0] == of[1]
