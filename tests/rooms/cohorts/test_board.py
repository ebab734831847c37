"""The board: which cohorts there are, what each needs, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from goldenthread.cohorts.actions.enrolling import enrol
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import Cohort, Engagement, Enrolment, Session
from goldenthread.cohorts.queries import board as board_queries
from goldenthread.cohorts.queries.board import cohort_board
from goldenthread.cohorts.queries.cohort import cohort_page
from goldenthread.cohorts.types import Mark, NewCohort, NewEnrolment, RegisterSheet, Stage, State
from goldenthread.programmes.types import Route
from tests.makers.cohorts import DETAILS, enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of

COMING = replace(DETAILS, title="Spring 2026", starts_on=date(2026, 2, 2), ends_on=date(2027, 7, 31))
ENDED = replace(DETAILS, title="Autumn 2023", starts_on=date(2023, 9, 1), ends_on=date(2025, 2, 28))
KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def cohort(cast, at):
    return make_cohort(cast, at=at)


def another(cast, at, cohort, details=DETAILS, title: str = ""):
    """One more cohort on the same release, at the other partner and without sessions."""
    told = replace(details, title=title or details.title)
    return open_cohort(NewCohort(cohort.built.release, cast.other_partner.ref, told), by=cast.programme_manager, at=at)


def only(board):
    (row,) = board.rows
    return row


def titles(board) -> list[str]:
    return [row.line.title for row in board.rows]


def test_an_empty_house_has_an_empty_board(cast, at) -> None:
    board = cohort_board(by=cast.programme_manager, at=at)

    assert (board.rows, board.total) == ((), 0)
    assert board.counts == {Stage.COMING: 0, Stage.RUNNING: 0, Stage.ENDED: 0}


def test_a_cohort_with_nobody_on_it_needs_no_register(cast, at, cohort) -> None:
    row = only(cohort_board(by=cast.partner_manager, at=at))

    assert (row.line.ref, row.line.title, row.line.partner) == (cohort.ref, "Autumn 2025", "Harbour Teaching Hub")
    assert row.line.programme == "Senior leadership at Fenland, release 1"
    assert (row.states, row.placed, row.free) == ({}, 0, 30)
    assert (row.short, row.mean_percent, row.registers_due) == (0, None, 0)
    assert row.next_at == Session.objects.filter(starts_at__gt=at).earliest("starts_at").starts_at


def test_a_row_counts_people_by_state_and_reckons_the_mean_of_the_active(cast, at, cohort) -> None:
    first, second, third, fourth = enrol_many(cast, cohort, 4, at=at)
    Engagement.objects.filter(enrolment__ref=first).update(millionths=954_999, is_met=True)
    Engagement.objects.filter(enrolment__ref=second).update(millionths=400_000)
    Enrolment.objects.filter(ref=third).update(state="withdrawn")
    Enrolment.objects.filter(ref=fourth).update(state="accepted")

    row = only(cohort_board(by=cast.programme_manager, at=at))

    assert row.states == {State.ACTIVE: 2, State.WITHDRAWN: 1, State.ACCEPTED: 1}
    assert (row.placed, row.free) == (3, 27)
    assert (row.short, row.mean_percent) == (1, 67)
    assert row.is_waiting


@pytest.mark.parametrize(("route", "due"), [(Route.BLENDED, 2), (Route.ONLINE, 2)])
def test_a_register_is_due_where_somebody_was_expected_and_nobody_is_marked(cast, at, cohort, route, due) -> None:
    enrolled = make_enrolment(cast, at=at, cohort=cohort, route=route)
    over = [row for row in Session.objects.select_related("component") if row.ends_at <= at]
    mine = [row for row in over if getattr(row.component, f"is_{route.value}")]
    assert (len(over), len(mine)) == (3, due)

    assert only(cohort_board(by=cast.programme_manager, at=at)).registers_due == due
    marks = RegisterSheet(KEY, {enrolled.ref: Mark.ABSENT})
    take_register(mine[0].ref, marks, by=cast.facilitator, at=at)

    assert only(cohort_board(by=cast.programme_manager, at=at)).registers_due == due - 1


def test_a_cohort_that_is_over_has_nothing_next(cast, at, cohort) -> None:
    row = only(cohort_board(by=cast.programme_manager, at=datetime(2027, 3, 1, 10, tzinfo=UTC)))

    assert (row.line.stage, row.next_at) == (Stage.ENDED, None)


def test_running_cohorts_come_first_and_among_them_those_that_need_something(cast, at, cohort) -> None:
    for title, details in (("A ended", ENDED), ("B coming", COMING), ("C quiet", DETAILS)):
        another(cast, at, cohort, details, title)
    enrol_many(cast, cohort, 1, at=at)
    enrol(
        another(cast, at, cohort, title="Z waiting"),
        NewEnrolment(cast.participant.person, cast.school.ref, Route.BLENDED),
        by=cast.programme_manager,
        at=at,
    )
    Enrolment.objects.filter(cohort__title="Z waiting").update(state="accepted")

    board = cohort_board(by=cast.programme_manager, at=at)

    assert titles(board) == ["Autumn 2025", "Z waiting", "C quiet", "B coming", "A ended"]
    assert [row.is_waiting for row in board.rows] == [False, True, False, False, False]


def test_a_board_is_narrowed_to_a_stage_and_a_partner_and_still_counts_every_stage(cast, at, cohort) -> None:
    far = cast.other_partner.ref
    for details in (COMING, ENDED):
        another(cast, at, cohort, details)
    by = cast.programme_manager

    whole, coming, far_only = (
        cohort_board(by=by, at=at),
        cohort_board(by=by, at=at, stage=Stage.COMING),
        cohort_board(by=by, at=at, partner=far),
    )

    assert (whole.total, coming.total, far_only.total) == (3, 1, 2)
    assert whole.counts == coming.counts == {Stage.COMING: 1, Stage.RUNNING: 1, Stage.ENDED: 1}
    assert far_only.counts == {Stage.COMING: 1, Stage.RUNNING: 0, Stage.ENDED: 1}
    assert (titles(coming), coming.stage) == (["Spring 2026"], Stage.COMING)
    assert titles(far_only) == ["Spring 2026", "Autumn 2023"]


def test_a_board_shows_a_partners_own_cohorts_and_an_outsider_none_of_them(cast, at, cohort) -> None:
    assert titles(cohort_board(by=cast.partner_manager, at=at)) == ["Autumn 2025"]

    for stranger in (cast.outsider, cast.outside_participant, cast.headteacher, cast.assessor):
        board = cohort_board(by=stranger, at=at)
        assert (board.rows, board.total) == ((), 0)
    assert cohort_board(by=cast.outsider, at=at, partner=cast.partner.ref).rows == ()


def test_a_board_of_three_takes_as_many_statements_as_a_board_of_one(cast, at, cohort) -> None:
    enrol_many(cast, cohort, 1, at=at)
    assert statements_of(lambda: cohort_board(by=cast.programme_manager, at=at)) == 6
    for details in (COMING, ENDED):
        another(cast, at, cohort, details)

    assert statements_of(lambda: cohort_board(by=cast.programme_manager, at=at)) == 6
    assert statements_of(lambda: cohort_board(by=cast.programme_manager, at=at, stage=Stage.RUNNING)) == 6


def test_a_board_is_cut_into_pages_after_what_needs_something_was_found_in_all_of_it(
    cast, at, cohort, monkeypatch
) -> None:
    monkeypatch.setattr(board_queries, "PAGE", 2)
    enrol_many(cast, cohort, 1, at=at)
    for title, details in (("A ended", ENDED), ("B coming", COMING), ("C quiet", DETAILS)):
        another(cast, at, cohort, details, title)

    first, last, beyond = (cohort_board(by=cast.programme_manager, at=at, page=n) for n in (1, 2, 9))

    assert (titles(first), titles(last)) == (["Autumn 2025", "C quiet"], ["B coming", "A ended"])
    assert [(each.page, each.pages, each.total) for each in (first, last, beyond)] == [(1, 2, 4), (2, 2, 4), (2, 2, 4)]


def test_a_row_says_what_has_no_session_nobody_to_lead_it_and_two_different_marks(cast, at, cohort) -> None:
    by = cast.programme_manager
    one = make_enrolment(cast, cohort=cohort, at=at)
    another(cast, at, cohort)
    late = Session.objects.filter(cohort__ref=cohort.ref, starts_at__gt=at).earliest("starts_at")
    Session.objects.filter(cohort__ref=cohort.ref).exclude(pk=late.pk).filter(starts_at__gt=at).delete()
    Session.objects.filter(pk=late.pk).update(
        facilitator=None, starts_at=at + timedelta(days=9), ends_at=at + timedelta(days=9, hours=2)
    )
    held = cohort.session("Event 1")
    for who, mark, key in ((cast.facilitator, Mark.PRESENT, KEY), (by, Mark.ABSENT, KEY[:-1] + "2")):
        take_register(held, RegisterSheet(UUID(key), {one.ref: mark}, at), by=who, at=at)

    rows = {row.line.title + row.line.partner: row for row in cohort_board(by=by, at=at).rows}

    mine = next(row for row in rows.values() if row.line.ref == cohort.ref)
    other = next(row for row in rows.values() if row.line.ref != cohort.ref)
    assert (mine.unnamed, mine.disputed, other.unnamed, other.disputed) == (1, 1, 0, 0)
    for row in (mine, other):
        assert row.unplanned == cohort_page(row.line.ref, by=by, at=at).unplanned > 0
    assert (mine.needs, other.needs) == (True, True)
    Cohort.objects.filter(ref=cohort.ref).update(only_route="online")
    narrower = next(row for row in cohort_board(by=by, at=at).rows if row.line.ref == cohort.ref)
    assert narrower.unplanned == cohort_page(cohort.ref, by=by, at=at).unplanned < other.unplanned
