"""Windows that are booked: places, moving, giving back, and who did not come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.attempts import put_off
from goldenthread.assessment.actions.booking_windows import (
    begin_project,
    book_window,
    give_back_window,
    record_no_show,
)
from goldenthread.assessment.actions.briefing import plan_window
from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.models import ProjectWindow, Result, Script, Settlement, Window, WindowBooking
from goldenthread.assessment.queries.booking import my_project_windows, terms_page
from goldenthread.assessment.queries.my_work import my_work
from goldenthread.assessment.queries.projects import project_page
from goldenthread.assessment.queries.releasing import release_board
from goldenthread.assessment.rules.late import late_until
from goldenthread.assessment.rules.submitting import PASSED
from goldenthread.assessment.types.attempts import NewPutOff, PutOffKind, PutOffReason
from goldenthread.assessment.types.briefing import NewWindow
from goldenthread.ground.types import Refused
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.programmes.models import AssessmentPolicy
from tests.makers.assessment import AFTER, CLOSES, INSIDE, OPENS, Planned, make_window
from tests.makers.cohorts import enrol_many
from tests.makers.counting import statements_of
from tests.makers.projects import hand_in_all, make_project_window

EARLY = OPENS - timedelta(days=30)
LAST = OPENS - timedelta(days=7)


def another(cast, planned: Planned, *, at, days: int = 60) -> Planned:
    """A later window of the same cohort."""
    new = NewWindow(planned.enrolled.cohort.ref, planned.brief, OPENS + timedelta(days=days))
    later = Planned(planned.enrolled, planned.brief, plan_window(new, by=cast.programme_manager, at=at))
    return make_project_window(cast, at=at, books_until=LAST, planned=later)


def refused(do) -> str:
    with pytest.raises(Refused) as found:
        do()
    return found.value.refusal.code


@pytest.fixture
def planned(cast, at):
    return make_project_window(cast, at=at, books_until=LAST, places=1)


def test_booking_one_gives_the_other_back_and_a_full_one_says_so(cast, planned, at) -> None:
    later, who = another(cast, planned, at=at), cast.participant
    assert refused(lambda: begin_project(planned.window, by=who, at=EARLY)) == "not_booked"
    book_window(planned.window, by=who, at=EARLY)
    mine = my_project_windows(by=who, at=EARLY)
    assert [one.gives_back for one in mine] == [None, OPENS]
    (other,) = enrol_many(cast, planned.enrolled.cohort, 1, at=at)
    second = actor_by_email("person01@castlehill.example")
    assert refused(lambda: book_window(planned.window, by=second, at=EARLY)) == "window_full"

    book_window(later.window, by=who, at=EARLY)
    book_window(planned.window, by=second, at=EARLY)

    rows = WindowBooking.objects.order_by("pk").values_list("window__ref", "ended_at")
    assert list(rows) == [(planned.window, EARLY), (later.window, None), (planned.window, None)]
    mine = my_project_windows(by=who, at=EARLY)
    assert [(one.is_booked, one.window.left) for one in mine] == [(False, 0), (True, None)]
    page = terms_page(planned.window, by=cast.programme_manager, at=EARLY)
    assert [(line.enrolment, bool(line.booked_at), bool(line.other)) for line in page.people if line.booked_at] == [
        (other, True, False)
    ]
    assert page.unbooked == ()
    assert refused(lambda: give_back_window(later.window, by=who, at=LAST)) == "booking_closed"
    give_back_window(later.window, by=who, at=EARLY)
    assert len(terms_page(planned.window, by=cast.programme_manager, at=EARLY).unbooked) == 1


def test_a_window_that_has_closed_is_not_booked_whatever_its_terms_say(cast, planned) -> None:
    ProjectWindow.objects.update(books_until=CLOSES + timedelta(days=50))
    who = cast.participant
    (mine,) = my_project_windows(by=who, at=INSIDE)
    assert (mine.why_not_book, mine.takes_bookings) == (None, True)

    (mine,) = my_project_windows(by=who, at=AFTER)

    assert (mine.why_not_book.code, mine.takes_bookings) == ("booking_closed", False)
    assert refused(lambda: book_window(planned.window, by=who, at=AFTER)) == "booking_closed"
    assert not WindowBooking.objects.exists()


def test_a_no_show_is_written_down_once_by_those_who_run_it(cast, planned) -> None:
    book_window(planned.window, by=cast.participant, at=EARLY)
    begun = begin_project(planned.window, by=cast.participant, at=EARLY)
    assert begin_project(planned.window, by=cast.participant, at=AFTER) == begun
    enrolment = planned.enrolled.ref

    assert refused(lambda: record_no_show(planned.window, enrolment, by=cast.quality_lead, at=INSIDE)) == "window_open"
    assert refused(lambda: record_no_show(planned.window, enrolment, by=cast.coach, at=AFTER)) == "not_yours_to_run"
    for hours in (0, 1):
        record_no_show(planned.window, enrolment, by=cast.quality_lead, at=AFTER + timedelta(hours=hours))

    assert WindowBooking.objects.get().missed_at == AFTER
    (mine,) = my_project_windows(by=cast.participant, at=AFTER)
    assert (mine.was_missed, mine.script, mine.why_not_begin) == (True, begun, None)


def test_who_was_put_off_or_withdrawn_is_not_counted_and_did_not_stay_away(cast, planned) -> None:
    book_window(planned.window, by=cast.participant, at=EARLY)
    new = NewPutOff(PutOffKind.WITHDRAWN, PutOffReason.ILLNESS, "A hospital letter was seen.")
    enrolment = planned.enrolled.ref
    assert release_board(planned.window, by=cast.quality_lead, at=AFTER).stayed_away == 1

    put_off(planned.window, enrolment, new, by=cast.quality_lead, at=INSIDE)

    assert release_board(planned.window, by=cast.quality_lead, at=AFTER).stayed_away == 0
    (line,) = terms_page(planned.window, by=cast.quality_lead, at=AFTER).people
    assert (line.put_off, line.may_have_missed) == ("Withdrawn from this assessment", False)
    record = lambda: record_no_show(planned.window, enrolment, by=cast.quality_lead, at=AFTER)  # noqa: E731
    assert refused(record) == "not_assessed_here"
    # Where it was written down before it was decided, or by an earlier version, the participant does not read it.
    WindowBooking.objects.update(missed_at=AFTER)
    (mine,) = my_project_windows(by=cast.participant, at=AFTER)
    assert (mine.was_missed, mine.why_not_begin.code) == (False, "window_closed")


def test_a_project_of_a_window_that_was_given_back_keeps_nothing_in_and_who_stayed_away_is_counted(
    cast, planned
) -> None:
    def board():
        return release_board(planned.window, by=cast.quality_lead, at=AFTER)

    book_window(planned.window, by=cast.participant, at=EARLY)
    assert (board().held, board().stayed_away) == ((), 1)
    begin_project(planned.window, by=cast.participant, at=EARLY)
    assert ([kind.code for kind in board().held], len(board().rows), board().stayed_away) == (
        ["nothing_handed_in"],
        1,
        0,
    )

    give_back_window(planned.window, by=cast.participant, at=EARLY)

    assert (board().held, board().rows, board().stayed_away) == ((), (), 0)
    script = Script.objects.get().ref
    assert (
        refused(lambda: hand_in_project(script, signed=1, knows=True, by=cast.participant, at=INSIDE)) == "not_booked"
    )
    assert project_page(script, by=cast.participant, at=INSIDE).why_not_hand_in.code == "not_booked"


def test_a_project_that_was_begun_keeps_nothing_in_once_it_is_written_down_that_nobody_came(cast, planned) -> None:
    book_window(planned.window, by=cast.participant, at=EARLY)
    begin_project(planned.window, by=cast.participant, at=EARLY)

    record_no_show(planned.window, planned.enrolled.ref, by=cast.programme_manager, at=AFTER)

    board = release_board(planned.window, by=cast.quality_lead, at=AFTER)
    assert (board.held, len(board.rows)) == ((), 1)


def test_whoever_has_passed_books_nothing_more_and_is_not_waited_for(cast, planned, at) -> None:
    later, who = another(cast, planned, at=at), cast.participant
    book_window(planned.window, by=who, at=EARLY)
    assert release_board(planned.window, by=cast.quality_lead, at=AFTER).stayed_away == 1
    passed = Window.objects.get(ref=another(cast, planned, at=at, days=90).window)
    script = Script.objects.create(
        window=passed,
        enrolment=WindowBooking.objects.get().enrolment,
        number="111-222-333",
        state="released",
        begun_at=at,
    )
    given = {"moderator_id": cast.moderator.person_id, "total": 9, "outcome": "passed", "settled_at": at}
    settled = Settlement.objects.create(script=script, **given)
    told = {"settlement": settled, "outcome": "passed", "total": 9, "released_at": at}
    Result.objects.create(script=script, released_by_id=cast.quality_lead.person_id, **told)

    met = my_project_windows(by=who, at=EARLY)

    assert [(each.window.ref, each.has_passed) for each in met] == [(planned.window, True), (passed.ref, False)]
    assert met[0].why_not_book == met[0].why_not_begin == PASSED
    for act in (book_window, begin_project):
        assert refused(lambda act=act: act(later.window, by=who, at=EARLY)) in {"passed_already", "not_booked"}
    assert refused(lambda: begin_project(planned.window, by=who, at=EARLY)) == "passed_already"
    assert release_board(planned.window, by=cast.quality_lead, at=AFTER).stayed_away == 0


@pytest.mark.parametrize(("begins", "books"), [(True, True), (False, True), (True, False), (False, False)])
def test_whoever_missed_a_window_that_is_theirs_is_told_until_when_it_can_be_offered_late(
    cast, planned, begins, books
) -> None:
    for row in AssessmentPolicy.objects.all():
        row.body |= {"late_days": 5}
        row.save()
    if begins or books:
        book_window(planned.window, by=cast.participant, at=EARLY)
    if begins:
        begin_project(planned.window, by=cast.participant, at=EARLY)
    if not books and begins:
        give_back_window(planned.window, by=cast.participant, at=EARLY)

    told = [my_project_windows(by=cast.participant, at=at)[0].late_until for at in (INSIDE, AFTER)]

    assert told == [None, late_until(CLOSES, days=5) if books else None]


def test_whoever_waits_for_a_result_books_nothing(cast, at) -> None:
    planned = make_project_window(cast, at=at)
    hand_in_all(cast, planned, at=INSIDE)
    later, who = another(cast, planned, at=at), cast.participant
    until = {"books_until": OPENS + timedelta(days=50)}
    ProjectWindow.objects.filter(window__ref=later.window).update(**until)

    def page():
        one = next(each for each in my_project_windows(by=who, at=AFTER) if each.window.ref == later.window)
        return one.why_not_book, one.why_not_begin

    assert [each.code for each in page()] == ["result_to_come", "not_booked"]
    assert refused(lambda: book_window(later.window, by=who, at=AFTER)) == "result_to_come"

    Script.objects.update(state="withdrawn")
    book_window(later.window, by=who, at=AFTER)
    assert page()[1] is None
    assert page()[0].code == "booked_already"


def test_lists_take_the_same_number_of_statements_and_are_nobody_elses(cast, at) -> None:
    planned = make_project_window(cast, at=at)
    hand_in_all(cast, planned, at=INSIDE)
    another(cast, planned, at=at)
    mine = my_project_windows(by=cast.participant, at=INSIDE)
    few = statements_of(lambda: my_project_windows(by=cast.participant, at=INSIDE))
    first = statements_of(lambda: terms_page(planned.window, by=cast.programme_manager, at=INSIDE))

    another(cast, planned, at=at, days=120)
    enrol_many(cast, planned.enrolled.cohort, 3, at=at)

    both = my_project_windows(by=cast.participant, at=INSIDE)
    many = statements_of(lambda: my_project_windows(by=cast.participant, at=INSIDE))
    page = terms_page(planned.window, by=cast.programme_manager, at=INSIDE)
    again = statements_of(lambda: terms_page(planned.window, by=cast.programme_manager, at=INSIDE))
    assert (few, first) == (many, again)
    assert (len(mine), len(both)) == (2, 3)
    work = my_work(by=cast.participant, at=INSIDE)
    assert (work.windows, work.projects) == ((), both)
    assert [line.has_handed_in for line in page.people].count(True) == 1
    assert Script.objects.get().number not in str(page)
    assert my_project_windows(by=cast.outside_participant, at=INSIDE) == ()
    with pytest.raises(ObjectDoesNotExist):
        terms_page(planned.window, by=cast.outsider, at=INSIDE)
    with pytest.raises(ObjectDoesNotExist):
        book_window(planned.window, by=cast.outside_participant, at=CLOSES)


def test_a_plain_window_takes_no_projects(cast, at) -> None:
    planned = make_window(cast, at=at)

    page = terms_page(planned.window, by=cast.programme_manager, at=INSIDE)

    assert (page.terms, page.form, page.people) == (None, None, ())
    work = my_work(by=cast.participant, at=INSIDE)
    assert ([each.ref for each in work.windows], work.projects) == ([planned.window], ())
    with pytest.raises(ObjectDoesNotExist):
        begin_project(planned.window, by=cast.participant, at=INSIDE)
