"""Another address to sign in with: asked for again, few letters, and the old one is told."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goldenthread.ground.models import AuditEntry
from goldenthread.people.models import Person

COLIN = "colin@harbour.example"
PASSWORD = "a long walk by the harbour"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def colin(cast) -> Person:
    return Person.objects.get(email=COLIN)


def new_address(client: Client, email: str) -> str:
    client.post(reverse("account_email"), {"email": email})
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)


def test_a_new_address_counts_once_its_link_is_pressed(client, colin) -> None:
    client.post(reverse("account_reset_password"), {"email": COLIN})
    client.force_login(colin)
    link = new_address(client, "Colin@new.example")
    assert client.get(link).status_code == 200
    assert Person.objects.get(pk=colin.pk).email == COLIN

    client.post(link)

    assert Person.objects.get(pk=colin.pk).email == "colin@new.example"
    assert AuditEntry.objects.filter(did="people.change_email", to=str(colin.ref)).count() == 1
    assert client.post(link).status_code == 410
    Client().post(reverse("account_request_login_code"), {"email": COLIN})
    assert "Nobody is known to us" in mail.outbox[-1].body


def test_a_new_address_ends_other_sessions_and_the_old_one_is_told(client, colin) -> None:
    colin.set_password(PASSWORD)
    colin.save()
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD})
    asked_again = here.post(reverse("account_email"), {"email": "colin@new.example"})
    assert asked_again.url.startswith(reverse("account_reauthenticate"))
    assert mail.outbox == []
    here.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    link = new_address(here, "colin@new.example")
    assert "Colin" not in mail.outbox[-1].body

    here.post(link)

    told = mail.outbox[-1]
    assert (told.to, told.subject) == (
        ["Colin Marsh <colin@harbour.example>"],
        "Your account has another e-mail address now",
    )
    assert "If it was not you" in told.body
    assert "new.example" not in told.body
    assert here.get(reverse("people:account")).status_code == 200
    assert there.get(reverse("people:account")).status_code == 302
    assert AuditEntry.objects.get(did="people.change_email").facts == {"sessions": "1"}


def test_an_address_is_changed_where_the_old_one_takes_no_letters(client, colin, monkeypatch, caplog) -> None:
    client.force_login(colin)
    link = new_address(client, "colin@new.example")
    monkeypatch.setattr("goldenthread.integrations.mail.sync.send", refuse_letters)

    assert client.post(link).status_code == 302

    assert Person.objects.get(pk=colin.pk).email == "colin@new.example"
    assert "was not taken" in caplog.text


def refuse_letters(_: object) -> str:
    raise OSError("no mail server")


def test_links_to_new_addresses_are_few(client, colin) -> None:
    client.force_login(colin)

    answers = [client.post(reverse("account_email"), {"email": f"colin{n}@new.example"}) for n in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "links to new addresses" in answers[-1].content.decode()
    assert len(mail.outbox) == 5


def test_an_address_of_somebody_else_cannot_be_taken(client, colin, cast) -> None:
    client.force_login(colin)
    link = new_address(client, "HELEN@castlehill.example")

    assert client.post(link).status_code == 410
    assert client.post(reverse("people:confirm_address", args=["forged"])).status_code == 410
    assert client.post(reverse("account_email"), {"email": "none"}).status_code == 422
    assert Person.objects.get(pk=colin.pk).email == COLIN


def test_pages_of_somebody_stay_in_no_cache(client, colin) -> None:
    assert "Cache-Control" not in client.get(reverse("verify")).headers
    client.force_login(colin)

    assert client.get(reverse("people:account"))["Cache-Control"] == "private, no-store"
    assert client.get("/nowhere/")["Cache-Control"] == "private, no-store"
