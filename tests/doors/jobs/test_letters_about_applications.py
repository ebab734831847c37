"""Letters that follow what happens to applications: one each, with a link that works."""

from __future__ import annotations

from datetime import timedelta

from django.core import mail

from goldenthread.admissions.actions.deciding import accept
from goldenthread.admissions.actions.sponsoring import ask_sponsors, close_expired_links, record_answer
from goldenthread.admissions.actions.uploading import upload
from goldenthread.admissions.models import Application
from goldenthread.admissions.types import Answer
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Notice
from goldenthread.jobs.admissions import welcome, write_to_sponsor
from tests.makers.admissions import good_row, good_rows, table
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


def test_a_sponsor_of_three_gets_one_letter_with_three_links(client, cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    upload(cohort.ref, table(*good_rows(3)), name="three.csv", by=cast.partner_manager, at=at)
    ask_sponsors(cohort.ref, by=cast.partner_manager, at=at)

    write_to_sponsor(notice("admissions.sponsor_asked"), at)

    (letter,) = mail.outbox
    assert letter.subject == "Will you sponsor Applicant 001 and 2 others?"
    assert "Applicant 001, Applicant 002 and Applicant 003 have applied" in " ".join(letter.body.split())
    links = [line for line in letter.body.splitlines() if "/admissions/sponsor/" in line]
    for n, link in enumerate(links, 1):
        assert f"Will you sponsor Applicant 00{n}?" in client.get("/" + link.split("/", 3)[3]).content.decode()
    assert len(links) == 3
    assert "Please answer by" not in letter.body, "the cohort has begun: there is no day left before it"


def test_a_letter_whose_links_are_forgotten_is_not_sent(cast, at) -> None:
    one = apply(cast, at)
    ask_sponsors(one.cohort.ref, by=cast.partner_manager, at=at)
    close_expired_links(at=at + timedelta(days=90))

    write_to_sponsor(notice("admissions.sponsor_asked"), at)

    assert mail.outbox == []


def test_somebody_accepted_is_told_how_to_come_in(cast, at) -> None:
    one = apply(cast, at)
    record_answer(one.ref, Answer.CONFIRMED, why="By telephone", by=cast.partner_manager, at=at)
    accept(one.ref, by=cast.partner_manager, at=at)

    welcome(notice("admissions.accepted"), at)

    (letter,) = mail.outbox
    assert "applicant001@castlehill.example" in letter.to[0]
    assert letter.subject == "You have a place on Senior leadership at Fenland"
    assert "/account/login/" in letter.body
