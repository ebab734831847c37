"""Registers that wait: with two marks for one person, not taken, and taken in part."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from goldenthread.cohorts.actions.enrolling import defer
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.actions.transferring import transfer
from goldenthread.cohorts.queries.overdue import MOST, disputed_led, open_registers
from goldenthread.cohorts.types import Mark, RegisterSheet, TransferPlan
from goldenthread.programmes.types import Route
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of


def titles(rows) -> list[str]:
    return [row.title.partition(":")[0] for row in rows]


def test_registers_that_wait_are_found_by_what_they_need(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    before = open_registers(by=cast.partner_manager, at=at)
    assert "Event 1" in titles(before.bare)
    one = statements_of(lambda: open_registers(by=cast.partner_manager, at=at))
    event = enrolled.cohort.session("Event 1")

    def send(mark, by):
        sheet = RegisterSheet(uuid4(), {enrolled.ref: mark}, at - timedelta(hours=1))
        take_register(event, sheet, by=by, at=at)

    send(Mark.PRESENT, cast.facilitator)
    whole = open_registers(by=cast.partner_manager, at=at)
    assert "Event 1" not in titles((*whole.bare, *whole.part, *whole.disputed))
    send(Mark.ABSENT, cast.partner_manager)
    enrol_many(cast, enrolled.cohort, 2, at=at)
    after = open_registers(by=cast.partner_manager, at=at)

    assert (titles(after.disputed), titles(after.part)) == (["Event 1"], ["Event 1"])
    assert (after.disputed[0].disputed, after.disputed[0].facilitator, after.is_cut) == (1, "Farah Aziz", False)
    assert disputed_led(by=cast.facilitator) == after.disputed
    assert disputed_led(by=cast.partner_manager) == disputed_led(by=cast.outsider) == ()
    assert statements_of(lambda: disputed_led(by=cast.facilitator)) == 1
    assert len(after.bare) == len(before.bare) - 1 <= MOST
    assert statements_of(lambda: open_registers(by=cast.partner_manager, at=at)) <= max(one, 4)


def test_another_partners_registers_wait_for_them(cast, at) -> None:
    make_enrolment(cast, at=at)

    assert open_registers(by=cast.partner_manager, at=at).bare
    assert not open_registers(by=cast.outsider, at=at).bare
    assert not open_registers(by=cast.partner_manager, at=at - timedelta(days=400)).bare


def test_nobody_is_waited_for_at_a_session_that_was_over_when_they_came_there(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    (other,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    sheet = RegisterSheet(uuid4(), {enrolled.ref: Mark.PRESENT})
    take_register(enrolled.cohort.session("Event 1"), sheet, by=cast.facilitator, at=at)
    before = open_registers(by=cast.partner_manager, at=at)
    assert "Event 1" in titles(before.part)
    assert "Live online 1" not in titles(before.bare)

    transfer(other, TransferPlan(enrolled.cohort.ref, Route.ONLINE, {}, "Nearer"), by=cast.partner_manager, at=at)

    after = open_registers(by=cast.partner_manager, at=at)
    assert "Event 1" not in titles(after.part)
    assert "Live online 1" not in titles(after.bare)
    defer(enrolled.ref, reason="career-break", by=cast.partner_manager, at=at)
    assert open_registers(by=cast.partner_manager, at=at).bare == ()
