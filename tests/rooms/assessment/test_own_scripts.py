"""Whoever takes part and has another duty finds nothing of their own by it, and decides nothing about themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.attempts import put_off
from goldenthread.assessment.actions.booking_windows import record_no_show
from goldenthread.assessment.actions.own_times import end_time, give_time
from goldenthread.assessment.models import OwnTime, Script
from goldenthread.assessment.queries.allocating import seats_page
from goldenthread.assessment.queries.estimates_as_tables import marks_as_csv
from goldenthread.assessment.queries.marking_board import marking_board
from goldenthread.assessment.queries.moderating import comparison_page, moderation_board
from goldenthread.assessment.queries.records import record_page
from goldenthread.assessment.types.attempts import NewPutOff, PutOffKind, PutOffReason
from goldenthread.assessment.types.estimating_pages import Scope
from goldenthread.assessment.types.marking_board import BoardFilter
from goldenthread.assessment.types.own_times import NewTime, TimeEntry
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import give_hat
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Actor, Duty
from tests.makers.assessment import AFTER, CLOSES, INSIDE, OPENS
from tests.makers.projects import begin, make_project_window

WHY = "It has to be so."


@pytest.fixture
def wears(cast):
    """The participant with another duty at the lead provider."""

    def also(duty: Duty) -> Actor:
        give_hat(
            cast.participant.person, duty=duty, place=str(cast.provider.ref), urn="", by=cast.administrator, at=INSIDE
        )
        return actor_for(cast.participant.person_id)

    return also


@pytest.mark.parametrize("duty", [Duty.MODERATOR, Duty.INSPECTOR, Duty.QUALITY_LEAD, Duty.PROGRAMME_MANAGER])
def test_nobody_reads_by_a_duty_what_was_given_to_their_own_script(cast, planned, marked, scheme, wears, duty) -> None:
    own, number = wears(duty), Script.objects.get().number

    for page in (
        lambda: record_page(marked, by=own, at=AFTER),
        lambda: comparison_page(marked, by=own),
        lambda: seats_page(marked, by=own, at=AFTER),
    ):
        with pytest.raises(Script.DoesNotExist):
            page()
    assert [row for row in moderation_board(by=own) if row.number == number] == []
    if duty is not Duty.MODERATOR:
        assert marking_board(BoardFilter(), by=own, at=AFTER).rows == ()
        assert [row.number for row in marking_board(BoardFilter(), by=cast.quality_lead, at=AFTER).rows] == [number]


@pytest.mark.parametrize("duty", [Duty.MODERATOR, Duty.INSPECTOR])
def test_nobody_takes_their_own_marks_from_figures(cast, planned, marked, scheme, wears, duty) -> None:
    own, number = wears(duty), Script.objects.get().number
    scope = Scope(scheme.ref, planned.window)

    assert number in marks_as_csv(scope, by=cast.quality_lead).decode()
    assert number not in marks_as_csv(scope, by=own).decode()


def test_nobody_decides_about_their_own_times_and_attempts(cast, planned, wears) -> None:
    own, mine, hour = wears(Duty.PROGRAMME_MANAGER), planned.enrolled.ref, NewTime(TimeEntry(60), WHY)
    absence = NewPutOff(PutOffKind.DEFERRED, PutOffReason.OTHER, WHY)

    for act in (
        lambda: give_time(planned.window, mine, hour, by=own, at=INSIDE),
        lambda: put_off(planned.window, mine, absence, by=own, at=INSIDE),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == "own_assessment"
    before = OPENS - timedelta(days=1)
    ref = give_time(planned.window, mine, hour, by=cast.programme_manager, at=before)
    with pytest.raises(Refused):
        end_time(ref, why=WHY, by=own, at=before)
    assert OwnTime.objects.get().ended_at is None


def test_nobody_records_of_themselves_that_they_did_not_come(cast, at, wears) -> None:
    planned = make_project_window(cast, at=at, books_until=OPENS)
    begin(cast, planned, at=at, books=True)

    with pytest.raises(Refused) as refused:
        record_no_show(
            planned.window, planned.enrolled.ref, by=wears(Duty.PROGRAMME_MANAGER), at=CLOSES + timedelta(days=1)
        )

    assert refused.value.refusal.code == "own_assessment"


def test_nobody_chooses_who_marks_them(cast, planned, script, wears) -> None:
    seats = {(script, 1): cast.assessor.person}

    with pytest.raises(Script.DoesNotExist):
        allocate(planned.window, seats, by=wears(Duty.QUALITY_LEAD), at=AFTER)
