"""A record in the browser: who sees what of it, and the steps that can be taken."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.actions.crediting import credit, uncredit
from goldenthread.cohorts.actions.enrolling import defer, enrol
from goldenthread.cohorts.models import Companion, Enrolment, Session
from goldenthread.cohorts.types import NewEnrolment, Role, Source
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from goldenthread.programmes.models import Component
from goldenthread.programmes.types import Route
from tests.doors.web.cohorts.test_cohorts import enter, text
from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.learning import make_unit


@pytest.fixture
def enrolled(cast, at):
    made = make_enrolment(cast, at=at)
    add_companion(made.ref, cast.coach.person, Role.COACH, by=cast.programme_manager, at=at)
    return made


def record(enrolled) -> str:
    return reverse("cohorts:record", args=[enrolled.ref])


@pytest.mark.parametrize(
    "name",
    ["administrator", "programme_manager", "partner_manager", "quality_lead", "curriculum_lead", "inspector",
     "facilitator", "coach", "participant"],
)  # fmt: skip
def test_everybody_who_may_see_a_record_sees_it(client, cast, enrolled, name) -> None:
    page = text(enter(client, getattr(cast, name)).get(record(enrolled)))

    assert "0 of 21 hours are credited: 0 %." in page
    assert ("Withdraw" in page) is (name in {"administrator", "programme_manager", "partner_manager"})


@pytest.mark.parametrize("name", ["headteacher", "sponsor", "mentor"])
def test_who_supports_somebody_reads_the_page_of_what_is_told(client, cast, enrolled, name) -> None:
    answer = enter(client, getattr(cast, name)).get(record(enrolled))

    assert (answer.status_code, answer.url) == (303, reverse("reporting:person", args=[enrolled.ref]))
    assert "0 of 21 hours are credited: 0 %." in text(client.get(answer.url))


@pytest.mark.parametrize("name", ["outsider", "outside_participant", "assessor", "moderator"])
def test_nobody_else_finds_it(client, cast, enrolled, name) -> None:
    actor = enter(client, getattr(cast, name))

    for where in ("record", "defer", "withdraw", "add_beside", "transfer"):
        assert actor.get(reverse(f"cohorts:{where}", args=[enrolled.ref])).status_code == 404
    assert actor.post(reverse("cohorts:step", args=[enrolled.ref, "resume"])).status_code == 404


def test_why_somebody_deferred_is_for_them_and_those_who_run_the_cohort(client, cast, at, enrolled) -> None:
    defer(enrolled.ref, reason="long-term-sickness", why="An operation", by=cast.partner_manager, at=at)

    readers = ("participant", "partner_manager", "quality_lead")
    for name in (*readers, "coach", "inspector"):
        page = text(enter(client, getattr(cast, name)).get(record(enrolled)))
        assert ("Long-term sickness: An operation" in page) is (name in readers), name
        assert "Deferred" in page


def test_the_ledger_shows_credits_and_what_was_taken_back(client, cast, at, enrolled) -> None:
    what = enrolled.cohort.built.component("Coaching 1")
    told = credit(enrolled.ref, what.ref, source=Source.MEETING, source_ref=uuid4(), by=cast.coach, at=at, minutes=20)
    uncredit(told.credit, why="Wrong day", by=cast.coach, at=at)

    page = text(enter(client, cast.participant).get(record(enrolled)))

    assert "33 %" in page
    assert "Taken back" in page
    assert "Wrong day" in page


def test_a_participant_accepts_their_own_offer(client, cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    place = NewEnrolment(cast.participant.person, cast.school.ref, Route.BLENDED)
    ref = enrol(cohort.ref, place, by=cast.partner_manager, at=at)
    enter(client, cast.participant)
    assert "Accept the place" in text(client.get(reverse("cohorts:mine")))

    answer = client.post(reverse("cohorts:step", args=[ref, "accept"]))

    assert answer.url == reverse("cohorts:record", args=[ref])
    assert Enrolment.objects.get(ref=ref).state == "accepted"
    refused = client.post(reverse("cohorts:step", args=[ref, "start"]), follow=True)
    assert "You can see this cohort but not change it." in text(refused)
    assert client.post(reverse("cohorts:step", args=[ref, "withdraw-me"])).status_code == 404


def test_a_manager_defers_resumes_and_withdraws_with_reasons(client, cast, enrolled) -> None:
    enter(client, cast.partner_manager)
    where = {name: reverse(f"cohorts:{name}", args=[enrolled.ref]) for name in ("defer", "withdraw")}
    assert "It is active, so “resume” is not possible." in text(client.get(record(enrolled)))
    assert client.get(where["defer"]).status_code == 200

    assert client.post(where["defer"], {}).status_code == 422
    assert "needs a few words" in text(client.post(where["defer"], {"code": "other"}))
    back = {"returns_on_day": "1", "returns_on_month": "9", "returns_on_year": "2026"}
    past = client.post(where["defer"], {"code": "career-break", **back, "returns_on_year": "2020"})
    assert "The day of return has passed." in text(past)
    assert client.post(where["defer"], {"code": "other", "sure": "yes", "why": " "}).status_code == 422
    checked = client.post(where["defer"], {"code": "career-break", **back})
    assert checked.status_code == 200
    assert "before 1 September 2026, to be made up" in text(checked)
    assert Enrolment.objects.get(ref=enrolled.ref).state == "active"
    assert client.post(where["defer"], {"code": "career-break", "sure": "yes", **back}).status_code == 303
    cohort = client.get(reverse("cohorts:cohort", args=[enrolled.cohort.ref]))
    assert "Expected back 1 Sep 2026" in text(cohort)
    assert "Expected back Tuesday 1 September 2026" in text(client.get(record(enrolled)))
    resume = reverse("cohorts:step", args=[enrolled.ref, "resume"])
    assert "still ahead of them." in text(client.get(resume))
    assert "Parveen Begum has resumed." in text(client.post(resume, follow=True))
    assert "It is active, so “resume” is not possible." in text(client.get(resume))

    assert "A withdrawal is not undone" in text(client.get(where["withdraw"]))
    assert client.post(where["withdraw"], {"code": "other"}).status_code == 422
    assert client.post(where["withdraw"], {"code": "change-in-career"}).status_code == 303
    assert Enrolment.objects.get(ref=enrolled.ref).state == "withdrawn"
    for name in ("defer", "withdraw"):
        assert "so “" in text(client.get(where[name]))
        assert client.post(where[name], {"code": "change-in-career"}).status_code == 422
    assert "nothing is asked for" in text(client.get(record(enrolled)))


def test_a_mentor_is_named_at_the_school_and_ended_with_a_reason(client, cast, enrolled) -> None:
    enter(client, cast.partner_manager)
    add = reverse("cohorts:add_beside", args=[enrolled.ref])
    assert "Castle Hill Primary" in text(client.get(add))
    typed = {"role": "mentor", "name": "Nadia Khan", "email": "nadia@castlehill.example"}

    assert client.post(add, {**typed, "email": "no"}).status_code == 422
    assert client.post(add, typed).status_code == 303
    nadia = actor_by_email("nadia@castlehill.example")
    assert nadia.wears(Duty.MENTOR)
    assert enter(client, nadia).get(record(enrolled)).status_code == 303

    enter(client, cast.partner_manager)
    end = reverse("cohorts:end_beside", args=[enrolled.ref, "mentor", nadia.person])
    assert "Nadia Khan no longer walks beside Parveen Begum" in text(client.get(end))
    assert client.post(end, {}).status_code == 422
    assert client.post(end, {"why": "Left the school"}).status_code == 303
    assert client.get(end).status_code == 404
    assert Companion.objects.get(person_id=nadia.person_id).ended_at
    assert enter(client, nadia).get(record(enrolled)).status_code == 404


def test_a_participants_own_page_says_what_is_next_and_why_the_figure_is_what_it_is(client, cast, at, enrolled) -> None:
    page = text(enter(client, cast.participant).get(reverse("cohorts:mine")))

    assert "Senior leadership at Fenland" in page
    assert "How your engagement stands" in page
    assert "The programme asks for 90 %" in page
    assert "How culture is built" in page
    one = client.get(reverse("cohorts:mine_one", args=[enrolled.ref]))
    assert one.status_code == 200
    assert client.get(reverse("cohorts:mine_one", args=[uuid4()])).status_code == 404


def test_what_is_done_in_ones_own_time_leads_to_where_it_is_done(client, cast, at, enrolled) -> None:
    component = Component.objects.get(ref=enrolled.cohort.built.component("How culture is built").ref)
    enter(client, cast.participant)
    without = text(client.get(reverse("cohorts:mine")))

    unit = make_unit(component, by=cast.curriculum_lead, at=at)

    address = reverse("learning:unit", args=[unit])
    assert address not in without
    assert f'href="{address}">How culture is built</a>' in text(client.get(reverse("cohorts:mine")))
    assert f'href="{reverse("coaching:mine")}">Coaching 1</a>' in without
    assert client.get(address).status_code == 302


def test_an_event_says_whom_to_tell_if_one_cannot_come(client, cast, enrolled) -> None:
    address = reverse("cohorts:session", args=[enrolled.cohort.session("Event 4")])

    led = text(enter(client, cast.participant).get(address))
    Session.objects.update(facilitator=None)
    unled = text(client.get(address))

    assert "Tell Farah Aziz before it begins" in led
    assert 'href="mailto:farah@harbour.example"' in led
    assert "Tell your programme manager at Harbour Teaching Hub before it begins" in unled
    assert "If you cannot come" not in text(enter(client, cast.partner_manager).get(address))
    past = reverse("cohorts:session", args=[enrolled.cohort.session("Event 1")])
    assert "If you cannot come" not in text(enter(client, cast.participant).get(past))


def test_a_second_programme_is_reached_from_the_first(client, cast, at, enrolled) -> None:
    second = make_cohort(cast, at=at, built=enrolled.cohort.built, partner=cast.other_partner.ref)
    other = make_enrolment(cast, at=at, cohort=second)

    page = text(enter(client, cast.participant).get(reverse("cohorts:mine")))

    assert "Your other cohorts" in page
    assert (
        reverse("cohorts:mine_one", args=[enrolled.ref]) in page
        or reverse("cohorts:mine_one", args=[other.ref]) in page
    )


def test_somebody_not_on_a_cohort_is_told_what_will_come(client, cast) -> None:
    assert "You are not on a cohort yet" in text(enter(client, cast.participant).get(reverse("cohorts:mine")))


def test_a_participants_page_takes_few_statements(client, cast, enrolled) -> None:
    enter(client, cast.participant)

    assert statements_of(lambda: client.get(reverse("cohorts:mine"))) <= 17
