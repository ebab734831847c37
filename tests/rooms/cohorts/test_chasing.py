"""The worklist: who is at risk, kept with every credit and each night, and what was agreed with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.cohorts.actions.chasing import reckon_risks, record_contact
from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import Contact, Enrolment, Risk
from goldenthread.cohorts.queries.chasing import contact_page, worklist
from goldenthread.cohorts.types import Mark, RegisterSheet
from goldenthread.cohorts.types.chasing import Contacted, NewContact, Reason, WorkFilter
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cohorts import DETAILS, Enrolled, enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of

KEY = "00000000-0000-4000-8000-00000000000"
ALL = WorkFilter()
CALL = NewContact(Contacted.PHONE, date(2026, 1, 5), "Comes to Event 3.", date(2026, 2, 2))


@pytest.fixture
def enrolled(cast, at) -> Enrolled:
    return make_enrolment(cast, at=at)


def absent(cast, enrolled: Enrolled, *, at, title="Event 1", key="1") -> None:
    """Mark the participant absent, which puts them on the list."""
    sheet = RegisterSheet(KEY + key, {enrolled.ref: Mark.ABSENT})
    take_register(enrolled.cohort.session(title), sheet, by=cast.facilitator, at=at)


def seen(who, at, asked=ALL, page=1) -> list[str]:
    return [row.name for row in worklist(by=who, at=at, asked=asked, page=page).rows]


def test_a_register_puts_somebody_on_the_list_and_says_why(cast, at, enrolled) -> None:
    absent(cast, enrolled, at=at)

    page = worklist(by=cast.partner_manager, at=at, asked=ALL)

    (row,) = page.rows
    assert (row.ref, row.name, row.partner, row.last) == (enrolled.ref, "Parveen Begum", "Harbour Teaching Hub", None)
    assert row.risk.reason is Reason.BEYOND
    assert row.risk.says == "Even everything still ahead leaves 54 minutes to be made up."
    assert row.risk.step == "Catch up “Event 1: leading culture”."
    assert page.counts == {Reason.BEYOND: 1, Reason.SESSIONS: 0, Reason.OWN_TIME: 0}
    assert page.cohorts == ((enrolled.cohort.ref, "Autumn 2025"),)


def test_days_that_pass_are_reckoned_each_night_and_whoever_left_is_no_longer_listed(cast, at, enrolled) -> None:
    absent(cast, enrolled, at=at)
    Risk.objects.all().delete()
    assert seen(cast.programme_manager, at) == []

    assert reckon_risks(at=at) == 1
    assert seen(cast.programme_manager, at) == ["Parveen Begum"]

    withdraw(enrolled.ref, reason="other", why="Moved away", by=cast.programme_manager, at=at)
    assert seen(cast.programme_manager, at) == []
    assert reckon_risks(at=at) == 0


def test_who_was_spoken_with_leaves_the_list_until_the_day_to_look_again(cast, at, enrolled) -> None:
    absent(cast, enrolled, at=at)

    ref = record_contact(enrolled.ref, CALL, by=cast.partner_manager, at=at)

    kept = Contact.objects.get(ref=ref)
    assert (kept.how, kept.agreed, kept.by_id) == ("phone", "Comes to Event 3.", cast.partner_manager.person_id)
    assert AuditEntry.objects.get(did="cohorts.record_contact").to == str(enrolled.ref)
    assert seen(cast.partner_manager, at) == []
    assert seen(cast.partner_manager, at, replace(ALL, snoozed=True)) == ["Parveen Begum"]
    assert seen(cast.partner_manager, at, WorkFilter(snoozed=True, reason=Reason.OWN_TIME)) == []
    absent(cast, enrolled, at=at, title="Welcome", key="2")
    assert seen(cast.partner_manager, at) == []
    back = worklist(by=cast.partner_manager, at=at + timedelta(days=28), asked=ALL)
    assert [(row.name, row.last.agreed if row.last else "") for row in back.rows] == [
        ("Parveen Begum", "Comes to Event 3.")
    ]


def test_a_contact_page_has_everything_that_was_agreed(cast, at, enrolled) -> None:
    absent(cast, enrolled, at=at)
    record_contact(enrolled.ref, CALL, by=cast.programme_manager, at=at)
    record_contact(enrolled.ref, replace(CALL, agreed="Second.", look_on=None), by=cast.programme_manager, at=at)

    page = contact_page(enrolled.ref, by=cast.partner_manager)

    assert [(line.agreed, line.by) for line in page.contacts] == [
        ("Second.", "Priya Shah"),
        ("Comes to Event 3.", "Priya Shah"),
    ]
    assert page.risk
    assert (page.email, page.risk.reason, page.snoozed_until) == ("parveen@castlehill.example", Reason.BEYOND, None)


def test_an_enrolment_from_before_there_was_a_list_can_be_spoken_with(cast, at, enrolled) -> None:
    Risk.objects.all().delete()
    assert contact_page(enrolled.ref, by=cast.programme_manager).risk is None

    record_contact(enrolled.ref, CALL, by=cast.programme_manager, at=at)

    page = contact_page(enrolled.ref, by=cast.programme_manager)
    assert (page.risk, page.snoozed_until) == (None, date(2026, 2, 2))


def test_only_who_runs_the_cohort_sees_the_list_and_records_anything(cast, at, enrolled) -> None:
    absent(cast, enrolled, at=at)
    assert seen(cast.partner_manager, at) == ["Parveen Begum"]

    assert seen(cast.outsider, at) == []
    assert worklist(by=cast.outsider, at=at, asked=ALL).cohorts == ()
    for who in (cast.outsider, cast.participant, cast.facilitator):
        with pytest.raises(Enrolment.DoesNotExist):
            contact_page(enrolled.ref, by=who)
    with pytest.raises(Enrolment.DoesNotExist):
        record_contact(enrolled.ref, CALL, by=cast.outsider, at=at)
    for who, told in ((cast.participant, CALL), (cast.programme_manager, replace(CALL, agreed=" "))):
        with pytest.raises(Refused):
            record_contact(enrolled.ref, told, by=who, at=at)
    assert Contact.objects.count() == 0


def test_the_list_is_narrowed_by_cohort_partner_and_reason(cast, at, enrolled) -> None:
    absent(cast, enrolled, at=at)
    other = make_cohort(
        cast,
        at=at,
        built=enrolled.cohort.built,
        details=replace(DETAILS, title="Other"),
        partner=cast.other_partner.ref,
    )
    sheet = RegisterSheet(KEY + "2", dict.fromkeys(enrol_many(cast, other, 2, at=at), Mark.ABSENT))
    take_register(other.session("Event 1"), sheet, by=cast.programme_manager, at=at)

    def names(**asked) -> list[str]:
        return seen(cast.programme_manager, at, WorkFilter(**asked))

    assert names(cohort=enrolled.cohort.ref) == ["Parveen Begum"]
    assert names(partner=cast.other_partner.ref) == ["Person 01", "Person 02"]
    assert names(reason=Reason.BEYOND) == names() == ["Parveen Begum", "Person 01", "Person 02"]
    assert names(reason=Reason.OWN_TIME) == []


def test_the_list_takes_as_many_statements_for_one_as_for_many(cast, at, enrolled) -> None:
    absent(cast, enrolled, at=at)
    few = statements_of(lambda: worklist(by=cast.programme_manager, at=at, asked=ALL))
    for ref in enrol_many(cast, enrolled.cohort, 8, at=at):
        record_contact(ref, replace(CALL, look_on=None), by=cast.programme_manager, at=at)
    reckon_risks(at=at)

    many = statements_of(lambda: worklist(by=cast.programme_manager, at=at, asked=ALL))

    assert few == many == 4
    assert len(seen(cast.programme_manager, at)) == 9
    assert statements_of(lambda: contact_page(enrolled.ref, by=cast.programme_manager)) == 2
