"""An enrolment's record: everything in it, and how much of it each reader is shown."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion, end_companion
from goldenthread.cohorts.actions.crediting import credit, uncredit
from goldenthread.cohorts.actions.enrolling import complete, defer, enrol
from goldenthread.cohorts.models import Enrolment
from goldenthread.cohorts.queries.record import enrolment_page
from goldenthread.cohorts.types import Event, NewEnrolment, Role, Source, State
from goldenthread.programmes.types import Route
from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def offered(cast, at, cohort):
    return enrol(
        cohort.ref, NewEnrolment(cast.participant.person, cast.school.ref, Route.ONLINE), by=cast.partner_manager, at=at
    )


def test_a_record_says_who_where_and_how_far(cast, at, enrolled) -> None:
    page = enrolment_page(enrolled.ref, by=cast.headteacher, at=at)

    assert (page.ref, page.name, page.participant) == (enrolled.ref, "Parveen Begum", cast.participant.person)
    assert (page.school, page.route, page.state) == ("Castle Hill Primary", Route.BLENDED, State.ACTIVE)
    assert (page.cohort.ref, page.cohort.title) == (enrolled.cohort.ref, "Autumn 2025")
    assert page.engagement.sentences[0] == "0 of 21 hours are credited: 0 %."
    assert [(step.state, step.by) for step in page.steps] == [
        (State.OFFERED, "Priya Shah"),
        (State.ACCEPTED, "Priya Shah"),
        (State.ACTIVE, "Priya Shah"),
    ]
    assert (page.ledger, page.is_own) == ((), False)


def test_why_somebody_deferred_is_read_by_them_and_those_who_answer_for_it(cast, at, enrolled) -> None:
    back = date(2026, 9, 1)
    defer(enrolled.ref, reason="career-break", why="A year abroad", returns_on=back, by=cast.partner_manager, at=at)
    readers = ("participant", "partner_manager", "quality_lead")

    for name in (*readers, "headteacher", "sponsor", "inspector"):
        page = enrolment_page(enrolled.ref, by=getattr(cast, name), at=at)
        last = page.steps[-1]
        assert (last.state, last.by, last.returns_on) == (State.DEFERRED, "Harriet Boyd", back)
        assert (last.reason, last.why) == (("Career break", "A year abroad") if name in readers else ("", "")), name
        assert page.is_own is (name == "participant")


def test_who_released_a_result_is_named_to_those_who_answer_for_it_alone(cast, at, enrolled) -> None:
    complete(enrolled.ref, by=cast.programme_manager, at=at)

    for name in ("participant", "headteacher", "sponsor", "partner_manager", "quality_lead"):
        last = enrolment_page(enrolled.ref, by=getattr(cast, name), at=at).steps[-1]
        named = name in ("partner_manager", "quality_lead")
        assert (last.state, bool(last.by)) == (State.COMPLETED, named), name


def test_the_ledger_shows_the_newest_first_and_what_it_takes_back(cast, at, enrolled) -> None:
    what = enrolled.cohort.built.component("Coaching 1")
    given = {"source": Source.MEETING, "source_ref": uuid4(), "by": cast.programme_manager, "at": at}
    told = credit(enrolled.ref, what.ref, minutes=20, **given)
    uncredit(told.credit, why="Wrong day", by=cast.programme_manager, at=at)

    second, first = enrolment_page(enrolled.ref, by=cast.participant, at=at).ledger
    (shown, _) = enrolment_page(enrolled.ref, by=cast.sponsor, at=at).ledger

    assert (first.ref, first.component, str(first.percent)) == (told.credit, "Coaching 1", "33.3")
    assert (first.source, first.by, first.why, first.corrects) == (Source.MEETING, "Priya Shah", "", None)
    assert (second.corrects, str(second.percent), second.why) == (told.credit, "33.3", "Wrong day")
    assert (shown.corrects, shown.why) == (told.credit, "")


def test_a_record_names_who_walks_beside_and_who_did(cast, at, enrolled) -> None:
    add_companion(enrolled.ref, cast.coach.person, Role.COACH, by=cast.partner_manager, at=at)
    end_companion(enrolled.ref, cast.mentor.person, Role.MENTOR, why="Left", by=cast.partner_manager, at=at)

    beside = enrolment_page(enrolled.ref, by=cast.coach, at=at).companions

    assert {(c.person, c.name, c.role, c.began_at, c.ended_at) for c in beside} == {
        (cast.sponsor.person, "Samir Patel", Role.SPONSOR, at, None),
        (cast.mentor.person, "Megan Price", Role.MENTOR, at, at),
        (cast.coach.person, "Colin Marsh", Role.COACH, at, None),
    }


def test_who_runs_a_cohort_is_offered_every_step_but_completing(cast, at, enrolled) -> None:
    offers = {o.event: o.why_not for o in enrolment_page(enrolled.ref, by=cast.partner_manager, at=at).offers}

    assert list(offers) == [Event.ACCEPT, Event.START, Event.DEFER, Event.RESUME, Event.WITHDRAW]
    assert {event for event, why_not in offers.items() if why_not is None} == {Event.DEFER, Event.WITHDRAW}
    assert offers[Event.RESUME].code == "no_such_step"


def test_a_participant_is_offered_their_own_acceptance_and_only_until_they_took_it(cast, at) -> None:
    ref = offered(cast, at, make_cohort(cast, at=at))

    (mine,) = enrolment_page(ref, by=cast.participant, at=at).offers
    assert (mine.event, mine.why_not) == (Event.ACCEPT, None)
    assert enrolment_page(ref, by=cast.headteacher, at=at).offers == ()
    Enrolment.objects.filter(ref=ref).update(state="accepted")

    assert enrolment_page(ref, by=cast.participant, at=at).offers == ()


def test_a_record_is_not_found_by_anybody_without_a_reason_to_see_it(cast, at, enrolled) -> None:
    assert enrolment_page(enrolled.ref, by=cast.mentor, at=at).name == "Parveen Begum"

    for stranger in (cast.outsider, cast.outside_participant, cast.assessor, cast.moderator, cast.coach):
        with pytest.raises(Enrolment.DoesNotExist):
            enrolment_page(enrolled.ref, by=stranger, at=at)


def test_a_full_record_takes_as_many_statements_as_a_bare_one(cast, at, enrolled) -> None:
    assert statements_of(lambda: enrolment_page(enrolled.ref, by=cast.programme_manager, at=at)) == 11
    for title in ("Coaching 1", "How culture", "Welcome"):
        what = enrolled.cohort.built.component(title).ref
        credit(enrolled.ref, what, source=Source.BY_HAND, source_ref=uuid4(), by=cast.programme_manager, at=at)
    defer(enrolled.ref, reason="bereavement", by=cast.programme_manager, at=at)

    assert statements_of(lambda: enrolment_page(enrolled.ref, by=cast.programme_manager, at=at)) == 11
