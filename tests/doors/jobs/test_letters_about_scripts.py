"""A script that arrives and a result that goes out are told, each to whom it concerns."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core import mail

from goldenthread.assessment.actions.handing_in import see_to_drafts_left
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.actions.writing import save_answer
from goldenthread.assessment.models import Script
from goldenthread.assessment.types.writing import Answered
from goldenthread.jobs.closing import drafts_left
from goldenthread.jobs.worker import carry_all
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.reporting.models import ProgressUpdate
from tests.makers.assessment import (
    AFTER,
    OPENS,
    Planned,
    credit_everything,
    hand_in,
    make_window,
    mark_both,
    seat_both,
    settle_and_release,
)
from tests.makers.cohorts import Enrolled, enrol_many


def test_a_receipt_arrives_and_schools_hear_that_a_result_is_out(cast, at, client) -> None:
    planned = make_window(cast, at=at)
    now = OPENS + timedelta(hours=1)
    receipt = hand_in(planned, cast.participant, at=now)
    carry_all(lambda: now + timedelta(minutes=1))

    [letter] = [m for m in mail.outbox if m.subject == "We have your script"]
    assert receipt.number in letter.body
    client.force_login(Person.objects.get(pk=cast.participant.person_id))
    assert client.get("/").status_code == 200

    after = OPENS + timedelta(days=20)
    seat_both(cast, planned, receipt.script, at=after)
    client.force_login(Person.objects.get(pk=cast.assessor.person_id))
    assert "Mark 1 script" in client.get("/").content.decode()
    mark_both(cast, receipt.script, planned.enrolled.cohort.built.scheme, at=after)
    client.force_login(Person.objects.get(pk=cast.moderator.person_id))
    assert "Look at 1 marked script" in client.get("/").content.decode()
    settle_and_release(cast, planned, receipt.script, at=after)
    carry_all(lambda: after + timedelta(minutes=1))

    client.force_login(Person.objects.get(pk=cast.participant.person_id))
    assert "Read your result" in client.get("/").content.decode()
    assert {u.to.name for u in ProgressUpdate.objects.select_related("to")} >= {"Helen Carter"}
    assert not [m for m in mail.outbox if "getting on" in m.subject and "passed" in m.body.lower()]


def _left(cast, at) -> tuple[Planned, Script]:
    planned = make_window(cast, at=at)
    script = open_brief(planned.window, by=cast.participant, at=OPENS)
    save_answer(script, 1, Answered("Fewer come.", 0, UUID(int=1)), by=cast.participant, at=OPENS)
    return planned, Script.objects.get(ref=script)


def _close(at) -> None:
    """What the clock does, and what follows from it."""
    drafts_left(at)
    carry_all(lambda: at + timedelta(minutes=1))


def test_answers_that_were_left_are_told_to_their_writers_and_in_one_letter_to_who_manages_the_cohort(cast, at) -> None:
    planned, script = _left(cast, at)
    cohort = planned.enrolled.cohort
    for n, ref in enumerate(enrol_many(cast, cohort, 2, at=at), 1):
        credit_everything(cast, Enrolled(ref, cohort), at=at)
        who = actor_by_email(f"person{n:02d}@castlehill.example")
        theirs = open_brief(planned.window, by=who, at=OPENS)
        save_answer(theirs, 1, Answered("Fewer come.", 0, UUID(int=n)), by=who, at=OPENS)
    _close(AFTER)
    _close(AFTER + timedelta(minutes=10))

    told = [m for m in mail.outbox if "hand" in m.subject]
    assert sorted(m.to[0] for m in told) == [
        "Harriet Boyd <harriet@harbour.example>",
        "Parveen Begum <parveen@castlehill.example>",
        "Person 01 <person01@castlehill.example>",
        "Person 02 <person02@castlehill.example>",
    ]
    [letter] = [m for m in told if "harriet" in m.to[0]]
    assert letter.subject == "3 people did not hand in"
    assert all(name in letter.body for name in ("Parveen Begum", "Person 01", "Person 02"))
    # Who reads a name here may meet the number elsewhere.
    assert all(script.number not in letter.body for letter in told)


def test_answers_that_were_handed_in_since_are_told_to_nobody(cast, at) -> None:
    _left(cast, at)
    see_to_drafts_left(at=AFTER)
    Script.objects.update(state="submitted")

    _close(AFTER + timedelta(minutes=10))

    assert [m for m in mail.outbox if "hand" in m.subject] == []


def test_the_receipt_of_answers_that_were_taken_says_so(cast, at) -> None:
    _left(cast, at)
    for row in AssessmentPolicy.objects.all():
        row.body = row.body | {"takes_draft_at_close": True}
        row.save()
    see_to_drafts_left(at=AFTER)

    carry_all(lambda: AFTER + timedelta(minutes=1))

    [letter] = [m for m in mail.outbox if m.subject == "We have your script"]
    assert "taken as they were last saved" in " ".join(letter.body.split())
    assert "You can replace it" not in letter.body
