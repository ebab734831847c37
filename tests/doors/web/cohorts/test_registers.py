"""The facilitator's pages: sessions and registers, without any script."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.cohorts.models import Credit, RegisterEntry
from tests.doors.web.cohorts.test_cohorts import enter, text
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def where(enrolled) -> str:
    return reverse("cohorts:register", args=[enrolled.cohort.session("Event 1")])


def key_of(answer) -> str:
    return str(answer.context["form"]["key"].value())


def test_the_list_of_sessions_puts_registers_to_take_first(client, cast, enrolled, where) -> None:
    page = text(enter(client, cast.facilitator).get(reverse("cohorts:sessions")))

    assert page.index("Registers to take") < page.index("Ahead")
    assert where in page
    assert "1 person expected, nobody marked yet" in page


def test_a_facilitator_without_sessions_is_told_how_they_come(client, cast) -> None:
    assert "Nothing ahead" in text(enter(client, cast.facilitator).get(reverse("cohorts:sessions")))


def test_a_register_is_taken_person_by_person(client, cast, at, enrolled, where) -> None:
    (other,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    first = enter(client, cast.facilitator).get(where)
    assert "2 people to mark" in text(first)
    assert first["X-Keep-Offline"], "a register that was opened can be opened again without a connection"
    marks = {f"mark_{enrolled.ref.hex}": "present"}

    nobody = client.post(where, {"key": key_of(first)})
    assert nobody.status_code == 422
    assert "Nobody is marked yet" in text(nobody)

    half = client.post(where, {"key": key_of(first), **marks})
    assert (half.status_code, half.url) == (303, where)
    rest = client.get(where)
    assert "The register is saved: 1 person marked." in text(rest)
    assert "1 person to mark" in text(rest)

    sent = {"key": key_of(rest), f"mark_{other.hex}": "absent"}
    client.post(where, sent)
    again = client.post(where, sent)

    assert again.status_code == 303
    assert "This sheet had arrived before" in text(client.get(where))
    assert RegisterEntry.objects.count() == 2
    assert Credit.objects.count() == 1


def test_everybody_left_is_marked_present_in_the_form_and_saved_by_a_second_step(
    client, cast, at, enrolled, where
) -> None:
    (other,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    first = enter(client, cast.facilitator).get(where)

    filled = client.post(where, {"key": key_of(first), f"mark_{other.hex}": "excused", "everybody": "present"})

    form = filled.context["form"]
    assert filled.status_code == 200
    assert {form[f"mark_{enrolled.ref.hex}"].value(), form[f"mark_{other.hex}"].value()} == {"present", "excused"}
    assert key_of(filled) == key_of(first)
    assert not RegisterEntry.objects.exists()


def test_a_register_before_its_day_says_why_it_waits(client, cast, enrolled) -> None:
    later = reverse("cohorts:register", args=[enrolled.cohort.session("Event 4")])
    page = enter(client, cast.facilitator).get(later)
    refused = client.post(later, {"key": str(uuid4()), f"mark_{enrolled.ref.hex}": "present"})

    assert "nobody can have been there yet" in text(page)
    assert "Save the register" not in text(page)
    assert refused.status_code == 422
    assert not RegisterEntry.objects.exists()


def test_a_mark_is_corrected_with_a_reason_and_the_first_stays(client, cast, enrolled, where) -> None:
    first = enter(client, cast.facilitator).get(where)
    client.post(where, {"key": key_of(first), f"mark_{enrolled.ref.hex}": "present"})
    correct = reverse("cohorts:correct", args=[enrolled.cohort.session("Event 1"), enrolled.ref])
    assert "The register says <strong>present</strong>" in text(client.get(correct))

    assert client.post(correct, {"to": "absent", "reason": ""}).status_code == 422
    assert client.post(correct, {"to": "present", "reason": "Why not"}).status_code == 422
    assert client.post(correct, {"to": "absent", "reason": "Another Parveen"}).status_code == 303

    page = text(client.get(where))
    assert "Another Parveen" in page
    assert RegisterEntry.objects.count() == 2
    missing = reverse("cohorts:correct", args=[enrolled.cohort.session("Event 1"), uuid4()])
    assert client.get(missing).status_code == 404


def test_a_register_takes_the_same_statements_for_one_as_for_many(client, cast, at, enrolled, where) -> None:
    enter(client, cast.facilitator)

    one = statements_of(lambda: client.get(where))
    enrol_many(cast, enrolled.cohort, 6, at=at)

    assert statements_of(lambda: client.get(where)) == one <= 15


def test_the_register_is_not_for_participants_or_inspectors(client, cast, enrolled, where) -> None:
    for actor in (cast.participant, cast.inspector, cast.coach, cast.outsider):
        assert enter(client, actor).get(where).status_code == 404
    session = reverse("cohorts:session", args=[enrolled.cohort.session("Event 1")])
    page = text(enter(client, cast.participant).get(session))
    assert "Harbour Hall, Quayside" in page
    assert "Open the register" not in page
    assert "Change the session" not in page


def test_a_participant_reads_their_own_mark_on_the_sessions_page(client, cast, enrolled, where) -> None:
    first = enter(client, cast.facilitator).get(where)
    client.post(where, {"key": key_of(first), f"mark_{enrolled.ref.hex}": "partly"})

    session = reverse("cohorts:session", args=[enrolled.cohort.session("Event 1")])
    assert "The register says: <strong>partly</strong>" in text(enter(client, cast.participant).get(session))
    assert "The register says" not in text(enter(client, cast.partner_manager).get(session))


def test_a_sheet_from_a_page_opened_before_anothers_mark_is_kept_and_settled(client, cast, at, enrolled, where) -> None:
    early = enter(client, cast.facilitator).get(where)
    late = enter(client, cast.partner_manager).get(where)
    name = f"mark_{enrolled.ref.hex}"

    def send(page, mark, **more):
        opened = page.context["form"]["opened"].value()
        return client.post(where, {"key": key_of(page), "opened": opened, name: mark}, **more)

    send(early, "present")
    told = send(late, "absent", headers={"X-Requested-With": "fetch"})
    settle = reverse("cohorts:settle", args=[enrolled.cohort.session("Event 1"), enrolled.ref])

    assert told.json()["claimed"] == 1
    assert "1 person with two different marks" in text(client.get(where))
    assert "Harriet Boyd" in text(client.get(settle))
    assert client.post(settle, {"to": "partly", "reason": "Hm"}).status_code == 422
    assert client.post(settle, {"to": "absent", "reason": "I counted"}).status_code == 303
    page = text(client.get(where))
    assert "two different marks" not in page
    assert "I counted" in page
    assert client.get(settle).status_code == 303
    assert enter(client, cast.outsider).get(settle).status_code == 404


def test_a_script_is_told_in_words_why_a_sheet_is_refused(client, cast, enrolled, where) -> None:
    page = enter(client, cast.facilitator).get(where)
    stranger = {"key": key_of(page), "opened": "made up", f"mark_{uuid4().hex}": "present"}

    told = client.post(where, stranger, headers={"X-Requested-With": "fetch"})

    assert told.status_code == 422
    assert "not expected at this session" in told.json()["says"][0]
    assert not RegisterEntry.objects.exists()
