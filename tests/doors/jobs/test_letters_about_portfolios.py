"""Who hears of an entry that is shared or commented on, of a task that is due, and who has said that they do not."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.core import mail

from goldenthread.coaching.actions.collecting import add_entry, comment_on_entry, share_entry
from goldenthread.coaching.types.collecting import EntryDraft, Reader
from goldenthread.cohorts.models import Session
from goldenthread.ground.actions.files import erase_files, keep_file
from goldenthread.ground.models import StoredFile
from goldenthread.ground.types import Notice
from goldenthread.jobs.people import clear_files_out
from goldenthread.jobs.reminding import work
from goldenthread.jobs.worker import carry_all
from goldenthread.reporting.actions.subscribing import choose
from goldenthread.reporting.models import Reminder
from goldenthread.reporting.types.subscribing import Pace, Stream
from tests.makers.tasks import make_practice, miss


def letters(at) -> list[tuple[str, str]]:
    """Address and subject of what has gone out since the last look."""
    carry_all(lambda: at + timedelta(minutes=1))
    found = sorted((message.to[0].rpartition("<")[2].strip(">"), message.subject) for message in mail.outbox)
    mail.outbox.clear()
    return found


def test_readers_and_the_participant_hear_of_an_entry_unless_they_switched_it_off(cast, at) -> None:
    practice = make_practice(cast, at=at)
    letters(at)
    who = cast.participant
    entries = [add_entry(practice.enrolment, EntryDraft(f"Plan {n}"), key=uuid4(), by=who, at=at) for n in range(2)]
    choose({Stream.PORTFOLIO: Pace.NEVER}, by=cast.headteacher, at=at)
    for entry in entries:
        share_entry(entry, [Reader.COACH, Reader.HEADTEACHER], by=who, at=at)
    assert letters(at) == [("colin@harbour.example", "Parveen Begum shares something of their portfolio with you")]

    comment_on_entry(entries[0], "Well done.", by=cast.coach, at=at)
    carry_all(lambda: at + timedelta(minutes=1))
    (said,) = mail.outbox
    assert (said.subject, said.to) == (
        "Colin Marsh commented on Plan 0",
        ["Parveen Begum <parveen@castlehill.example>"],
    )
    assert f"/coaching/portfolio/entries/{entries[0]}/" in said.body
    assert "Well done." not in said.body
    assert "/reporting/choices/" in said.extra_headers["List-Unsubscribe"]
    mail.outbox.clear()
    comment_on_entry(entries[0], "Thank you.", by=who, at=at)
    assert letters(at) == [("colin@harbour.example", "Parveen Begum commented on Plan 0")]


def test_a_task_and_a_missed_session_that_are_due_are_called_to_mind_until_somebody_wants_no_more(cast, at) -> None:
    practice = make_practice(cast, at=at)
    session = miss(cast, practice.enrolled, at=at)
    letters(at)
    then = at + timedelta(days=18)
    ended = then - timedelta(days=26)
    Session.objects.filter(ref=session).update(starts_at=ended - timedelta(hours=6), ends_at=ended)

    assert work(then) == "2 letters"

    assert [subject for _, subject in letters(then)] == [
        "Catch up on Event 1: leading culture by Sunday 25 January 2026",
        "Describe a culture you lead is due on Monday 26 January 2026",
    ]
    assert work(then) == ""
    Reminder.objects.all().delete()
    work(then)
    choose({Stream.WORK: Pace.NEVER}, by=cast.participant, at=then)
    assert letters(then) == []


def test_files_that_an_erasure_left_behind_are_taken_out_by_the_worker(at, db) -> None:
    kept = keep_file(b"Left behind.", name="a.txt", media_type="text/plain", at=at)
    erase_files([kept.ref], at=at)

    clear_files_out(Notice("people.erased", {"person": str(uuid4())}), at)

    assert StoredFile.objects.get().cleared_at == at
