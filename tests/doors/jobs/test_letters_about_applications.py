"""Letters that follow what happens to applications: one each, with a link that works."""

from __future__ import annotations

from django.core import mail

from goldenthread.admissions.actions.deciding import accept
from goldenthread.admissions.actions.sponsoring import ask_sponsors, record_answer
from goldenthread.admissions.actions.uploading import upload
from goldenthread.admissions.models import Application
from goldenthread.admissions.types import Answer
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Notice
from goldenthread.jobs.admissions import welcome, write_to_sponsor
from tests.makers.admissions import good_row, table
from tests.makers.cohorts import make_cohort


def notice(kind: str) -> Notice:
    row = NoticeRow.objects.get(kind=kind)
    return Notice(row.kind, row.facts)


def apply(cast, at) -> Application:
    cohort = make_cohort(cast, at=at)
    upload(cohort.ref, table(good_row(1)), name="one.csv", by=cast.partner_manager, at=at)
    return Application.objects.get()


def test_a_sponsor_gets_one_letter_with_a_link_that_opens(client, cast, at) -> None:
    one = apply(cast, at)
    ask_sponsors(one.cohort.ref, by=cast.partner_manager, at=at)

    write_to_sponsor(notice("admissions.sponsor_asked"), at)
    write_to_sponsor(notice("admissions.sponsor_asked"), at)

    (letter,) = mail.outbox
    assert "samir@castlehill.example" in letter.to[0]
    assert letter.subject == "Will you sponsor Applicant 001?"
    link = next(line for line in letter.body.splitlines() if "/admissions/sponsor/" in line)
    assert "Will you sponsor Applicant 001?" in client.get("/" + link.split("/", 3)[3]).content.decode()


def test_somebody_accepted_is_told_how_to_come_in(cast, at) -> None:
    one = apply(cast, at)
    record_answer(one.ref, Answer.CONFIRMED, why="By telephone", by=cast.partner_manager, at=at)
    accept(one.ref, by=cast.partner_manager, at=at)

    welcome(notice("admissions.accepted"), at)

    (letter,) = mail.outbox
    assert "applicant001@castlehill.example" in letter.to[0]
    assert letter.subject == "You have a place on Senior leadership at Fenland"
    assert "/account/login/" in letter.body
