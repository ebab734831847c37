"""A participant hears that they have paused, are back, have left or have moved, and never why."""

from __future__ import annotations

from datetime import date, timedelta

from django.core import mail

from goldenthread.cohorts.actions.enrolling import defer, resume, withdraw
from goldenthread.cohorts.actions.transferring import transfer
from goldenthread.cohorts.types import TransferPlan
from goldenthread.ground.types import Notice
from goldenthread.jobs.enrolling import write_about_step, write_about_transfer
from goldenthread.jobs.worker import carry_all
from goldenthread.people.models import Person
from goldenthread.programmes.types import Route
from tests.makers.cohorts import make_enrolment


def to_parveen() -> list[mail.EmailMessage]:
    mine = [letter for letter in mail.outbox if "parveen@castlehill.example" in letter.to[0]]
    mail.outbox.clear()
    return mine


def test_every_change_of_an_enrolment_is_told_once_without_its_reason(cast, at) -> None:
    enrolled, by = make_enrolment(cast, at=at), cast.partner_manager
    carry_all(lambda: at)
    mail.outbox.clear()
    days = {"since": date(2026, 1, 5), "returns_on": date(2026, 9, 1)}

    defer(enrolled.ref, reason="bereavement", why="A family matter", by=by, at=at, **days)
    carry_all(lambda: at)
    carry_all(lambda: at)
    (paused,) = to_parveen()
    assert paused.subject.startswith("You have paused: ")
    for words in ("Expected back: Tuesday 1 September 2026", "From: Monday 5 January 2026", "is kept"):
        assert words in paused.body
    assert "family" not in paused.body.lower()
    assert "bereave" not in paused.body.lower()

    transfer(enrolled.ref, TransferPlan(enrolled.cohort.ref, Route.ONLINE, {}, "Too far"), by=by, at=at)
    carry_all(lambda: at)
    (moved,) = to_parveen()
    assert "Moved from blended to online-only." in moved.body
    assert "Too far" not in moved.body
    resume(enrolled.ref, by=by, at=at)
    carry_all(lambda: at)
    assert to_parveen()[0].subject.startswith("Welcome back: ")
    withdraw(enrolled.ref, reason="change-in-career", by=by, at=at + timedelta(days=1))
    carry_all(lambda: at)
    assert [letter.subject.partition(":")[0] for letter in to_parveen()] == ["You have left"]


def test_nobody_who_is_gone_is_written_to(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    Person.objects.filter(pk=cast.participant.person_id).update(is_active=False)
    mail.outbox.clear()

    for write, kind in ((write_about_step, "cohorts.deferred"), (write_about_transfer, "cohorts.transferred")):
        write(Notice(kind, {"enrolment": str(enrolled.ref)}), at)

    assert mail.outbox == []
