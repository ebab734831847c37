"""The library in the browser's door."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.learning.models import Item
from tests.makers.programmes import make_edition

SENT = {
    "kind": "research", "title": "Small routines", "summary": "What holds.", "address": "https://example.org/a",
    "year": "2024", "minutes": "20", "codes": "MADE.1.K.1, made.1.k.2",
}  # fmt: skip


@pytest.fixture(autouse=True)
def edition(cast, at):
    return make_edition(cast, at=at)


def test_an_item_is_added_looked_at_put_in_found_and_taken_out(cast, enter) -> None:
    client = enter(cast.curriculum_lead)
    assert "The library is empty" in client.get(reverse("learning:library")).content.decode()
    assert client.get(reverse("learning:add-item")).status_code == 200
    file = SimpleUploadedFile("notes.txt", b"Notes")
    added = client.post(reverse("learning:add-item"), {**SENT, "file": file})
    assert added.status_code == 303
    assert "Not in the library yet" in client.get(added.url).content.decode()
    item = Item.objects.get()
    put_in = client.post(reverse("learning:decide-item", args=[item.ref]), {"step": "share"}, follow=True)
    assert "It is in the library now" in put_in.content.decode()

    reader = enter(cast.participant)
    assert "Small routines" in reader.get(reverse("learning:library") + "?words=routines&page=2").content.decode()
    assert "Nothing like that here" in reader.get(reverse("learning:library") + "?words=zzz").content.decode()
    page = reader.get(added.url).content.decode()
    assert "MADE.1.K.2" in page
    assert "History" not in page
    sent = reader.get(reverse("learning:item-file", args=[item.ref]))
    assert (sent.content, sent["Content-Disposition"]) == (b"Notes", 'attachment; filename="notes.txt"')

    client = enter(cast.curriculum_lead)
    again = client.post(reverse("learning:decide-item", args=[item.ref]), {"step": "nonsense"}, follow=True)
    assert "There is a problem" in again.content.decode()
    client.post(reverse("learning:decide-item", args=[item.ref]), {"step": "withdraw"})
    assert enter(cast.participant).get(added.url).status_code == 404


def test_an_item_is_changed_and_keeps_its_file(cast, enter) -> None:
    client = enter(cast.curriculum_lead)
    client.post(reverse("learning:add-item"), {**SENT, "address": "", "file": SimpleUploadedFile("n.txt", b"Notes")})
    item = Item.objects.get()
    change = reverse("learning:change-item", args=[item.ref])
    form = client.get(change).content.decode()
    assert "It has the file n.txt" in form
    assert "MADE.1.K.1\nMADE.1.K.2" in form

    assert client.post(change, {**SENT, "title": "Other", "address": ""}).status_code == 303
    assert client.post(change, {**SENT, "year": "1700"}).status_code == 422
    assert "Changed: title" in client.get(reverse("learning:item", args=[item.ref])).content.decode()
    assert Item.objects.get().file is not None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"codes": "MADE.9.K.1"}, "No framework in force has a statement MADE.9.K.1"),
        ({"codes": ""}, "Give the code of at least one statement"),
        ({"address": "javascript:alert(1)"}, "does not begin with https"),
        ({"address": ""}, "Nobody could find it"),
        ({"summary": ""}, "Enter the summary"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(cast, enter, change, says) -> None:
    answer = enter(cast.curriculum_lead).post(reverse("learning:add-item"), {**SENT, **change})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Item.objects.exists()


def test_a_partner_proposes_practice_only_and_readers_nothing(cast, enter) -> None:
    client = enter(cast.facilitator)
    assert "Propose school practice" in client.get(reverse("learning:library")).content.decode()
    assert client.post(reverse("learning:add-item"), SENT).status_code == 422
    added = client.post(reverse("learning:add-item"), {**SENT, "kind": "practice"})
    assert "A curriculum lead of the lead provider decides" in client.get(added.url).content.decode()
    assert client.post(reverse("learning:decide-item", args=[Item.objects.get().ref])).status_code == 404

    assert enter(cast.participant).get(reverse("learning:add-item")).status_code == 404
    assert enter(cast.outsider).get(added.url).status_code == 404
    assert (
        enter(cast.outsider).post(reverse("learning:change-item", args=[Item.objects.get().ref]), SENT).status_code
        == 404
    )
    deciding = enter(cast.curriculum_lead).get(reverse("learning:library") + "?state=proposed").content.decode()
    assert "1 proposal to decide" in deciding
