"""Taking a register credits at once, all or nothing, once; correcting it is never silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.actions.registering import correct_register, take_register
from goldenthread.cohorts.models import Credit, Engagement, Enrolment, RegisterEntry, RegisterTaking, Session
from goldenthread.cohorts.queries.timetable import register_page
from goldenthread.cohorts.types import Mark, RegisterSheet
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import Route
from tests.makers.cohorts import enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def sheet(*marks) -> RegisterSheet:
    return RegisterSheet(uuid4(), dict(marks))


def kept(ref) -> Decimal:
    return Engagement.objects.get(enrolment__ref=ref).credited


def test_a_register_credits_everybody_at_once(cast, at, enrolled) -> None:
    absent, partly = enrol_many(cast, enrolled.cohort, 2, at=at)
    event = enrolled.cohort.session("Event 1")

    told = take_register(
        event,
        sheet((enrolled.ref, Mark.PRESENT), (absent, Mark.ABSENT), (partly, Mark.PARTLY)),
        by=cast.facilitator,
        at=at,
    )

    assert (told.marked, told.is_new) == (3, True)
    assert [kept(ref) for ref in (enrolled.ref, absent, partly)] == [Decimal(180), Decimal(0), Decimal(90)]
    marks = RegisterEntry.objects.filter(session__ref=event).values_list("enrolment__ref", "mark", "by_id")
    assert {ref: mark for ref, mark, _ in marks} == {
        enrolled.ref: "present",
        absent: "absent",
        partly: "partly",
    }
    entry = RegisterEntry.objects.get(enrolment__ref=enrolled.ref)
    assert Credit.objects.get(enrolment__ref=enrolled.ref).source_ref == entry.ref
    assert AuditEntry.objects.get(did="cohorts.take_register").facts == {"marked": "3"}
    assert NoticeRow.objects.get(kind="cohorts.credited").facts == {
        "session": str(event),
        "cohort": str(enrolled.cohort.ref),
    }


def test_the_same_sheet_sent_twice_counts_once(cast, at, enrolled) -> None:
    event, once = enrolled.cohort.session("Event 1"), sheet((enrolled.ref, Mark.PRESENT))
    take_register(event, once, by=cast.facilitator, at=at)

    told = take_register(event, once, by=cast.facilitator, at=at)

    assert (told.marked, told.is_new) == (0, False)
    assert (RegisterEntry.objects.count(), Credit.objects.count(), RegisterTaking.objects.count()) == (1, 1, 1)
    assert NoticeRow.objects.filter(kind="cohorts.credited").count() == 1


def test_a_second_sheet_adds_who_was_left_out_and_changes_nobody(cast, at, enrolled) -> None:
    (late,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    event = enrolled.cohort.session("Event 1")
    take_register(event, sheet((enrolled.ref, Mark.PRESENT)), by=cast.facilitator, at=at)

    told = take_register(event, sheet((enrolled.ref, Mark.PRESENT), (late, Mark.PRESENT)), by=cast.facilitator, at=at)
    with pytest.raises(Refused) as refused:
        take_register(event, sheet((enrolled.ref, Mark.ABSENT)), by=cast.facilitator, at=at)

    assert told.marked == 1
    assert refused.value.refusal.code == "marked_already"
    assert (kept(enrolled.ref), kept(late)) == (Decimal(180), Decimal(180))
    assert RegisterTaking.objects.count() == 2


def test_a_correction_keeps_what_was_said_before(cast, at, enrolled) -> None:
    event = enrolled.cohort.session("Event 1")
    take_register(event, sheet((enrolled.ref, Mark.PRESENT)), by=cast.facilitator, at=at)

    correct_register(event, enrolled.ref, Mark.ABSENT, why="Another Parveen", by=cast.facilitator, at=at)
    assert kept(enrolled.ref) == 0
    correct_register(event, enrolled.ref, Mark.PARTLY, why="Came after lunch", by=cast.facilitator, at=at)

    marks = RegisterEntry.objects.order_by("pk").values_list("mark", "why", "replaces__mark")
    assert list(marks) == [
        ("present", "", None),
        ("absent", "Another Parveen", "present"),
        ("partly", "Came after lunch", "absent"),
    ]
    assert kept(enrolled.ref) == 90
    assert [str(c.share) for c in Credit.objects.order_by("pk")] == ["1", "-1", "1/2"]
    assert AuditEntry.objects.filter(did="cohorts.correct_register").count() == 2
    assert NoticeRow.objects.filter(kind="cohorts.credited").count() == 3


@pytest.mark.parametrize(
    ("word", "title", "mark", "why", "code"),
    [
        ("nothing to correct yet", "Event 2", Mark.ABSENT, "Because", "not_marked"),
        ("the same mark", "Event 1", Mark.PRESENT, "Because", "same_mark"),
        ("no reason", "Event 1", Mark.ABSENT, "", "no_reason"),
    ],
)
def test_a_correction_needs_a_mark_a_change_and_a_reason(cast, at, enrolled, word, title, mark, why, code) -> None:
    take_register(enrolled.cohort.session("Event 1"), sheet((enrolled.ref, Mark.PRESENT)), by=cast.facilitator, at=at)

    with pytest.raises(Refused) as refused:
        correct_register(enrolled.cohort.session(title), enrolled.ref, mark, why=why, by=cast.facilitator, at=at)

    assert refused.value.refusal.code == code, word
    assert RegisterEntry.objects.count() == 1
    assert kept(enrolled.ref) == 180


def test_who_may_not_take_a_register_changes_nothing(cast, at, enrolled) -> None:
    event, one = enrolled.cohort.session("Event 1"), sheet((enrolled.ref, Mark.PRESENT))

    with pytest.raises(Session.DoesNotExist):
        take_register(event, one, by=cast.outsider, at=at)
    for actor in (cast.inspector, cast.participant):
        with pytest.raises(Refused) as refused:
            take_register(event, one, by=actor, at=at)
        assert refused.value.refusal.code == "not_your_session"
        with pytest.raises(Refused):
            correct_register(event, enrolled.ref, Mark.ABSENT, why="Why not", by=actor, at=at)

    assert not RegisterEntry.objects.exists()
    assert not RegisterTaking.objects.exists()


def test_a_register_waits_for_its_day_and_for_those_who_are_expected(cast, at, enrolled) -> None:
    online = make_enrolment(
        cast, at=at, cohort=enrolled.cohort, route=Route.ONLINE, participant=cast.outside_participant
    )
    (gone,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    withdraw(gone, reason="change-in-career", by=cast.programme_manager, at=at)
    event = enrolled.cohort.session("Event 1")

    with pytest.raises(Refused) as early:
        take_register(event, sheet((enrolled.ref, Mark.PRESENT)), by=cast.facilitator, at=at - timedelta(days=300))
    for stranger in (online.ref, gone):
        with pytest.raises(Refused) as unknown:
            take_register(event, sheet((stranger, Mark.PRESENT)), by=cast.facilitator, at=at)
        assert unknown.value.refusal.code == "not_on_this_session"

    assert early.value.refusal.code == "not_begun"
    assert not RegisterEntry.objects.exists()
    assert not RegisterTaking.objects.exists()


def test_a_register_of_thirty_takes_as_many_statements_as_one_of_three(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    people = enrol_many(cast, cohort, 30, at=at)

    def take(title, refs):
        marks = sheet(*((ref, Mark.PRESENT) for ref in refs))
        return lambda: take_register(cohort.session(title), marks, by=cast.facilitator, at=at)

    few = statements_of(take("Event 1", people[:3]))
    many = statements_of(take("Welcome", people))

    assert many == few
    assert many <= 27


def test_the_register_itself_refuses_what_must_never_be(cast, at, enrolled) -> None:
    event = enrolled.cohort.session("Event 1")
    take_register(event, sheet((enrolled.ref, Mark.PRESENT)), by=cast.facilitator, at=at)
    row = RegisterEntry.objects.get()
    same = {"session": row.session, "enrolment": row.enrolment, "by": row.by, "at": at}

    for wrong in (
        {"mark": "present"},
        {"mark": "late", "replaces": row, "why": "x"},
        {"mark": "absent", "replaces": row},
    ):
        with pytest.raises(IntegrityError), atomic():
            RegisterEntry.objects.create(**same, **wrong)

    assert Enrolment.objects.get(ref=enrolled.ref).register.count() == 1


def test_a_sheet_is_recognised_by_its_key_alone(cast, at, enrolled) -> None:
    event, first = enrolled.cohort.session("Event 1"), sheet((enrolled.ref, Mark.PRESENT))
    take_register(event, first, by=cast.facilitator, at=at)

    told = take_register(event, replace(first, marks={enrolled.ref: Mark.ABSENT}), by=cast.facilitator, at=at)

    assert not told.is_new
    assert kept(enrolled.ref) == 180


def test_a_register_page_is_only_for_whoever_takes_it(cast, at, enrolled) -> None:
    event = enrolled.cohort.session("Event 1")

    assert [line.name for line in register_page(event, by=cast.facilitator, at=at).lines] == ["Parveen Begum"]
    for onlooker in (cast.participant, cast.inspector, cast.outsider):
        with pytest.raises(Session.DoesNotExist):
            register_page(event, by=onlooker, at=at)
