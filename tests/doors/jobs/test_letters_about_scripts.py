"""A script that arrives and a result that goes out are told, each to whom it concerns."""

from __future__ import annotations

from datetime import timedelta

from django.core import mail

from goldenthread.jobs.worker import carry_all
from goldenthread.people.models import Person
from goldenthread.reporting.models import ProgressUpdate
from tests.makers.assessment import OPENS, hand_in, make_window, mark_both, seat_both, settle_and_release


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
