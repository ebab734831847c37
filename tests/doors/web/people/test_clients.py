"""The page of the systems that read."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.people.models import ApiClient
from tests.doors.api.clients import calling
from tests.doors.web.people.test_people_pages import as_


def test_a_token_is_shown_once_and_works_until_it_is_revoked(cast) -> None:
    client = as_(cast.administrator)
    page = client.post(reverse("people:clients"), {"name": "Warehouse", "urn": "100001"})
    token = page.context["token"]
    assert token in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert token not in client.get(reverse("people:clients")).content.decode()
    assert calling(token).get("/api/v1/me").status_code == 200

    revoke = reverse("people:revoke_client", args=[ApiClient.objects.get().ref])
    assert as_(cast.outsider).post(revoke).status_code == 404
    client.post(revoke)
    again = client.post(revoke, follow=True)

    assert "revoked already" in again.content.decode()
    assert calling(token).get("/api/v1/me").status_code == 401


def test_a_system_without_a_name_or_of_an_unknown_school_is_not_made(cast) -> None:
    client = as_(cast.administrator)

    assert client.post(reverse("people:clients"), {"urn": "100001"}).status_code == 422
    assert client.post(reverse("people:clients"), {"name": "X", "urn": "999999"}).status_code == 422
    assert as_(cast.programme_manager).get(reverse("people:clients")).status_code == 404
    assert not ApiClient.objects.exists()
