"""A script that arrives and a result that goes out are told, each to whom it concerns."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail

from goldenthread.assessment.actions.handing_in import see_to_drafts_left
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.actions.writing import save_answer
from goldenthread.assessment.models import Script
from goldenthread.assessment.types.writing import Answered
from goldenthread.jobs.worker import carry_all
from goldenthread.people.models import Person
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.reporting.models import ProgressUpdate
from tests.makers.assessment import AFTER, OPENS, hand_in, make_window, mark_both, seat_both, settle_and_release


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


def _left(cast, at) -> Script:
    planned = make_window(cast, at=at)
    script = open_brief(planned.window, by=cast.participant, at=OPENS)
    save_answer(script, 1, Answered("Fewer come.", 0, UUID(int=1)), by=cast.participant, at=OPENS)
    return Script.objects.get(ref=script)


@pytest.mark.parametrize("is_late", [False, True], ids=["told", "handed in since"])
def test_answers_that_were_left_are_told_to_their_writer_and_who_manages_the_cohort(cast, at, is_late) -> None:
    script = _left(cast, at)
    see_to_drafts_left(at=AFTER)
    if is_late:
        Script.objects.update(state="submitted")

    carry_all(lambda: AFTER + timedelta(minutes=1))

    told = {m.to[0]: m for m in mail.outbox if "hand" in m.subject}
    expected = (
        set() if is_late else {"Parveen Begum <parveen@castlehill.example>", "Harriet Boyd <harriet@harbour.example>"}
    )
    assert set(told) == expected
    # Who reads a name here may meet the number elsewhere.
    assert all(script.number not in letter.body for letter in told.values())


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
