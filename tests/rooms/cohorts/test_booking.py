"""A timetable proposed and accepted; several facilitators; clashes of person, room and hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.actions.terms import start_from_examples
from goldenthread.cohorts.actions.timetabling import add_session, change_session, plan_sessions
from goldenthread.cohorts.models import CoFacilitator, Cohort, Session
from goldenthread.cohorts.queries.months import timetable_page
from goldenthread.cohorts.queries.planning import proposal
from goldenthread.cohorts.queries.timetable import register_page, session_page, sessions_led
from goldenthread.cohorts.types import Mark, NewCohort, RegisterSheet, Rhythm, SessionDetails
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in, give_hat
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from tests.makers.cohorts import DETAILS, make_cohort, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.programmes import make_release

SPREAD = Rhythm(date(2026, 1, 14), weeks_between=0, online_weekday=1)
MORNING = datetime(2026, 7, 7, 8, 0, tzinfo=UTC)
WHEN = SessionDetails(MORNING, MORNING + timedelta(hours=3), "Town Hall", "Blue")


@pytest.fixture
def second(cast, at):
    bring_in(
        name="Fred Hill",
        email="fred@harbour.example",
        duty=Duty.FACILITATOR,
        place=cast.partner.ref,
        by=cast.administrator,
        at=at,
    )
    return actor_by_email("fred@harbour.example")


def refused(code, work) -> None:
    with pytest.raises(Refused) as found:
        work()
    assert found.value.refusal.code == code


def test_what_is_planned_is_what_was_seen(cast, at) -> None:
    by = cast.partner_manager
    start_from_examples(cast.provider.ref, by=cast.programme_manager, at=at)
    ref = open_cohort(NewCohort(make_release(cast, at=at).release, cast.partner.ref, DETAILS), by=by, at=at)
    told = proposal(ref, SPREAD, by=by, at=at)
    assert (len(told.sessions), told.why_not, told.terms.is_illustrative) == (8, None, True)
    assert told.moved == sum(bool(session.moved) for session in told.sessions)
    assert proposal(ref, SPREAD, by=cast.programme_manager, at=at).mark == told.mark

    refused("changed_since", lambda: plan_sessions(ref, SPREAD, by=by, at=at, seen="another"))
    assert not Session.objects.exists()
    assert plan_sessions(ref, SPREAD, by=by, at=at, seen=told.mark) == 8

    assert sorted(Session.objects.values_list("starts_at", flat=True)) == sorted(s.starts_at for s in told.sessions)
    assert proposal(ref, SPREAD, by=by, at=at).why_not.code == "nothing_to_plan"
    page = timetable_page(ref, by=by, at=at)
    assert (len(page.sessions), page.unplanned, page.unseated, page.why_not_run) == (8, 0, 0, None)
    assert (len(page.months), page.months[0].first) == (18, date(2025, 9, 1))
    assert sum(len(month.sessions) for month in page.months) == 8
    with pytest.raises(Cohort.DoesNotExist):
        proposal(ref, SPREAD, by=cast.outsider, at=at)


def test_what_is_left_is_planned_around_what_is_there(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    event = Session.objects.get(ref=cohort.session("Event 2"))
    Session.objects.filter(ref=cohort.session("Event 4")).delete()

    (left,) = proposal(cohort.ref, Rhythm(event.starts_at.date()), by=cast.partner_manager, at=at).sessions

    assert left.moved == "12 January has “Event 2: teaching that works”: moved to 19 January"


def test_everybody_who_facilitates_sees_the_session_and_takes_its_register(cast, at, second) -> None:
    enrolled = make_enrolment(cast, at=at)
    event = enrolled.cohort.session("Event 1")
    row = Session.objects.get(ref=event)
    with pytest.raises(Session.DoesNotExist):
        session_page(event, by=second, at=at)
    told = SessionDetails(row.starts_at, row.ends_at, row.venue, "", "", cast.facilitator.person, (second.person,) * 2)

    change_session(event, told, by=cast.partner_manager, at=at)

    page = session_page(event, by=second, at=at)
    assert page.session.facilitators == ("Farah Aziz", "Fred Hill")
    assert (page.session.is_mine, page.why_not_take) == (True, None)
    assert [s.ref for s in sessions_led(by=second, at=at)] == [event]
    assert [line.name for line in register_page(event, by=second, at=at).lines] == ["Parveen Begum"]
    taken = RegisterSheet(uuid4(), {enrolled.ref: Mark.PRESENT})
    assert take_register(event, taken, by=second, at=at).marked == 1
    change_session(event, replace(told, others=()), by=cast.partner_manager, at=at)
    assert not CoFacilitator.objects.exists()
    with pytest.raises(Session.DoesNotExist):
        register_page(event, by=second, at=at)


def test_nobody_is_in_two_places_at_once_whether_they_lead_or_stand_beside(cast, at, second) -> None:
    cohort = make_cohort(cast, at=at)
    far = make_cohort(cast, at=at, built=cohort.built, partner=cast.other_partner.ref)
    component = cohort.built.component("Event 1").ref
    leads = replace(WHEN, facilitator=cast.facilitator.person, others=(second.person,))
    there = lambda: add_session(far.ref, component, leads, by=cast.programme_manager, at=at)  # noqa: E731
    refused("not_a_facilitator", there)
    for who in (cast.facilitator, second):
        hat = {"duty": Duty.FACILITATOR, "place": str(cast.other_partner.ref), "urn": ""}
        give_hat(who.person, **hat, by=cast.administrator, at=at)
    there()
    elsewhere = replace(WHEN, room="Red")

    def add(details):
        return lambda: add_session(cohort.ref, component, details, by=cast.partner_manager, at=at)

    refused("facilitator_is_busy", add(replace(elsewhere, facilitator=second.person)))
    refused("facilitator_is_busy", add(replace(elsewhere, others=(cast.facilitator.person,))))
    refused("not_a_facilitator", add(replace(elsewhere, others=(cast.coach.person,))))
    assert Session.objects.filter(cohort__ref=cohort.ref).count() == 8
    add(
        replace(elsewhere, starts_at=WHEN.ends_at, ends_at=WHEN.ends_at + timedelta(hours=1), others=(second.person,))
    )()
    assert CoFacilitator.objects.count() == 2


def test_a_room_is_used_once_at_a_time_whoever_planned_it(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    far = make_cohort(cast, at=at, built=cohort.built, partner=cast.other_partner.ref)
    component = cohort.built.component("Event 1").ref
    add_session(far.ref, component, WHEN, by=cast.programme_manager, at=at)
    same = replace(WHEN, venue=" town hall ", room="BLUE")

    with pytest.raises(Refused) as hidden:
        add_session(cohort.ref, component, same, by=cast.partner_manager, at=at)
    with pytest.raises(Refused) as seen:
        add_session(cohort.ref, component, same, by=cast.programme_manager, at=at)

    assert hidden.value.refusal.says == "Another session is in BLUE, town hall from 9am to midday on 7 July 2026."
    assert seen.value.refusal.says.startswith("“Event 1: leading culture, Autumn 2025” is in")
    add_session(cohort.ref, component, replace(same, room=""), by=cast.partner_manager, at=at)


def test_an_unusual_hour_needs_a_reason_and_keeps_it(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    component = cohort.built.component("Event 1").ref
    friday = datetime(2026, 4, 3, 9, 0, tzinfo=UTC)
    holiday = SessionDetails(friday, friday + timedelta(hours=3))

    refused("closed_that_day", lambda: add_session(cohort.ref, component, holiday, by=cast.partner_manager, at=at))
    ref = add_session(
        cohort.ref, component, replace(holiday, anyway=" The hub is open "), by=cast.partner_manager, at=at
    )

    assert session_page(ref, by=cast.partner_manager, at=at).session.anyway == "The hub is open"
    change_session(ref, replace(holiday, room="Blue"), by=cast.partner_manager, at=at)


def test_a_session_with_a_capacity_has_a_place_says_the_database_too(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    component = cohort.built.component("Event 1").ref
    none = replace(WHEN, capacity=0)

    refused("no_places", lambda: add_session(cohort.ref, component, none, by=cast.partner_manager, at=at))
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(ref=cohort.session("Event 1")).update(capacity=0)


def test_what_calendars_show_is_numbered_and_what_people_know_is_told(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    ref = cohort.session("Event 2")
    row = Session.objects.get(ref=ref)
    NoticeRow.objects.filter(kind="cohorts.session_moved").delete()
    now = SessionDetails(row.starts_at, row.ends_at, row.venue, "", "", cast.facilitator.person)

    def told(**changed) -> tuple[int, int]:
        change_session(ref, replace(now, **changed), by=cast.partner_manager, at=at)
        return (
            Session.objects.get(ref=ref).sequence - row.sequence,
            NoticeRow.objects.filter(kind="cohorts.session_moved").count(),
        )

    assert told(capacity=40) == (0, 0)
    assert told(room="Blue") == (1, 0)
    assert told(room="Red") == (2, 1)
    assert told(room="Red", starts_at=row.starts_at + timedelta(hours=1)) == (3, 2)


def test_a_timetable_of_many_takes_as_many_statements_as_of_one(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    many = statements_of(lambda: timetable_page(cohort.ref, by=cast.partner_manager, at=at))
    shown = statements_of(lambda: proposal(cohort.ref, SPREAD, by=cast.partner_manager, at=at))
    Session.objects.exclude(ref=cohort.session("Event 1")).delete()

    assert statements_of(lambda: timetable_page(cohort.ref, by=cast.partner_manager, at=at)) == many == 7
    assert statements_of(lambda: proposal(cohort.ref, SPREAD, by=cast.partner_manager, at=at)) == shown


def test_a_change_says_whether_somebody_else_changed_the_session_meanwhile(cast, at, second) -> None:
    event = make_cohort(cast, at=at).session("Event 3")
    by = cast.partner_manager
    seen = session_page(event, by=by, at=at).session.details
    wanted = replace(seen, room="Red", others=(second.person,))
    change_session(event, wanted, by=by, at=at, seen=seen.mark)

    refused("not_as_seen", lambda: change_session(event, replace(seen, room="Blue"), by=by, at=at, seen=seen.mark))
    assert Session.objects.get(ref=event).room == "Red"
    now = session_page(event, by=by, at=at).session.details
    change_session(event, replace(now, room="Blue"), by=by, at=at, seen=now.mark)
    assert Session.objects.get(ref=event).room == "Blue"


def test_everything_that_is_in_the_way_is_said_at_once(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    there = Session.objects.get(ref=cohort.session("Event 3"))
    by, lead = cast.partner_manager, cast.facilitator.person
    hours = SessionDetails(there.starts_at, there.ends_at, "Town Hall", "Blue", facilitator=lead)
    change_session(there.ref, hours, by=by, at=at)

    with pytest.raises(Refused) as told:
        change_session(cohort.session("Event 4"), hours, by=by, at=at)

    assert told.value.refusal.code == "several_clashes"
    assert "leads “Event 3" in told.value.refusal.says
    assert "is in Blue, Town Hall from" in told.value.refusal.says


def test_a_day_outside_the_terms_or_at_a_weekend_is_possible_and_remarked_on(cast, at) -> None:
    by, cohort = cast.partner_manager, make_cohort(cast, at=at)
    start_from_examples(cast.provider.ref, by=cast.programme_manager, at=at)
    event = cohort.session("Event 3")

    def remark(day: datetime, who=by) -> str:
        change_session(event, SessionDetails(day, day + timedelta(hours=2)), by=by, at=at)
        return session_page(event, by=who, at=at).remark

    assert remark(datetime(2026, 8, 15, 9, tzinfo=UTC)) == "15 August 2026 is a Saturday."
    assert remark(datetime(2026, 8, 12, 9, tzinfo=UTC)) == "12 August 2026 is outside the terms."
    assert remark(datetime(2026, 8, 12, 9, tzinfo=UTC), cast.facilitator) == ""
    assert remark(datetime(2026, 6, 17, 9, tzinfo=UTC)) == ""


def test_a_session_is_not_put_where_those_who_come_are_elsewhere_unless_there_is_a_reason(cast, at) -> None:
    enrolled, by = make_enrolment(cast, at=at), cast.partner_manager
    busy = Session.objects.get(ref=enrolled.cohort.session("Event 3"))
    event, hours = enrolled.cohort.session("Event 4"), SessionDetails(busy.starts_at, busy.ends_at)

    with pytest.raises(Refused) as told:
        change_session(event, hours, by=by, at=at)
    assert told.value.refusal.code == "people_are_elsewhere"
    assert told.value.refusal.says.startswith("One participant comes to “Event 3")
    Session.objects.filter(ref=event).delete()
    component = enrolled.cohort.built.component("Event 4").ref
    refused("people_are_elsewhere", lambda: add_session(enrolled.cohort.ref, component, hours, by=by, at=at))
    again = enrolled.cohort.built.component("Event 3").ref
    assert add_session(enrolled.cohort.ref, again, hours, by=by, at=at)
    anyway = replace(hours, anyway="They choose one of the two")
    assert add_session(enrolled.cohort.ref, component, anyway, by=by, at=at)
