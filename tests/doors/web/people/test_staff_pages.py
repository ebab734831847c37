"""The record and the queue."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from django.db.transaction import atomic
from django.urls import reverse

from goldenthread.cohorts.actions.enrolling import defer
from goldenthread.ground.actions.notices import sort_notices
from goldenthread.ground.actions.record import audit
from goldenthread.ground.actions.timing import finish_run, keep_time
from goldenthread.ground.models import AuditEntry, Delivery, NoticeRow, TimedRun
from goldenthread.ground.types import Every
from tests.doors.web.people.test_people_pages import as_
from tests.makers.coaching import make_enrolled
from tests.makers.counting import statements_of


def test_the_record_is_searched_by_who_what_and_when(cast, at) -> None:
    client = as_(cast.quality_lead)

    def found(**asked: str) -> list[str]:
        return [line.did for line in client.get(reverse("people:trail"), asked).context["found"].lines]

    assert found(who="Ada", did="people.found") == ["people.found"]
    assert found(who=str(cast.administrator.person), did="people.found") == ["people.found"]
    assert found(did="people.found", since="2026-01-05", until="2026-01-05") == ["people.found"]
    assert found(did="people.found", until="2026-01-04") == []
    assert found(who="nobody of this name") == []
    assert set(found(to=str(cast.coach.person))) == {"people.bring_in"}
    assert set(found(to=f"http://testserver/people/{cast.coach.person}/?page=2")) == {"people.bring_in"}
    assert set(found(who="Colin Marsh", did="people.")) == {"people.bring_in"}


def test_the_record_shows_names_and_takes_the_same_statements_for_any_number(cast) -> None:
    client = as_(cast.inspector)
    page = client.get(reverse("people:trail"))
    assert "Ada Okafor" in page.content.decode()
    assert page.context["found"].pages == 1 + page.context["found"].total // 26

    asked = {"did": "people.bring_in"}
    one = statements_of(lambda: client.get(reverse("people:trail"), asked | {"to": str(cast.coach.person)}))
    many = statements_of(lambda: client.get(reverse("people:trail"), asked))
    assert one == many


def test_the_record_is_only_for_those_who_may_search_it(cast) -> None:
    assert as_(cast.administrator).get(reverse("people:trail")).status_code == 200
    for actor in (cast.programme_manager, cast.partner_manager, cast.coach, cast.participant):
        assert as_(actor).get(reverse("people:trail")).status_code == 404
        assert as_(actor).get(reverse("people:trail_csv")).status_code == 404


def test_the_record_says_that_it_was_done_and_not_what_others_were_promised_to_read_alone(cast, at) -> None:
    enrolment = make_enrolled(cast, at=at).enrolment
    defer(enrolment, reason="long-term-sickness", why="Her operation", by=cast.partner_manager, at=at)

    for reader in (cast.administrator, cast.quality_lead, cast.inspector):
        for route in ("people:trail", "people:trail_csv"):
            told = as_(reader).get(reverse(route), {"did": "cohorts.defer"}).content.decode()
            assert "Deferred a participant" in told
            assert "long-term-sickness" not in told
            assert "Her operation" not in told


def test_the_file_of_the_record_holds_no_formula(cast, at) -> None:
    with atomic():
        audit(by=str(cast.coach), did="people.rename", to="x", at=at, why='=HYPERLINK("http://evil")', note="+1")

    answer = as_(cast.inspector).get(reverse("people:trail_csv"), {"did": "people.rename"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:2] == ["at", "by"]
    assert rows[1][2] == "Colin Marsh"
    assert rows[1][6] == '\'=HYPERLINK("http://evil")'
    assert rows[1][7] == "note: +1"
    assert rows[1][4] == "Changed their own name"


def stuck(at) -> Delivery:
    notice = NoticeRow.objects.create(kind="test.kind", posted_at=at, is_sorted=True)
    return Delivery.objects.create(notice=notice, job="a.job", state="stuck", attempts=6, next_at=at, last_error="Oh")


def test_a_stuck_delivery_is_seen_and_tried_again(cast, at) -> None:
    delivery, client = stuck(at), as_(cast.administrator)
    page = client.get(reverse("people:queue")).content.decode()
    assert "a.job" in page
    assert "Oh" in page

    client.post(reverse("people:retry", args=[delivery.ref]))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 0)
    assert AuditEntry.objects.get(did="ground.retry_delivery").by == str(cast.administrator)
    again = client.post(reverse("people:retry", args=[delivery.ref]), follow=True)
    assert "not possible" in again.content.decode()
    assert "a.job" in client.get(reverse("people:queue"), {"state": "waiting"}).content.decode()
    assert client.get(reverse("people:queue"), {"state": "nonsense"}).context["state"] == "stuck"


def test_the_queue_shows_what_happens_by_the_clock(cast, at) -> None:
    client = as_(cast.administrator)
    assert "Nothing has been planned yet" in client.get(reverse("people:queue")).content.decode()
    timing = {"water_the_plants": Every(60)}
    keep_time(timing, at=at)
    assert "In order" in client.get(reverse("people:queue")).content.decode()

    keep_time(timing, at=at + timedelta(hours=1))
    sort_notices(lambda _: ("jobs.timed.carry_out",), at=at)
    page = client.get(reverse("people:queue")).content.decode()
    assert "Water the plants" in page
    assert "Every 60 minutes" in page
    assert "Running" in page

    Delivery.objects.update(state="waiting", last_error="no water")
    assert "Trying again" in client.get(reverse("people:queue")).content.decode()
    Delivery.objects.update(state="stuck", last_error="no water")
    assert "tried again when it is due" in client.get(reverse("people:queue")).content.decode()

    finish_run(TimedRun.objects.get().ref, did="3 plants", at=at)
    assert "3 plants" in client.get(reverse("people:queue")).content.decode()


def test_the_queue_is_the_administrators(cast, at) -> None:
    delivery = stuck(at)

    for actor in (cast.quality_lead, cast.inspector, cast.programme_manager, cast.participant):
        assert as_(actor).get(reverse("people:queue")).status_code == 404
        assert as_(actor).post(reverse("people:retry", args=[delivery.ref])).status_code == 404
    delivery.refresh_from_db()
    assert delivery.state == "stuck"
