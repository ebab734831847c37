"""One's own data, and being erased, by their pages."""

from __future__ import annotations

import io
import zipfile

from django.urls import reverse

from goldenthread.people.models import Person
from tests.doors.web.people.test_people_pages import as_


def test_everybody_downloads_what_is_held_about_them(cast) -> None:
    client = as_(cast.participant)
    assert client.get(reverse("people:account_data")).status_code == 405

    answer = client.post(reverse("people:account_data"))

    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    told = zipfile.ZipFile(io.BytesIO(answer.content)).read("held-about-you.json").decode()
    assert "Parveen Begum" in told
    assert "Olga" not in told


def test_somebody_asks_to_be_erased_and_an_administrator_does_it(cast) -> None:
    client = as_(cast.participant)
    assert client.get(reverse("people:account_erasure")).status_code == 200
    client.post(reverse("people:account_erasure"), {"why": ""})
    assert client.post(reverse("people:account_erasure"), {"why": ""}).status_code == 422
    assert "You asked to be erased" in client.get(reverse("people:account")).content.decode()

    admin = as_(cast.administrator)
    erase = reverse("people:erase", args=[cast.participant.person])
    assert erase in admin.get(reverse("people:directory")).content.decode()
    assert "Asked to be erased" in admin.get(reverse("people:record", args=[cast.participant.person])).content.decode()
    assert admin.get(erase).status_code == 200
    assert admin.post(erase, {"why": "Asked"}).status_code == 422
    assert as_(cast.programme_manager).post(erase, {"why": "Mine", "sure": "on"}).status_code == 404
    assert Person.objects.get(ref=cast.participant.person).name == "Parveen Begum"

    assert admin.post(erase, {"why": "Asked", "sure": "on"}).status_code == 302

    assert Person.objects.get(ref=cast.participant.person).name == "Erased"
    assert client.get(reverse("people:account")).status_code == 302
    assert admin.post(erase, {"why": "Again", "sure": "on"}).status_code == 422
    assert "Erased" in admin.get(reverse("people:record", args=[cast.participant.person])).content.decode()
    assert (
        reverse("people:give_hat", args=[cast.participant.person])
        not in admin.get(reverse("people:record", args=[cast.participant.person])).content.decode()
    )
