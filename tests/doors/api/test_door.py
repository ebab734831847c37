"""Who may call, how often, and what is said to those who may not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.cache import cache

from goldenthread.api.v1 import door
from goldenthread.api.v1.api import description
from goldenthread.people.actions.clients import make_client, revoke_client
from goldenthread.people.models import ApiClient
from tests.doors.api.clients import calling, client_of

SNAPSHOT = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def test_a_client_is_named_by_its_token(cast, at) -> None:
    answer = client_of(cast.partner, cast, at=at).get("/api/v1/me")

    assert answer.status_code == 200
    assert answer.json() == {"ref": str(ApiClient.objects.get().ref), "name": "Warehouse"}
    assert ApiClient.objects.get().last_used_at is not None


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic eDp5", "Bearer goldenthread_"])
def test_a_call_without_a_right_token_is_told_how_to_ask(client, db, header) -> None:
    answer = client.get("/api/v1/me", headers={"Authorization": header} if header else {})

    assert answer.status_code == 401
    assert answer.json()["code"] == "no_token"
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_signed_in_person_is_no_client(client, cast) -> None:
    client.force_login(pytest.importorskip("goldenthread.people.models").Person.objects.first())

    assert client.get("/api/v1/me").status_code == 401


def test_a_revoked_token_opens_nothing(cast, at) -> None:
    token = make_client(name="Old", place=cast.partner.ref, by=cast.administrator, at=at)
    assert calling(token).get("/api/v1/me").status_code == 200

    revoke_client(ApiClient.objects.get().ref, by=cast.administrator, at=at)

    assert calling(token).get("/api/v1/me").status_code == 401


def test_a_client_sees_what_its_organisation_sees(cast, at) -> None:
    partner = client_of(cast.partner, cast, at=at).get("/api/v1/organisations").json()
    school = client_of(cast.school, cast, at=at).get("/api/v1/organisations").json()
    provider = client_of(cast.provider, cast, at=at).get("/api/v1/organisations?size=2&page=2").json()

    assert {o["name"] for o in partner["items"]} == {"Harbour Teaching Hub", "Castle Hill Primary", "Tor View Academy"}
    assert [o["name"] for o in school["items"]] == ["Castle Hill Primary"]
    assert (provider["total"], provider["page"], provider["pages"], len(provider["items"])) == (5, 2, 3, 2)


@pytest.mark.parametrize("query", ["page=0", "size=0", "size=201", "page=x", "page=99999999999999999999"])
def test_a_page_that_makes_no_sense_is_refused_with_the_part(cast, at, query) -> None:
    answer = client_of(cast.partner, cast, at=at).get(f"/api/v1/organisations?{query}")

    assert answer.status_code == 422
    assert answer.json()["says"].startswith(query.partition("=")[0])


def test_a_client_that_asks_too_often_waits(cast, at, monkeypatch) -> None:
    monkeypatch.setattr(door, "MOST_A_MINUTE", 2)
    caller = client_of(cast.partner, cast, at=at)

    answers = [caller.get("/api/v1/me") for _ in range(4)]

    # The minute may turn between two of the calls; whatever it does, one of four is too many.
    assert 429 in {answer.status_code for answer in answers}
    assert answers[0].status_code == 200
    late = next(answer for answer in answers if answer.status_code == 429)
    assert late.json()["code"] == "too_many"
    assert int(late["Retry-After"]) > 0


def test_the_api_changes_nothing(cast, at) -> None:
    caller = client_of(cast.provider, cast, at=at)

    for method in (caller.post, caller.put, caller.patch, caller.delete):
        assert method("/api/v1/organisations").status_code == 405


def test_the_description_is_the_one_that_was_published(client) -> None:
    """Changed on purpose? Write it again: ``manage.py openapi``."""
    assert client.get("/api/v1/openapi.json").json() == json.loads(SNAPSHOT.read_text())


def test_every_operation_says_what_it_answers() -> None:
    operations = [op for item in description()["paths"].values() for op in item.values()]

    assert operations
    for operation in operations:
        # What is offered to everybody asks for no token, so it never misses one.
        asked = {401} if "security" in operation else set()
        assert set(map(int, operation["responses"])) == {200, 404, 422, 429} | asked


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v1/cohorts/none", "/api/v1/"])
def test_an_address_that_does_not_exist_is_answered_as_machines_read(client, db, address) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_what_a_client_reads_stays_in_no_cache(cast, at) -> None:
    assert client_of(cast.partner, cast, at=at).get("/api/v1/me")["Cache-Control"] == "private, no-store"
