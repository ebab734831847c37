"""Whom to write to when somebody's times, files or attempts change, and nobody once they are no longer here."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.assessment.actions.arriving import keep_arrival
from goldenthread.assessment.actions.attempts import put_off, record_help
from goldenthread.assessment.actions.circumstances import ask_for
from goldenthread.assessment.actions.own_times import give_time, record_incident, take_incident_back
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.models import Circumstance, HelpGiven, Incident, PutOff
from goldenthread.assessment.types.arriving import Wish
from goldenthread.assessment.types.attempts import NewHelp, NewPutOff, PutOffKind, PutOffReason
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.circumstances import AskedFor, NewCircumstance
from goldenthread.assessment.types.own_times import Affected, NewIncident, NewTime, TimeEntry
from goldenthread.people.models import Person
from goldenthread.reporting.queries.arrivals import arrival_to_tell
from goldenthread.reporting.queries.own_times import (
    circumstances_to_tell,
    help_to_tell,
    incident_to_tell,
    move_to_tell,
    putting_off_to_tell,
    time_to_tell,
)
from tests.makers.assessment import (
    AFTER,
    CLOSES,
    INSIDE,
    OPENS,
    hand_in,
    make_window,
    mark_both,
    seat_both,
    settle_and_release,
)
from tests.makers.cohorts import enrol_many
from tests.makers.documents import docx, paragraph
from tests.makers.projects import begin, make_project_window

WHY = "A broken wrist, with a letter of the hospital."
PARVEEN = ("Parveen Begum", "parveen@castlehill.example")


@pytest.fixture
def planned(cast, at):
    return make_window(cast, at=at)


def gone() -> None:
    Person.objects.filter(email=PARVEEN[1]).update(is_active=False)


def test_times_and_incidents(cast, planned) -> None:
    new = NewTime(TimeEntry(60), WHY)
    time = give_time(planned.window, planned.enrolled.ref, new, by=cast.programme_manager, at=INSIDE)
    down = NewIncident(
        what="The site was down.",
        began_at=INSIDE,
        ended_at=INSIDE + timedelta(hours=1),
        affected=Affected.ALL,
        minutes=30,
    )
    record_incident(planned.window, down, by=cast.programme_manager, at=INSIDE + timedelta(hours=2))
    incident = Incident.objects.get().ref

    (given,), (more,) = time_to_tell(time), incident_to_tell(incident)

    assert ((given.name, given.address), given.what, more.what) == (PARVEEN, "", "The site was down.")
    assert given.closes_at == more.closes_at == CLOSES + timedelta(minutes=90)
    assert not more.has_handed_in
    now = INSIDE + timedelta(hours=2)
    take_incident_back(incident, why="It was another window.", by=cast.programme_manager, at=now)
    (less,) = incident_to_tell(incident)
    assert (less.closes_at, "taken back" in less.what) == (CLOSES + timedelta(minutes=60), True)
    hand_in(planned, cast.participant, at=INSIDE + timedelta(hours=3))
    assert incident_to_tell(incident)[0].has_handed_in
    gone()
    assert (time_to_tell(time), incident_to_tell(incident)) == ((), ())


def test_a_window_that_is_moved_is_told_to_all_who_are_assessed_in_it(cast, planned, django_assert_num_queries) -> None:
    def told() -> dict[str, tuple[datetime, bool]]:
        return {each.name: (each.closes_at, each.has_handed_in) for each in move_to_tell(planned.window, move="1")}

    enrol_many(cast, planned.enrolled.cohort, 3, at=OPENS)
    give_time(planned.window, planned.enrolled.ref, NewTime(TimeEntry(60), WHY), by=cast.programme_manager, at=INSIDE)
    hand_in(planned, cast.participant, at=INSIDE)

    with django_assert_num_queries(3):
        everybody = told()

    assert len(everybody) == 4
    assert everybody.pop(PARVEEN[0]) == (CLOSES + timedelta(minutes=60), True)
    assert set(everybody.values()) == {(CLOSES, False)}
    gone()
    assert PARVEEN[0] not in told()


def test_a_window_that_is_booked_is_told_to_those_who_booked(cast, at) -> None:
    planned = make_project_window(cast, at=at, books_until=OPENS)
    enrol_many(cast, planned.enrolled.cohort, 2, at=at)
    assert move_to_tell(planned.window, move="1") == ()

    begin(cast, planned, at=at, books=True)

    (mine,) = move_to_tell(planned.window, move="1")
    assert (mine.name, mine.opens_at, mine.has_handed_in) == (PARVEEN[0], OPENS, False)
    put_off(
        planned.window,
        planned.enrolled.ref,
        NewPutOff(PutOffKind.WITHDRAWN, PutOffReason.OTHER, WHY),
        by=cast.programme_manager,
        at=at,
    )
    assert move_to_tell(planned.window, move="1") == ()


def test_a_window_that_is_moved_is_not_told_to_who_has_passed_by_another(cast, planned, at) -> None:
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, 3, 3, at=AFTER)
    settle_and_release(cast, planned, script, at=AFTER)
    later = make_window(cast, at=at, enrolled=planned.enrolled, opens_at=CLOSES, closes_at=CLOSES + timedelta(days=9))

    assert [each.name for each in move_to_tell(planned.window, move="1")] == [PARVEEN[0]]
    assert move_to_tell(later.window, move="1") == ()


def test_circumstances_and_putting_off(cast, planned) -> None:
    ask_for(planned.window, NewCircumstance(AskedFor.MORE_TIME, WHY), by=cast.participant, at=INSIDE)
    absence = NewPutOff(PutOffKind.WITHDRAWN, PutOffReason.OTHER, WHY)
    put_off(planned.window, planned.enrolled.ref, absence, by=cast.programme_manager, at=INSIDE)
    asked, off = Circumstance.objects.get().ref, PutOff.objects.get().ref

    told, decided = circumstances_to_tell(asked), putting_off_to_tell(off)

    assert told is not None
    assert decided is not None
    assert ((told.name, told.address), decided.is_withdrawn, decided.opens_at) == (PARVEEN, True, None)
    gone()
    assert (circumstances_to_tell(asked), putting_off_to_tell(off)) == (None, None)


def test_help_before_the_next_attempt(cast, planned) -> None:
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, 1, 1, at=AFTER)
    settle_and_release(cast, planned, script, 1, at=AFTER)
    record_help(script, NewHelp(AFTER.date(), "Read a second budget."), by=cast.mentor, at=AFTER)
    ref = HelpGiven.objects.get().ref

    told = help_to_tell(ref)

    assert told is not None
    assert ((told.name, told.address), told.stands) == (PARVEEN, "done")
    gone()
    assert help_to_tell(ref) is None


def test_a_file_that_arrived(cast, planned) -> None:
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    file = GivenFile(docx(paragraph("Our answer.")), "ours.docx")
    ref = keep_arrival(script, file, Wish(), waits=True, by=cast.participant, at=INSIDE)

    told = arrival_to_tell(ref)

    assert told is not None
    assert ((told.name, told.address), told.file_name, told.arrived_at) == (PARVEEN, "ours.docx", INSIDE)
    assert (told.closes_at, told.why_not, [each.email for each in told.managers]) == (
        CLOSES,
        None,
        ["harriet@harbour.example"],
    )
    gone()
    assert arrival_to_tell(ref) is None
    assert arrival_to_tell(uuid4()) is None
