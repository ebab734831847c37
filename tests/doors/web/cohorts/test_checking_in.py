"""A code on the screen in the room, and two taps on a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.cohorts.models import CheckIn, RegisterClaim, Session
from goldenthread.web.shared.limiting import OWN_WRONG_GUESSES
from tests.doors.web.cohorts.test_cohorts import enter, text
from tests.makers.clock import stop_the_clock
from tests.makers.cohorts import make_enrolment

HERE = "/cohorts/check-in/"


@pytest.fixture
def event(cast, at, monkeypatch):
    """A session that begins now."""
    enrolled = make_enrolment(cast, at=at)
    ref = enrolled.cohort.session("Event 1")
    stop_the_clock(monkeypatch, Session.objects.get(ref=ref).starts_at)
    return ref


def test_a_code_is_shown_scanned_and_confirmed_by_the_register(client, cast, event) -> None:
    where = reverse("cohorts:check_in", args=[event])
    assert "illustrative" in text(enter(client, cast.facilitator).get(where))
    assert client.post(where, {"partly_after": "a while"}).status_code == 422
    assert client.post(where, {"partly_after": "15"}).status_code == 303
    shown = client.get(where)
    code = shown.context["page"].code
    assert f"{code[:3]} {code[3:]}" in text(shown)
    assert "<svg" in text(client.get(reverse("cohorts:check_in_now", args=[event])))

    phone = enter(client, cast.participant)
    session = reverse("cohorts:session", args=[event])
    assert f"{HERE}?session={event}" in text(phone.get(session))
    scanned = phone.get(f"{HERE}?session={event}&code={code}")
    assert f'value="{code}"' in text(scanned)
    answer = phone.post(HERE, {"code": code, "session": event})
    assert (answer.status_code, answer.url) == (303, session)
    assert "You are checked in, as present" in text(phone.get(session))
    phone.post(HERE, {"code": code})
    assert "You had checked in already" in text(phone.get(session))

    register = reverse("cohorts:register", args=[event])
    page = enter(client, cast.facilitator).get(register)
    assert "Checked in themselves at" in text(page)
    [field] = page.context["form"].marks()
    form = page.context["form"]
    sent = {"key": form["key"].value(), "opened": form["opened"].value(), field.name: field.value()}
    assert client.post(register, sent).status_code == 303
    assert "Checked in themselves: present" in text(client.get(register))
    enter(client, cast.participant).post(HERE, {"code": code})
    assert "The register already says present about you" in text(client.get(session))

    assert enter(client, cast.facilitator).post(reverse("cohorts:close_check_in", args=[event])).url == register
    assert "check-in is closed" in text(client.get(reverse("cohorts:check_in_now", args=[event])))


def test_a_wrong_code_says_what_to_do_and_too_many_wait(client, cast, event) -> None:
    enter(client, cast.participant)

    for _ in range(OWN_WRONG_GUESSES):
        answer = client.post(HERE, {"code": "12", "session": event})
        assert answer.status_code == 422
    assert "Look at the screen in the room" in text(answer)
    assert client.get(HERE).status_code == 429

    assert enter(client, cast.outside_participant).get(HERE).status_code == 200
    assert not RegisterClaim.objects.exists()


def test_a_check_in_that_cannot_be_opened_says_when_it_can(client, cast, event, at, monkeypatch) -> None:
    where = reverse("cohorts:check_in", args=[event])
    stop_the_clock(monkeypatch, at)

    assert "This session is over" in text(enter(client, cast.facilitator).get(where))
    assert client.post(where, {"partly_after": "5"}).status_code == 422
    for actor in (cast.participant, cast.inspector, cast.coach, cast.outsider):
        assert enter(client, actor).get(where).status_code == 404
    assert not CheckIn.objects.exists()
