"""A platform's file is kept, its names are asked where they are not sure, and it is entered once, in one go."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.actions.importing import answer_names, confirm_attendance, read_file
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import AttendanceImport, AttendanceRow, Credit, RegisterEntry, Session
from goldenthread.cohorts.queries.importing import attendance_page, files_read
from goldenthread.cohorts.types import How, Mark, RegisterSheet, Thresholds
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cohorts import enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of

USUAL = Thresholds(80, 25)


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def event(enrolled):
    return enrolled.cohort.session("Event 1")


def table(*rows) -> bytes:
    return "\n".join(["Name,Email,Duration", *(",".join(map(str, row)) for row in rows)]).encode()


def read(cast, at, event, *rows, by=None, thresholds=USUAL):
    content = table(*rows)
    return read_file(event, content, name="report.csv", thresholds=thresholds, by=by or cast.facilitator, at=at)


def test_a_file_marks_whom_it_names_surely_and_asks_about_others(cast, at, enrolled, event) -> None:
    first, second, third, fourth = enrol_many(cast, enrolled.cohort, 4, at=at)
    take_register(event, RegisterSheet(event, {fourth: Mark.ABSENT}), by=cast.facilitator, at=at)
    ref = read(
        cast, at, event,
        ("iPad", "parveen@castlehill.example", 100), ("Parveen Begum", "", 400), ("person 01", "", 100),
        ("02 Person", "", 400), ("Person 04", "", 400), ("Somebody Else", "", 400), ("", "", 5), ("Zed", "", "soon"),
    )  # fmt: skip
    page = attendance_page(ref, by=cast.facilitator)
    assert [(row.name, row.how) for row in page.asked] == [("02 Person", How.ASKED)]
    assert [(row.line, row.reason) for row in page.unread] == [
        (8, "It has no name."),
        (9, "“soon” is not a length of time."),
    ]
    with pytest.raises(Refused) as early:
        confirm_attendance(ref, by=cast.facilitator, at=at)
    assert early.value.refusal.code == "names_unanswered"
    assert RegisterEntry.objects.count() == 1

    answer_names(ref, {5: second, 7: None, 2: third}, by=cast.facilitator, at=at)
    page = attendance_page(ref, by=cast.facilitator)
    assert {(p.name, p.mark, p.is_to_mark) for p in page.people} == {
        ("Parveen Begum", Mark.PRESENT, True),
        ("Person 01", Mark.PARTLY, True),
        ("Person 02", Mark.PRESENT, True),
        ("Person 03", None, False),
        ("Person 04", Mark.PRESENT, False),
    }
    told = confirm_attendance(ref, by=cast.facilitator, at=at)

    assert told.marked == 3
    marks = RegisterEntry.objects.values_list("enrolment__ref", "mark")
    assert dict(marks) == {enrolled.ref: "present", first: "partly", second: "present", fourth: "absent"}
    assert Credit.objects.count() == 3
    page = attendance_page(ref, by=cast.facilitator)
    assert (page.confirmed_by, page.confirmed_at, page.file_name) == ("Farah Aziz", at, "report.csv")
    entry = AuditEntry.objects.get(did="cohorts.confirm_attendance")
    assert entry.facts == {"sha256": page.sha256, "marked": "3"}
    assert AuditEntry.objects.filter(did__in=("cohorts.read_attendance", "cohorts.answer_names")).count() == 2


def test_a_file_is_entered_once_and_then_stays(cast, at, enrolled, event) -> None:
    rows = [("Parveen Begum", "", 400)]
    first, second = read(cast, at, event, *rows), read(cast, at, event, *rows)
    confirm_attendance(first, by=cast.facilitator, at=at)
    files = files_read(event, by=cast.facilitator)
    assert [(f.ref, f.by, f.confirmed_at) for f in files] == [(second, "Farah Aziz", None), (first, "Farah Aziz", at)]
    assert files_read(event, by=cast.outsider) == ()

    for again in (
        lambda: confirm_attendance(first, by=cast.facilitator, at=at),
        lambda: answer_names(first, {2: None}, by=cast.facilitator, at=at),
        lambda: read(cast, at, event, *rows),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.refusal.code == "entered_already"
    with pytest.raises(Refused) as nobody:
        confirm_attendance(second, by=cast.facilitator, at=at)
    assert nobody.value.refusal.code == "nobody_to_mark"
    with pytest.raises(IntegrityError), atomic():
        AttendanceImport.objects.filter(ref=second).update(confirmed_at=at, confirmed_by=cast.facilitator.person_id)

    assert RegisterEntry.objects.count() == 1


def test_a_choice_is_offered_again_with_the_next_file_of_the_cohort(cast, at, enrolled, event) -> None:
    first = read(cast, at, event, ("P. Begum", "", 400), ("Begum", "", 10))
    answer_names(first, {2: enrolled.ref, 3: enrolled.ref}, by=cast.facilitator, at=at)
    confirm_attendance(first, by=cast.facilitator, at=at)

    second = read(cast, at, enrolled.cohort.session("Welcome"), ("P Begum", "", 400), ("Begum", "", 10))

    known, short = attendance_page(second, by=cast.facilitator).names
    assert (known.how, known.enrolment) == (How.REMEMBERED, enrolled.ref)
    assert (short.how, short.enrolment) == (How.ASKED, None)


def test_somebody_who_left_after_the_file_was_read_is_shown_and_refused(cast, at, enrolled, event) -> None:
    (other,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    ref = read(cast, at, event, ("Person 01", "", 400), ("Begum P", "", 400))
    withdraw(other, reason="change-in-career", by=cast.programme_manager, at=at)
    answer_names(ref, {3: other}, by=cast.facilitator, at=at)

    page = attendance_page(ref, by=cast.facilitator)

    assert [row.how for row in page.names] == [How.NAME, How.NOBODY]
    assert {p.name for p in page.people} == {"Person 01", "Parveen Begum"}
    with pytest.raises(Refused) as refused:
        confirm_attendance(ref, by=cast.facilitator, at=at)
    assert refused.value.refusal.code == "not_on_this_session"
    assert AttendanceImport.objects.get().confirmed_at is None


def test_bad_figures_and_a_day_to_come_are_refused(cast, at, enrolled, event) -> None:
    for where, thresholds, code in (
        (event, Thresholds(20, 80), "thresholds_cross"),
        (enrolled.cohort.session("Event 4"), USUAL, "not_begun"),
    ):
        with pytest.raises(Refused) as refused:
            read(cast, at, where, ("Parveen Begum", "", 400), thresholds=thresholds)
        assert refused.value.refusal.code == code

    assert not AttendanceImport.objects.exists()


def test_a_file_is_only_for_who_takes_the_register(cast, at, event) -> None:
    ref = read(cast, at, event, ("Begum", "", 400))

    for actor in (cast.participant, cast.inspector):
        with pytest.raises(Refused):
            read(cast, at, event, ("Begum", "", 300), by=actor)
        with pytest.raises(Refused):
            confirm_attendance(ref, by=actor, at=at)
    with pytest.raises(Session.DoesNotExist):
        read(cast, at, event, ("Begum", "", 300), by=cast.outsider)
    with pytest.raises(AttendanceImport.DoesNotExist):
        answer_names(ref, {2: None}, by=cast.outsider, at=at)
    for actor in (cast.participant, cast.inspector, cast.outsider):
        with pytest.raises(AttendanceImport.DoesNotExist):
            attendance_page(ref, by=actor)

    assert AttendanceImport.objects.count() == 1
    assert AttendanceRow.objects.get().how == "asked"


def test_a_file_of_two_thousand_takes_hardly_more_statements_than_one_of_two(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    enrol_many(cast, cohort, 10, at=at)

    def used(title, number):
        rows = [("Person 01", "", 400), *((f"Passer By{n}", "", n % 300) for n in range(1, number))]
        event = cohort.session(title)
        reading = statements_of(lambda: read(cast, at, event, *rows))
        ref = AttendanceImport.objects.latest("pk").ref
        looking = statements_of(lambda: attendance_page(ref, by=cast.facilitator))
        entering = statements_of(lambda: confirm_attendance(ref, by=cast.facilitator, at=at))
        return reading, looking, entering

    few, many = used("Welcome", 2), used("Event 1", 2000)

    assert many[1:] == few[1:]
    assert few[1] == 5
    # Rows are written in batches, as many at a time as the database takes.
    assert many[0] <= few[0] + 20
    assert AttendanceRow.objects.count() == 2002
