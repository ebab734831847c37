"""Letters about who walks beside whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from goldenthread.coaching.actions.handing_over import hand_over
from goldenthread.coaching.actions.meeting import book_meeting
from goldenthread.coaching.models import Pairing
from goldenthread.coaching.queries.introducing import end_letter
from goldenthread.coaching.types import Place
from goldenthread.coaching.types.handing_over import HandOver
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.pairing import letter_that_it_ended
from goldenthread.jobs.pairing import introduce, write_that_it_ended
from tests.makers.coaching import bring_coach, make_enrolled, make_pairing

WHY = "Colin is ill."


@pytest.fixture
def pairing(cast, at):
    return make_pairing(cast, make_enrolled(cast, at=at).enrolment, at=at)


def told(job, pairing, at) -> list[tuple[str, str]]:
    """What went out to whom; the job comes twice, as jobs may."""
    mail.outbox.clear()
    for _ in range(2):
        job(Notice("coaching.paired", {"pairing": str(pairing)}), at)
    return [(letter.to[0], letter.subject) for letter in mail.outbox]


def body(number: int) -> str:
    """What a letter says, on one line."""
    return " ".join(str(mail.outbox[number].body).split())


def test_both_are_told_of_each_other_once(cast, pairing, at) -> None:
    assert told(introduce, pairing, at) == [
        ("Parveen Begum <parveen@castlehill.example>", "Colin Marsh is your coach now"),
        ("Colin Marsh <colin@harbour.example>", "You coach Parveen Begum now"),
    ]
    assert "A coach comes from outside your school" in body(0)


def test_a_hand_over_is_told_to_all_three_without_its_reason(cast, pairing, at) -> None:
    dana = bring_coach(cast, "Dana Reeve", at=at)
    book_meeting(pairing, starts_at=at + timedelta(days=7), place=Place.PHONE, by=cast.coach, at=at)
    hand_over(
        cast.coach.person, HandOver({pairing: dana.person}, WHY, keep_booked=True), by=cast.partner_manager, at=at
    )
    new = Pairing.objects.active().get()

    assert told(introduce, new.ref, at) == [
        ("Parveen Begum <parveen@castlehill.example>", "Dana Reeve is your coach now"),
        ("Dana Reeve <dana@harbour.example>", "You coach Parveen Begum now"),
        ("Colin Marsh <colin@harbour.example>", "Dana Reeve coaches Parveen Begum now"),
    ]
    for letter in mail.outbox:
        assert WHY not in letter.body
    first = body(0)
    assert "go over; nothing is open. The meeting that is booked stands." in first
    assert "By phone: Dana Reeve says where." in first
    assert "By phone: Dana Reeve says where." in body(1)
    assert "Monday 12 January 2026" in first
    assert "nobody else ever reads it" in first
    assert f"/coaching/pairings/{new.ref}/handed-over/" in body(1)
    assert told(introduce, pairing, at) == []
    assert told(write_that_it_ended, pairing, at) == []


def test_what_ends_without_another_coach_is_told_to_both(cast, pairing, at) -> None:
    book_meeting(pairing, starts_at=at + timedelta(days=7), place=Place.PHONE, by=cast.coach, at=at)
    hand_over(cast.coach.person, HandOver({pairing: None}, WHY, keep_booked=True), by=cast.partner_manager, at=at)

    assert told(write_that_it_ended, pairing, at) == [
        ("Parveen Begum <parveen@castlehill.example>", "Colin Marsh no longer coaches you"),
        ("Colin Marsh <colin@harbour.example>", "You no longer coach Parveen Begum"),
    ]
    assert "1 meeting that you had booked will not take place." in body(0)
    assert WHY not in body(0)
    assert "1 meeting that you had booked was called off." in body(1)
    assert "is looking for another coach" in body(0)
    finished = letter_that_it_ended(replace(end_letter(pairing), is_finished=True), url="")
    assert "so nobody comes after them." in finished.paragraphs[1]


def test_a_meeting_called_off_with_the_hand_over_is_said(cast, pairing, at) -> None:
    dana = bring_coach(cast, "Dana Reeve", at=at)
    book_meeting(pairing, starts_at=at + timedelta(days=7), place=Place.PHONE, by=cast.coach, at=at)
    hand_over(
        cast.coach.person, HandOver({pairing: dana.person}, WHY, keep_booked=False), by=cast.partner_manager, at=at
    )

    told(introduce, Pairing.objects.active().get().ref, at)

    assert "1 meeting that was booked will not take place." in body(0)
