"""Timetables, a facilitator's own sessions, one session's page, and registers as they are read."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.registering import correct_register, take_register
from goldenthread.cohorts.actions.timetabling import change_session, remove_session
from goldenthread.cohorts.models import Cohort, Enrolment, Session
from goldenthread.cohorts.queries.timetable import (
    live_components,
    register_page,
    session_page,
    sessions_led,
    timetable,
)
from goldenthread.cohorts.types import Mark, RegisterSheet, SessionDetails
from goldenthread.programmes.types import ComponentKind, Route
from tests.makers.cohorts import enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def mark(cast, at, session, *marks) -> None:
    take_register(session, RegisterSheet(uuid4(), dict(marks)), by=cast.facilitator, at=at)


def of(cohort) -> int:
    return Cohort.objects.get(ref=cohort.ref).pk


def test_a_timetable_goes_by_time_and_counts_the_marked_of_the_expected(cast, at, enrolled) -> None:
    cohort = enrolled.cohort
    make_enrolment(cast, at=at, cohort=cohort, route=Route.ONLINE, participant=cast.outside_participant)
    mark(cast, at, cohort.session("Event 1"), (enrolled.ref, Mark.PRESENT))

    rows = timetable(of(cohort), by=cast.facilitator, at=at)

    assert len(rows) == 8
    assert [row.starts_at for row in rows] == sorted(row.starts_at for row in rows)
    told = {row.title.split(":")[0]: (row.marked, row.expected, row.is_past, row.needs_register) for row in rows}
    assert told["Welcome and needs analysis"] == (0, 2, True, True)
    assert told["Event 1"] == (1, 1, True, False)
    assert told["Live online 1"] == (0, 1, True, True)
    assert told["Event 2"] == (0, 1, False, False)
    first = next(row for row in rows if row.ref == cohort.session("Event 1"))
    assert (first.kind, first.routes, first.place) == (
        ComponentKind.EVENT,
        frozenset({Route.BLENDED}),
        "Harbour Hall, Quayside",
    )
    assert (first.facilitator, first.facilitator_ref, first.is_mine) == ("Farah Aziz", cast.facilitator.person, True)
    assert (first.cohort, first.cohort_ref) == ("Autumn 2025", cohort.ref)


def test_a_correction_is_not_a_second_mark(cast, at, enrolled) -> None:
    event = enrolled.cohort.session("Event 1")
    mark(cast, at, event, (enrolled.ref, Mark.PRESENT))
    correct_register(event, enrolled.ref, Mark.ABSENT, why="Another Parveen", by=cast.facilitator, at=at)

    marked = {row.ref: row.marked for row in timetable(of(enrolled.cohort), by=cast.facilitator, at=at)}

    assert marked[event] == 1


def test_a_session_nobody_leads_has_no_facilitator(cast, at, enrolled) -> None:
    row = Session.objects.get(ref=enrolled.cohort.session("Event 2"))
    told = SessionDetails(row.starts_at, row.ends_at, row.venue, "Blue", "", None)
    change_session(row.ref, told, by=cast.partner_manager, at=at)

    session = session_page(row.ref, by=cast.facilitator, at=at).session

    assert (session.facilitator, session.facilitator_ref, session.is_mine) == ("", None, False)
    assert session.place == "Blue, Harbour Hall, Quayside"


def test_a_facilitator_finds_the_sessions_they_lead_and_nobody_elses(cast, at, enrolled) -> None:
    far = make_cohort(cast, at=at, built=enrolled.cohort.built, partner=cast.other_partner.ref)

    led = sessions_led(by=cast.facilitator, at=at)

    assert {row.cohort_ref for row in led} == {enrolled.cohort.ref}
    assert (len(led), all(row.is_mine for row in led)) == (8, True)
    assert sessions_led(by=cast.coach, at=at) == sessions_led(by=cast.outsider, at=at) == ()
    assert Session.objects.filter(cohort__ref=far.ref).count() == 8


def test_timetables_of_eight_sessions_take_as_many_statements_as_of_one(cast, at, enrolled) -> None:
    def both() -> tuple[int, int]:
        return (
            statements_of(lambda: timetable(of_cohort, by=cast.facilitator, at=at)),
            statements_of(lambda: sessions_led(by=cast.facilitator, at=at)),
        )

    of_cohort = of(enrolled.cohort)
    eight = both()
    for row in Session.objects.order_by("starts_at")[1:]:
        remove_session(row.ref, by=cast.partner_manager, at=at)

    assert both() == eight == (3, 3)


def test_a_session_says_what_this_asker_may_do_with_it(cast, at, enrolled) -> None:
    event = enrolled.cohort.session("Event 1")
    mark(cast, at, event, (enrolled.ref, Mark.ABSENT))
    correct_register(event, enrolled.ref, Mark.PARTLY, why="Came late", by=cast.facilitator, at=at)

    mine, theirs, managed = (
        session_page(event, by=who, at=at) for who in (cast.participant, cast.facilitator, cast.partner_manager)
    )

    assert (mine.mark, theirs.mark) == (Mark.PARTLY, None)
    assert (mine.why_not_change.code, mine.why_not_take.code) == ("may_not_run", "not_your_session")
    assert (theirs.why_not_change.code, theirs.why_not_take) == ("may_not_run", None)
    assert (managed.why_not_change, managed.why_not_take) == (None, None)
    for stranger in (cast.outsider, cast.outside_participant, cast.headteacher):
        with pytest.raises(Session.DoesNotExist):
            session_page(event, by=stranger, at=at)


def test_a_register_names_everybody_expected_with_every_mark_they_had(cast, at, enrolled) -> None:
    event, cohort = enrolled.cohort.session("Event 1"), enrolled.cohort
    left, unmarked = enrol_many(cast, cohort, 2, at=at)
    make_enrolment(cast, at=at, cohort=cohort, route=Route.ONLINE, participant=cast.outside_participant)
    mark(cast, at, event, (enrolled.ref, Mark.ABSENT), (left, Mark.PRESENT))
    correct_register(event, enrolled.ref, Mark.PARTLY, why="Came late", by=cast.facilitator, at=at)
    Enrolment.objects.filter(ref=left).update(state="withdrawn")

    page = register_page(event, by=cast.facilitator, at=at)

    assert [(line.name, line.mark) for line in page.lines] == [
        ("Parveen Begum", Mark.PARTLY),
        ("Person 01", Mark.PRESENT),
        ("Person 02", None),
    ]
    assert [(m.mark, m.by, m.why) for m in page.lines[0].history] == [
        (Mark.ABSENT, "Farah Aziz", ""),
        (Mark.PARTLY, "Farah Aziz", "Came late"),
    ]
    assert [line.enrolment for line in page.unmarked] == [unmarked]
    assert page.why_not is None
    early = register_page(cohort.session("Event 4"), by=cast.facilitator, at=at)
    assert early.why_not.code == "not_begun"


def test_a_register_of_many_takes_as_many_statements_as_one_of_one(cast, at, enrolled) -> None:
    event = enrolled.cohort.session("Event 1")
    mark(cast, at, event, (enrolled.ref, Mark.PRESENT))
    one = statements_of(lambda: register_page(event, by=cast.facilitator, at=at))
    mark(cast, at, event, *((ref, Mark.PRESENT) for ref in enrol_many(cast, enrolled.cohort, 3, at=at)))

    assert statements_of(lambda: register_page(event, by=cast.facilitator, at=at)) == one == 6


def test_the_live_components_of_a_cohort_say_how_many_sessions_each_has(cast, at, enrolled) -> None:
    remove_session(enrolled.cohort.session("Event 4"), by=cast.partner_manager, at=at - timedelta(days=365))
    ref = enrolled.cohort.ref

    choices = live_components(ref, by=cast.partner_manager)

    has = {choice.title.split(":")[0]: choice.sessions for choice in choices}
    assert has == {
        "Welcome and needs analysis": 1,
        "Event 1": 1,
        "Live online 1": 1,
        "Event 2": 1,
        "Live online 2": 1,
        "Webinar": 1,
        "Event 3": 1,
        "Event 4": 0,
    }
    assert statements_of(lambda: live_components(ref, by=cast.partner_manager)) == 3
    with pytest.raises(Cohort.DoesNotExist):
        live_components(ref, by=cast.outsider)
