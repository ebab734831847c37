"""More time for one, and for everybody whom an incident affected: in one act, and everywhere a gate asks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.briefing import move_window
from goldenthread.assessment.actions.own_times import end_time, give_time, record_incident, take_incident_back
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.models import Incident, OwnTime, Script, Window
from goldenthread.assessment.queries.briefing import window_board, window_page
from goldenthread.assessment.queries.own_times import (
    given_time,
    incident_line,
    incident_preview,
    own_window,
    times_page,
)
from goldenthread.assessment.queries.submitting import my_windows, script_page
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.own_times import Affected, NewIncident, NewTime, TakenBack, TimeEntry
from goldenthread.assessment.types.submitting import Stage
from goldenthread.assessment.types.words import State
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_by_email
from tests.makers.assessment import CLOSES, INSIDE, OPENS, credit_everything, hand_in, make_window, state_of
from tests.makers.cohorts import Enrolled, enrol_many, make_cohort
from tests.makers.counting import statements_of

HOUR = timedelta(hours=1)
LATER = CLOSES + 2 * HOUR
WHY = "A broken wrist, with a letter of the hospital."


@pytest.fixture
def planned(cast, at):
    return make_window(cast, at=at)


def an_incident(**changes) -> NewIncident:
    said = {"what": "The site was down.", "began_at": CLOSES - 3 * HOUR, "ended_at": CLOSES - 2 * HOUR}
    return NewIncident(**said | {"affected": Affected.HAD_IT_OPEN, "minutes": 120} | changes)


def give(cast, planned, entry: TimeEntry, *, at=INSIDE):
    return give_time(planned.window, planned.enrolled.ref, NewTime(entry, WHY), by=cast.programme_manager, at=at)


def test_somebody_with_more_time_hands_in_after_the_others_and_is_allocated_after_that(cast, planned) -> None:
    ref = give(cast, planned, TimeEntry(60))
    give(cast, planned, TimeEntry(closes_at=CLOSES + HOUR))

    (window,) = my_windows(by=cast.participant, at=CLOSES)
    assert (window.closes_at, window.stage, window.why_not) == (LATER, Stage.OPEN, None)
    script = hand_in(planned, cast.participant, at=LATER - timedelta(seconds=1)).script
    assert script_page(script, by=cast.participant, at=CLOSES).closes_at == LATER
    seats = {(script, 1): cast.assessor.person, (script, 2): cast.second_assessor.person}
    with pytest.raises(Refused) as refused:
        allocate(planned.window, seats, by=cast.quality_lead, at=CLOSES)
    assert refused.value.refusal.code == "window_open"
    with pytest.raises(Refused) as refused:
        hand_in(planned, cast.participant, at=LATER)
    assert refused.value.refusal.code == "window_closed"
    allocate(planned.window, seats, by=cast.quality_lead, at=LATER)
    assert state_of(script) is State.ALLOCATED
    entries = AuditEntry.objects.filter(did="assessment.give_time").order_by("pk")
    assert [each.facts.get("minutes") for each in entries] == ["60", None]
    assert not any("wrist" in f"{each.why}{each.facts}" for each in entries)
    assert NoticeRow.objects.get(kind="assessment.time_given", facts__time=str(ref))


def test_an_incident_gives_everybody_affected_the_same_minutes_in_one_audited_act(cast, planned, at) -> None:
    cohort = planned.enrolled.cohort
    refs = enrol_many(cast, cohort, 2, at=at)
    for ref in refs:
        credit_everything(cast, Enrolled(ref, cohort), at=at)
    other = actor_by_email("person01@castlehill.example")
    give(cast, planned, TimeEntry(60))
    open_brief(planned.window, by=cast.participant, at=INSIDE)
    open_brief(planned.window, by=other, at=INSIDE)
    new = an_incident()

    looked = incident_preview(planned.window, new, by=cast.programme_manager, at=CLOSES)
    record_incident(planned.window, new, by=cast.programme_manager, at=CLOSES)

    assert {each.after for each in looked.gains} == {LATER, LATER + HOUR}
    assert [each.name for each in looked.left_out] == ["Person 02"]
    (entry,) = AuditEntry.objects.filter(did="assessment.record_incident")
    assert (entry.facts["people"], entry.facts["minutes"]) == ("2", "120")
    assert all(f"{each.enrolment}: {each.before:%Y-%m-%dT%H:%M}Z" in entry.facts["effect"] for each in looked.gains)
    assert OwnTime.objects.filter(incident=Incident.objects.get()).count() == 2
    assert hand_in(planned, other, at=LATER - timedelta(seconds=1)).is_new
    row = Window.objects.get(ref=planned.window)
    everybody = {e.name: own_window(row, e.enrolment_id).closes_at for e in (*looked.gains, *looked.left_out)}
    assert sorted(everybody.values()) == [CLOSES, LATER, LATER + HOUR]
    page = times_page(planned.window, by=cast.programme_manager, at=CLOSES)
    assert [(line.what, line.people) for line in page.incidents] == [("The site was down.", 2)]
    assert len(page.lines) == 2


def test_an_incident_counts_once_and_only_as_it_was_shown(cast, planned) -> None:
    by, other = cast.programme_manager, cast.quality_lead
    open_brief(planned.window, by=cast.participant, at=INSIDE)
    chosen = {"affected": Affected.CHOSEN, "chosen": frozenset({planned.enrolled.ref})}
    shown = incident_preview(planned.window, an_incident(), by=by, at=CLOSES).key
    once = record_incident(planned.window, an_incident(), by=by, at=CLOSES, seen=shown)

    assert record_incident(planned.window, an_incident(), by=by, at=CLOSES, seen=shown) == once
    for who, new, code in (
        (other, an_incident(), "recorded_already"),
        (by, an_incident(what="The site was away."), "not_what_was_shown"),
    ):
        with pytest.raises(Refused) as refused:
            record_incident(planned.window, new, by=who, at=CLOSES, seen=shown)
        assert refused.value.refusal.code == code
    assert incident_preview(planned.window, an_incident(), by=by, at=CLOSES).why_not.code == "recorded_already"
    assert OwnTime.objects.count() == 1
    assert record_incident(planned.window, an_incident(**chosen), by=by, at=CLOSES) != once
    assert incident_preview(planned.window, an_incident(**chosen), by=by, at=CLOSES).why_not.code == "recorded_already"
    with pytest.raises(Refused):
        record_incident(planned.window, an_incident(**chosen | {"chosen": frozenset()}), by=by, at=CLOSES)


def test_an_incident_is_taken_back_from_everybody_and_stays_on_the_page(cast, planned) -> None:
    by = cast.programme_manager
    open_brief(planned.window, by=cast.participant, at=INSIDE)
    give(cast, planned, TimeEntry(30))
    ended = {"began_at": INSIDE - HOUR, "ended_at": INSIDE, "affected": Affected.ALL}
    made = record_incident(planned.window, an_incident(**ended), by=by, at=INSIDE)
    (line,) = times_page(planned.window, by=by, at=INSIDE).incidents
    assert (line.ref, line.stands, line.why_not_end) == (made, True, None)
    for who in (cast.participant, cast.moderator):
        with pytest.raises(Refused):
            take_incident_back(made, why="A mistake.", by=who, at=INSIDE)
        with pytest.raises(Incident.DoesNotExist):
            incident_line(made, by=who, at=INSIDE)

    take_incident_back(made, why="It was another window.", by=by, at=INSIDE)

    assert my_windows(by=cast.participant, at=INSIDE)[0].closes_at == CLOSES + HOUR / 2
    window, line = incident_line(made, by=by, at=INSIDE)
    assert (window, line.people, line.stands, line.why_not_end.code) == (planned.window, 1, False, "ended_already")
    back = TakenBack(Person.objects.get(pk=by.person_id).name, INSIDE, "It was another window.")
    page = times_page(planned.window, by=by, at=INSIDE)
    assert (line.taken_back, [each.taken_back for each in page.lines[0].given]) == (back, [None, back])
    assert (len(page.longer), page.as_before) == (1, ())
    (entry,) = AuditEntry.objects.filter(did="assessment.take_incident_back")
    assert (entry.facts["people"], "another" in str(entry.facts)) == ("1", False)
    assert f"{CLOSES + HOUR / 2:%Y-%m-%dT%H:%M}Z" in entry.facts["effect"]
    assert NoticeRow.objects.filter(kind="assessment.time_given").count() == 2
    OwnTime.objects.filter(incident=None).update(ended_at=INSIDE)
    page = times_page(planned.window, by=by, at=INSIDE)
    assert (page.longer, len(page.as_before)) == ((), 1)
    assert page.as_before[0].given[0].taken_back.by == ""
    OwnTime.objects.filter(incident=None).update(ended_at=None)
    again = record_incident(planned.window, an_incident(**ended), by=by, at=INSIDE)
    hand_in(planned, cast.participant, at=CLOSES + HOUR)
    with pytest.raises(Refused) as refused:
        take_incident_back(again, why="A mistake.", by=by, at=LATER)
    assert refused.value.refusal.code == "handed_in_by_it"


def test_lists_say_the_latest_close_and_count_only_what_is_over_for_its_writer(cast, planned, at) -> None:
    by = cast.programme_manager
    hand_in(planned, cast.participant, at=INSIDE)
    enrol_many(cast, planned.enrolled.cohort, 1, at=at)

    def told(moment):
        (line,), page = window_board(by=by, at=moment), window_page(planned.window, by=by, at=moment)
        assert page.line == line
        return line.last_close, line.open_for, line.waiting, to_do(by=by, at=moment).to_give, page.left

    assert told(CLOSES) == (CLOSES, 0, 1, 1, "")
    assert not times_page(planned.window, by=by, at=CLOSES).has_everybody
    record_incident(planned.window, an_incident(), by=by, at=CLOSES)
    assert told(INSIDE)[:2] == (LATER, 0)
    assert told(CLOSES) == (LATER, 1, 0, 0, "2 hours")
    assert told(LATER) == (LATER, 0, 1, 1, "")
    assert not times_page(planned.window, by=by, at=CLOSES).has_everybody
    record_incident(planned.window, an_incident(affected=Affected.ALL), by=by, at=CLOSES)
    assert times_page(planned.window, by=by, at=CLOSES).has_everybody


def test_nobody_has_longer_once_the_window_itself_closes_later(cast, planned) -> None:
    give(cast, planned, TimeEntry(closes_at=CLOSES + HOUR))
    by = cast.programme_manager
    assert window_board(by=by, at=INSIDE)[0].longer == (CLOSES + HOUR,)

    move_window(planned.window, opens_at=OPENS, closes_at=LATER, why="Half term", by=by, at=INSIDE)

    (line,) = window_board(by=by, at=INSIDE)
    assert (line.longer, line.last_close) == ((), LATER)


def test_a_time_is_taken_back_before_the_window_opens_and_stays_on_the_page(cast, planned) -> None:
    ref = give(cast, planned, TimeEntry(60), at=OPENS - HOUR)

    end_time(ref, why="It was for somebody else.", by=cast.programme_manager, at=OPENS - HOUR)

    (window,) = my_windows(by=cast.participant, at=INSIDE)
    assert window.closes_at == CLOSES
    (line,) = times_page(planned.window, by=cast.quality_lead, at=INSIDE).lines
    assert (line.given[0].why, line.given[0].taken_back.at) == (WHY, OPENS - HOUR)
    with pytest.raises(Refused):
        end_time(ref, why="Again.", by=cast.programme_manager, at=OPENS - HOUR)


def test_nobody_else_gives_time_and_what_is_of_no_use_changes_nothing(cast, planned, at) -> None:
    window, enrolment = planned.window, planned.enrolled.ref
    for who in (cast.participant, cast.partner_manager, cast.moderator, cast.assessor, cast.inspector):
        with pytest.raises(Refused) as refused:
            give_time(window, enrolment, NewTime(TimeEntry(60), WHY), by=who, at=INSIDE)
        assert refused.value.refusal.code == "not_yours_to_run"
        with pytest.raises(Refused):
            record_incident(window, an_incident(), by=who, at=CLOSES)
        with pytest.raises(Window.DoesNotExist):
            times_page(window, by=who, at=INSIDE)
    with pytest.raises(Refused) as refused:
        give(cast, planned, TimeEntry(60), at=CLOSES + 2 * HOUR)
    assert refused.value.refusal.code == "over_already"
    with pytest.raises(Refused) as refused:
        record_incident(window, an_incident(), by=cast.quality_lead, at=CLOSES)
    assert refused.value.refusal.code == "nobody_affected"
    built = planned.enrolled.cohort.built
    cohort = make_cohort(cast, at=at, built=built, partner=cast.other_partner.ref)
    elsewhere = enrol_many(cast, cohort, 1, at=at)[0]
    with pytest.raises(Refused) as refused:
        give_time(window, elsewhere, NewTime(TimeEntry(60), WHY), by=cast.quality_lead, at=INSIDE)
    assert refused.value.refusal.code == "not_in_this_window"
    assert not OwnTime.objects.exists()
    assert not Incident.objects.exists()
    assert not Script.objects.exists()


def test_the_page_of_times_asks_the_same_for_many(cast, planned, at) -> None:
    def ask():
        return times_page(planned.window, by=cast.quality_lead, at=INSIDE)

    give(cast, planned, TimeEntry(60))
    one = statements_of(ask)
    for ref in enrol_many(cast, planned.enrolled.cohort, 3, at=at):
        give_time(planned.window, ref, NewTime(TimeEntry(30), WHY), by=cast.quality_lead, at=INSIDE)

    assert statements_of(ask) == one


def test_one_time_is_read_by_those_who_run_it_and_by_nobody_else(cast, planned) -> None:
    ref = give(cast, planned, TimeEntry(60))

    window, given = given_time(ref, by=cast.quality_lead, at=INSIDE)

    assert (window, given.entry.minutes, given.why) == (planned.window, 60, WHY)
    with pytest.raises(OwnTime.DoesNotExist):
        given_time(ref, by=cast.participant, at=INSIDE)
