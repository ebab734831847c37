"""Somebody who lost their telephone comes in again, and nobody comes in instead of them."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Notice
from goldenthread.jobs.people import tell_about_reset
from goldenthread.people.models import Person
from tests.doors.web.people.test_people_pages import as_

PASSWORD = "a long walk by the harbour"


@pytest.fixture
def colin(cast) -> Person:
    person = Person.objects.get(ref=cast.coach.person)
    person.set_password(PASSWORD)
    person.save()
    return person


def test_an_administrator_takes_a_lost_second_factor_off(cast, colin, at) -> None:
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": colin.email, "password": PASSWORD})
    Authenticator.objects.create(user=colin, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=colin, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert elsewhere.get(reverse("people:account")).status_code == 200
    page = reverse("people:reset_second_factors", args=[colin.ref])
    admin = as_(cast.administrator)
    assert page in admin.get(reverse("people:record", args=[colin.ref])).content.decode()
    assert admin.get(page).status_code == 200
    assert admin.post(page, {"why": ""}).status_code == 422

    answer = admin.post(page, {"why": "Lost the telephone; known by voice"})

    assert answer.status_code == 302
    assert not Authenticator.objects.filter(user=colin).exists()
    assert elsewhere.get(reverse("people:account")).status_code == 302
    entry = AuditEntry.objects.get(did="people.reset_second_factors")
    assert (entry.by, entry.to, entry.why) == (
        str(cast.administrator.person), str(colin.ref), "Lost the telephone; known by voice",
    )  # fmt: skip
    row = NoticeRow.objects.get(kind="people.second_factors_reset")
    tell_about_reset(Notice(row.kind, row.facts), at)
    tell_about_reset(Notice(row.kind, row.facts), at)
    (letter,) = mail.outbox
    assert letter.to == [f"{colin.name} <{colin.email}>"]
    again = Client().post(reverse("account_login"), {"login": colin.email, "password": PASSWORD})
    assert again.url == "/"


@pytest.mark.parametrize("who", ["programme_manager", "partner_manager", "coach", "outsider"])
def test_nobody_else_takes_a_second_factor_off(cast, colin, who: str) -> None:
    Authenticator.objects.create(user=colin, type="totp", data={"secret": "x"})

    answer = as_(getattr(cast, who)).post(reverse("people:reset_second_factors", args=[colin.ref]), {"why": "I say so"})

    assert answer.status_code == 404
    assert Authenticator.objects.filter(user=colin).exists()
    assert not NoticeRow.objects.filter(kind="people.second_factors_reset").exists()


def test_an_administrator_does_not_go_round_their_own(cast) -> None:
    person = Person.objects.get(ref=cast.administrator.person)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    page = reverse("people:reset_second_factors", args=[person.ref])
    admin = as_(cast.administrator)
    assert page not in admin.get(reverse("people:record", args=[person.ref])).content.decode()

    answer = admin.post(page, {"why": "Lost mine"})

    assert answer.status_code == 422
    assert Authenticator.objects.filter(user=person).exists()
