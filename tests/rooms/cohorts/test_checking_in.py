"""Checking in waits on the register as the participant's own word, until somebody saves it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.cohorts.actions.checking_in import check_in, close_check_in, open_check_in
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import (
    CheckIn,
    Credit,
    Enrolment,
    RegisterChoice,
    RegisterClaim,
    RegisterEntry,
    Session,
)
from goldenthread.cohorts.queries.checking_in import check_in_page, own_check_in
from goldenthread.cohorts.queries.timetable import register_page
from goldenthread.cohorts.rules.checking_in import code_at
from goldenthread.cohorts.types import Mark, RegisterSheet
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import Route
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def event(enrolled):
    return enrolled.cohort.session("Event 1")


@pytest.fixture
def begins(event):
    """When the session begins: the check-in is open from then on."""
    return Session.objects.get(ref=event).starts_at


def opened(cast, event, at, partly_after=20):
    open_check_in(event, partly_after=partly_after, by=cast.facilitator, at=at)
    return check_in_page(event, by=cast.facilitator, at=at).code


def line(cast, event, at):
    return register_page(event, by=cast.facilitator, at=at).lines[0]


def test_who_is_on_the_other_route_is_not_asked_to_check_in(cast, enrolled, event, begins) -> None:
    opened(cast, event, begins)
    Enrolment.objects.filter(ref=enrolled.ref).update(route=Route.ONLINE.value)

    assert not own_check_in(event, by=cast.participant, at=begins).is_open


def test_somebody_checks_in_and_the_saved_register_confirms_it(cast, enrolled, event, begins) -> None:
    code = opened(cast, event, begins)
    assert own_check_in(event, by=cast.participant, at=begins).is_open

    told = check_in(code, by=cast.participant, at=begins)
    again = check_in(code, by=cast.participant, at=begins, session=event)

    assert (told.mark, told.is_new, again.is_new) == (Mark.PRESENT, True, False)
    assert not Credit.objects.exists()
    assert not RegisterEntry.objects.exists()
    assert line(cast, event, begins).arrived.mark is Mark.PRESENT
    assert own_check_in(event, by=cast.participant, at=begins).line.mark is Mark.PRESENT
    page = check_in_page(event, by=cast.facilitator, at=begins)
    assert (page.arrived, page.expected, page.line.partly_after) == (1, 1, 20)
    entry = AuditEntry.objects.get(did="cohorts.check_in")
    assert (entry.by, entry.facts["enrolment"]) == (str(cast.participant), str(enrolled.ref))

    take_register(
        event,
        RegisterSheet(uuid4(), {enrolled.ref: Mark.PRESENT}, begins + timedelta(minutes=1)),
        by=cast.facilitator,
        at=begins + timedelta(minutes=2),
    )
    on_it = check_in(code, by=cast.participant, at=begins + timedelta(minutes=2))

    assert (on_it.is_on_register, on_it.mark) == (True, Mark.PRESENT)
    assert Credit.objects.count() == 1
    shown = line(cast, event, begins)
    assert (shown.mark, shown.arrived, shown.disputed, len(shown.claims)) == (Mark.PRESENT, None, (), 1)


@pytest.mark.parametrize(
    ("word", "opened_after", "is_disputed"),
    [("who saved the register had seen it", 1, False), ("nobody had seen it", -1, True), ("no page", None, False)],
)
def test_the_facilitator_may_say_otherwise_and_it_shows(
    cast, enrolled, event, begins, word, opened_after, is_disputed
) -> None:
    check_in(opened(cast, event, begins), by=cast.participant, at=begins)

    seen = None if opened_after is None else begins + timedelta(minutes=opened_after)
    sheet = RegisterSheet(uuid4(), {enrolled.ref: Mark.ABSENT}, seen)
    take_register(event, sheet, by=cast.facilitator, at=begins + timedelta(minutes=5))

    shown = line(cast, event, begins)
    assert (shown.mark, bool(shown.disputed)) == (Mark.ABSENT, is_disputed), word
    assert RegisterChoice.objects.exists() is not is_disputed
    assert shown.claims[0].is_settled is not is_disputed


def test_who_is_on_the_register_as_absent_and_checks_in_is_not_passed_over(cast, enrolled, event, begins) -> None:
    code = opened(cast, event, begins)
    take_register(event, RegisterSheet(uuid4(), {enrolled.ref: Mark.ABSENT}), by=cast.facilitator, at=begins)

    told = check_in(code, by=cast.participant, at=begins + timedelta(minutes=30) - timedelta(minutes=26))

    assert told.is_new
    assert [claim.mark for claim in line(cast, event, begins).disputed] == [Mark.PRESENT]


def test_a_code_of_somewhere_else_is_simply_wrong(cast, at, enrolled, event, begins) -> None:
    code = opened(cast, event, begins)
    make_enrolment(cast, at=at, cohort=enrolled.cohort, route=Route.ONLINE, participant=cast.outside_participant)

    for by, typed, when, where in (
        (cast.outside_participant, code, begins, None),
        (cast.facilitator, code, begins, None),
        (cast.participant, "000000" if code != "000000" else "000001", begins, None),
        (cast.participant, code, begins + timedelta(minutes=30), None),
        (cast.participant, code, begins, enrolled.cohort.session("Event 2")),
    ):
        with pytest.raises(Refused) as refused:
            check_in(typed, by=by, at=when, session=where)
        assert refused.value.refusal.code == "wrong_code"
    close_check_in(event, by=cast.facilitator, at=begins)
    with pytest.raises(Refused):
        check_in(code, by=cast.participant, at=begins)

    assert not RegisterClaim.objects.exists()
    assert not own_check_in(event, by=cast.participant, at=begins).is_open


def test_a_check_in_is_open_once_until_it_closes_or_runs_out(cast, event, begins) -> None:
    ends = Session.objects.get(ref=event).ends_at
    opened(cast, event, begins)
    assert open_check_in(event, partly_after=5, by=cast.facilitator, at=begins) == CheckIn.objects.get().ref
    assert close_check_in(event, by=cast.facilitator, at=begins)
    assert not close_check_in(event, by=cast.facilitator, at=begins)
    with pytest.raises(Refused) as early:
        open_check_in(event, partly_after=5, by=cast.facilitator, at=begins - timedelta(hours=1))
    assert early.value.refusal.code == "too_early"

    opened(cast, event, begins, partly_after=0)
    Session.objects.filter(ref=event).update(ends_at=ends + timedelta(hours=1))
    opened(cast, event, ends + timedelta(minutes=5))

    assert CheckIn.objects.filter(closed_at=None).count() == 1
    assert AuditEntry.objects.filter(did="cohorts.open_check_in").count() == 3
    row = CheckIn.objects.get(closed_at=None)
    with pytest.raises(IntegrityError), atomic():
        CheckIn.objects.create(
            session=row.session, partly_after=1, opened_by=row.opened_by, opened_at=begins, closes_at=ends
        )


def test_a_check_in_is_opened_and_shown_only_by_who_takes_the_register(cast, event, begins) -> None:
    for actor in (cast.participant, cast.inspector):
        with pytest.raises(Refused):
            open_check_in(event, partly_after=5, by=actor, at=begins)
        with pytest.raises(Refused):
            close_check_in(event, by=actor, at=begins)
    for actor in (cast.participant, cast.inspector, cast.outsider):
        with pytest.raises(Session.DoesNotExist):
            check_in_page(event, by=actor, at=begins)

    assert not CheckIn.objects.exists()


def test_the_screen_takes_the_same_statements_for_one_as_for_many(cast, at, enrolled, event, begins) -> None:
    code = opened(cast, event, begins)
    check_in(code, by=cast.participant, at=begins)
    one = statements_of(lambda: check_in_page(event, by=cast.facilitator, at=begins))
    enrol_many(cast, enrolled.cohort, 3, at=at)

    assert statements_of(lambda: check_in_page(event, by=cast.facilitator, at=begins)) == one == 5
    assert code == code_at(CheckIn.objects.get().secret, begins)
