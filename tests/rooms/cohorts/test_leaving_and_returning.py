"""What is said, shown and written of somebody who pauses, leaves or moves; and of who is asked to lead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.cohorts.actions.enrolling import defer, start_everyone, withdraw
from goldenthread.cohorts.actions.timetabling import add_session
from goldenthread.cohorts.actions.transferring import transfer
from goldenthread.cohorts.models import Cohort, Enrolment, Session
from goldenthread.cohorts.queries.chasing import cohort_named
from goldenthread.cohorts.queries.engagement import engagement_of, my_page
from goldenthread.cohorts.queries.expected import hours_of
from goldenthread.cohorts.queries.record import why_not_now
from goldenthread.cohorts.queries.telling import news_of_step, news_of_transfer
from goldenthread.cohorts.queries.timetable import facilitators_for
from goldenthread.cohorts.types import Event, SessionDetails, TransferPlan
from goldenthread.ground.types import Refused
from goldenthread.people.models import Person
from goldenthread.programmes.types import Route
from tests.makers.cohorts import enrol_many, make_enrolment


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def test_a_participant_is_told_what_happened_and_nothing_more_is_asked(cast, at, enrolled) -> None:
    by = cast.partner_manager
    defer(enrolled.ref, reason="career-break", returns_on=date(2026, 9, 1), since=date(2026, 1, 5), by=by, at=at)
    paused = news_of_step(enrolled.ref)
    assert (paused.what, paused.address) == ("defer", "parveen@castlehill.example")
    assert paused.days == (("From", date(2026, 1, 5)), ("Expected back", date(2026, 9, 1)))
    assert "Paused until 1 September 2026" in engagement_of(enrolled.ref, by=by, at=at).sentences[-1]

    transfer(enrolled.ref, TransferPlan(enrolled.cohort.ref, Route.ONLINE, {}, "Nearer"), by=by, at=at)
    assert news_of_transfer(enrolled.ref).says == "Moved from blended to online-only"
    withdraw(enrolled.ref, reason="change-in-career", by=by, at=at)
    assert my_page(by=cast.participant, at=at).ahead == ()

    assert why_not_now(enrolled.ref, Event.DEFER, by=by, at=at).code == "no_such_step"
    Person.objects.filter(pk=cast.participant.person_id).update(is_active=False)
    assert (news_of_step(enrolled.ref), news_of_transfer(enrolled.ref)) == (None, None)


def test_everybody_is_started_from_a_day_that_was(cast, at, enrolled) -> None:
    Cohort.objects.get(ref=enrolled.cohort.ref).enrolments.update(state="accepted")

    for since, code in ((date(2026, 1, 6), "not_yet"), (date(2025, 1, 1), "before_the_last_step")):
        with pytest.raises(Refused) as refused:
            start_everyone(enrolled.cohort.ref, since=since, by=cast.partner_manager, at=at)
        assert refused.value.refusal.code == code
    assert start_everyone(enrolled.cohort.ref, since=date(2026, 1, 5), by=cast.partner_manager, at=at) == 1
    assert Enrolment.objects.get(ref=enrolled.ref).steps.latest("pk").since == date(2026, 1, 5)


def test_a_cohort_is_named_and_those_who_can_lead_there_are_listed(cast, at, enrolled) -> None:
    ref = enrolled.cohort.ref

    assert cohort_named(ref, by=cast.partner_manager) == ((ref, "Autumn 2025"),)
    assert cohort_named(ref, by=cast.outsider) == ()
    assert "Farah Aziz" in [card.name for card in facilitators_for(ref, by=cast.partner_manager)]


def test_hours_are_those_of_sessions_open_to_all_and_of_places(cast, at, enrolled) -> None:
    (other,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    event = Session.objects.get(ref=enrolled.cohort.session("Event 3"))
    again = SessionDetails(event.starts_at + timedelta(days=1), event.ends_at + timedelta(days=1))
    component = enrolled.cohort.built.component("Event 3").ref
    add_session(enrolled.cohort.ref, component, again, by=cast.partner_manager, at=at)

    row = Enrolment.objects.get(ref=other)
    (hours,) = hours_of([row]).values()

    assert (event.starts_at, event.ends_at) in hours
    assert (again.starts_at, again.ends_at) not in hours
    assert len(hours) == Session.objects.filter(component__is_blended=True).count() - 1
