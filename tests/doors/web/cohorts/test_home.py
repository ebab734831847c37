"""The cohorts' part of a first page."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from goldenthread.cohorts.actions.enrolling import enrol
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import Enrolment
from goldenthread.cohorts.types import Mark, NewEnrolment, RegisterSheet
from goldenthread.programmes.types import Route
from goldenthread.web.cohorts.home import part
from tests.doors.web.cohorts.test_cohorts import enter, text
from tests.makers.cohorts import make_cohort, make_enrolment


def titles(said) -> list[str]:
    return [thing.title for thing in said.things] if said else []


def test_a_participant_finds_the_next_session_and_the_figure(client, cast, at) -> None:
    make_enrolment(cast, at=at)

    page = text(enter(client, cast.participant).get("/"))

    assert "Event 2: teaching that works" in page
    assert page.count("0 of 21 hours are credited: 0 %.") == 1


def test_somebody_offered_a_place_is_asked_to_accept_it(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    place = NewEnrolment(cast.participant.person, cast.school.ref, Route.BLENDED)
    enrol(cohort.ref, place, by=cast.partner_manager, at=at)

    assert titles(part(cast.participant, at=at))[0] == "Accept your place"


def test_a_facilitator_finds_registers_to_take_and_sessions_ahead(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)

    said = titles(part(cast.facilitator, at=at))

    assert said[:2] == ["Take the register: Welcome and needs analysis", "Take the register: Event 1: leading culture"]
    assert "Event 2: teaching that works" in said
    event = enrolled.cohort.session("Event 1")
    for mark, who in ((Mark.PRESENT, cast.facilitator), (Mark.ABSENT, cast.partner_manager)):
        take_register(event, RegisterSheet(uuid4(), {enrolled.ref: mark}, at), by=who, at=at)
    settle = part(cast.facilitator, at=at).things[0]
    assert settle.title == "Settle two different marks of 1 person: Event 1: leading culture"
    assert settle.href == reverse("cohorts:register", args=[event])


def test_a_manager_finds_the_cohorts_in_need(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    Enrolment.objects.update(state="accepted")

    said = part(cast.partner_manager, at=at)

    # Registers that are missing are named in reporting's part.
    assert [(thing.title, thing.why) for thing in said.things] == [("Autumn 2025", "People are waiting to start")]
    assert str(enrolled.cohort.ref) in said.things[0].href
    assert part(cast.partner_manager, at=at - timedelta(days=900)) is None


def test_others_have_nothing_here(cast, at) -> None:
    assert part(cast.assessor, at=at) is None
    assert part(cast.participant, at=at) is None
