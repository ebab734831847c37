"""Times of one's own: they only ever add, in any order, and an incident says beforehand what it does to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.own_times import (
    HAS_COMPLETED,
    HAS_PASSED,
    IS_PUT_OFF,
    MOST_MINUTES,
    NOT_BOOKED,
    own_window_of,
    preview,
    why_no_part,
    why_not_confirm,
    why_not_end_time,
    why_not_give_time,
    why_not_take_incident_back,
)
from goldenthread.assessment.rules.submitting import why_not_take
from goldenthread.assessment.types.own_times import Affected, NewIncident, NewTime, Sitting, TimeEntry
from goldenthread.assessment.types.words import State
from tests.makers.assessment import AFTER, CLOSES, INSIDE, OPENS, a_script, a_window

HOUR = timedelta(hours=1)
WINDOW = a_window()
ENTRIES = st.lists(
    st.one_of(
        st.integers(1, MOST_MINUTES).map(TimeEntry),
        st.integers(-500, 5000).map(lambda hours: TimeEntry(closes_at=CLOSES + hours * HOUR)),
    ),
    max_size=6,
)


def sitting(n: int = 1, **changes: object) -> Sitting:
    plain = Sitting(n, UUID(int=n), f"Person {n}", WINDOW, INSIDE)
    return replace(plain, **changes)


def incident(**changes: object) -> NewIncident:
    plain = NewIncident("The site was down.", CLOSES - 3 * HOUR, CLOSES - 2 * HOUR, Affected.ALL, 120)
    return replace(plain, **changes)


@given(ENTRIES, st.randoms())
def test_what_is_given_only_adds_and_its_order_does_not_matter(entries, random) -> None:
    own = own_window_of(WINDOW, entries)
    mixed = list(entries)
    random.shuffle(mixed)

    assert own_window_of(WINDOW, mixed) == own
    assert own.closes_at >= WINDOW.closes_at
    assert own.opens_at == WINDOW.opens_at
    for n in range(len(entries)):
        assert own_window_of(WINDOW, entries[:n]).closes_at <= own.closes_at


@given(ENTRIES, st.sampled_from(State), st.integers(0, 4000))
def test_nobodys_script_changes_after_their_own_close_whatever_was_given(entries, state, hours) -> None:
    own = own_window_of(WINDOW, entries)
    at = own.closes_at + hours * HOUR

    assert why_not_take(a_script(state, window=own), at=at) is not None


@pytest.mark.parametrize(
    ("entry", "changes", "at", "code"),
    [
        (TimeEntry(30), {}, INSIDE, None),
        (TimeEntry(closes_at=CLOSES + HOUR), {}, CLOSES, None),
        (TimeEntry(0), {}, INSIDE, "minutes_out_of_range"),
        (TimeEntry(MOST_MINUTES + 1), {}, INSIDE, "minutes_out_of_range"),
        (TimeEntry(closes_at=CLOSES), {}, INSIDE, "no_later"),
        (TimeEntry(closes_at=CLOSES + timedelta(days=28)), {}, INSIDE, None),
        (TimeEntry(closes_at=CLOSES + timedelta(days=28, seconds=1)), {}, INSIDE, "too_late_a_close"),
        (TimeEntry(closes_at=CLOSES + timedelta(days=3650)), {}, AFTER, "too_late_a_close"),
        (TimeEntry(30), {}, AFTER, "over_already"),
        (TimeEntry(30), {"is_past_handing_in": True}, INSIDE, "past_handing_in"),
    ],
)
def test_time_is_given_where_it_is_of_use(entry, changes, at, code) -> None:
    refusal = why_not_give_time(NewTime(entry, "Ill."), sitting(**changes), shared=WINDOW, given=(), at=at)

    assert (refusal.code if refusal else None) == code


def test_time_needs_a_reason_and_is_taken_back_only_before_the_window_opens() -> None:
    refusal = why_not_give_time(NewTime(TimeEntry(30), " "), sitting(), shared=WINDOW, given=(), at=INSIDE)
    before = OPENS - HOUR

    assert refusal.code == "no_reason"
    assert why_not_end_time(WINDOW, ended=False, why="A mistake.", at=before) is None
    assert why_not_end_time(WINDOW, ended=False, why=" ", at=before).code == "no_reason"
    assert why_not_end_time(WINDOW, ended=True, why="x", at=before).code == "ended_already"
    assert why_not_end_time(WINDOW, ended=False, why="x", at=OPENS).code == "window_has_opened"


@pytest.mark.parametrize(
    ("changes", "at", "code"),
    [
        ({}, CLOSES, None),
        ({"what": " "}, CLOSES, "no_reason"),
        ({"ended_at": CLOSES - 3 * HOUR}, CLOSES, "ends_before_it_began"),
        ({}, CLOSES - 4 * HOUR, "in_the_future"),
        ({"ended_at": CLOSES + HOUR}, CLOSES, "not_over_yet"),
        ({"began_at": OPENS - 2 * HOUR, "ended_at": OPENS}, CLOSES, "before_the_window"),
        ({"minutes": 0}, CLOSES, "minutes_out_of_range"),
        ({"affected": Affected.CHOSEN}, CLOSES, "nobody_affected"),
        ({}, CLOSES + 3 * HOUR, "over_already"),
    ],
)
def test_an_incident_that_cannot_be_recorded_says_why(changes, at, code) -> None:
    found = preview(incident(**changes), [sitting()], shared=WINDOW, at=at)

    assert (found.why_not.code if found.why_not else None) == code


@pytest.mark.parametrize(
    ("people", "says", "mend"),
    [
        ([], "Nobody gets more time by it.", "Choose others"),
        ([{"is_past_handing_in": True}], "One script is with assessors, or taken out already.", "Decide about them"),
        ([{"is_past_handing_in": True}] * 2, "2 scripts are with assessors", "Decide about them"),
        ([{"begun_at": None}], "One person did not have it open then.", "Choose others"),
        ([{"begun_at": None}] * 2 + [{"is_past_handing_in": True}], "2 people did not have it open then.", "Choose"),
    ],
)
def test_an_incident_that_gives_nobody_time_says_why_not(people, says: str, mend: str) -> None:
    new = incident(affected=Affected.HAD_IT_OPEN)
    found = preview(new, [sitting(**each) for each in people], shared=WINDOW, at=CLOSES)

    assert says in found.why_not.says
    assert found.why_not.mend.startswith(mend)


def test_what_is_confirmed_is_what_was_shown() -> None:
    shown = preview(incident(), [sitting()], shared=WINDOW, at=CLOSES)
    longer = preview(incident(), [sitting(window=replace(WINDOW, closes_at=CLOSES + HOUR))], shared=WINDOW, at=CLOSES)
    other = preview(incident(what="The fire alarm."), [sitting()], shared=WINDOW, at=CLOSES)
    nobody = preview(incident(), [], shared=WINDOW, at=CLOSES)

    assert why_not_confirm(shown, seen=shown.key) is None
    assert why_not_confirm(shown, seen=None) is None
    assert why_not_confirm(longer, seen=shown.key).code == "not_what_was_shown"
    assert why_not_confirm(other, seen=shown.key).code == "not_what_was_shown"
    assert why_not_confirm(nobody, seen=nobody.key).code == "nobody_affected"


@pytest.mark.parametrize(
    ("changes", "at", "why", "code"),
    [
        ({}, CLOSES - HOUR, "Twice.", None),
        ({}, CLOSES - HOUR, " ", "no_reason"),
        ({"handed_in_at": CLOSES - HOUR}, CLOSES - HOUR, "Twice.", None),
        ({"handed_in_at": CLOSES}, AFTER, "Twice.", "handed_in_by_it"),
        ({}, CLOSES, "Twice.", "working_to_it"),
        ({"handed_in_at": INSIDE, "is_past_handing_in": True}, CLOSES, "Twice.", None),
        ({}, CLOSES + 2 * HOUR, "Twice.", None),
    ],
)
def test_an_incident_is_taken_back_while_nobody_has_used_its_time_or_is_using_it(changes, at, why, code) -> None:
    own = replace(WINDOW, closes_at=CLOSES + 2 * HOUR)
    for people in (1, 2):
        held = [(sitting(n, window=own, **changes), CLOSES) for n in range(people)]
        refusal = why_not_take_incident_back(held, why=why, at=at)
        assert (refusal.code if refusal else None) == code
    assert why_not_take_incident_back([], why=why, at=at).code == "ended_already"


def test_what_is_over_already_says_how_much_would_be_enough() -> None:
    at = CLOSES + 3 * HOUR
    found = preview(incident(), [sitting()], shared=WINDOW, at=at)
    enough = preview(incident(minutes=182), [sitting()], shared=WINDOW, at=at)

    assert found.why_not.mend == "Give more than 181 minutes, so that everybody has some of it."
    assert enough.why_not is None


def test_an_incident_reaches_whoever_had_the_brief_open_and_can_still_hand_in() -> None:
    own = replace(WINDOW, closes_at=CLOSES - 4 * HOUR)
    people = [
        sitting(1),
        sitting(2, begun_at=None),
        sitting(3, begun_at=CLOSES - HOUR),
        sitting(4, window=own),
        sitting(5, is_past_handing_in=True),
    ]

    found = preview(incident(affected=Affected.HAD_IT_OPEN), people, shared=WINDOW, at=CLOSES)
    chosen = preview(
        incident(affected=Affected.CHOSEN, chosen=frozenset({UUID(int=2)})), people, shared=WINDOW, at=CLOSES
    )

    assert [each.enrolment_id for each in found.gains] == [1]
    assert [each.enrolment_id for each in found.left_out] == [2, 3, 4, 5]
    assert found.gains[0].after == CLOSES + 2 * HOUR
    assert [each.enrolment_id for each in chosen.effects] == [2]


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (1, "1 minute"),
        (90, "90 minutes"),
        (60, "1 hour"),
        (150 * 60, "150 hours"),
        (2880, "2 days"),
        (1441, "1,441 minutes"),
    ],
)
def test_minutes_are_said_in_the_largest_measure_that_fits(minutes, says) -> None:
    assert TimeEntry(minutes=minutes).more == says


def test_who_takes_no_part_in_a_window_is_given_no_time_there_and_keeps_no_incident() -> None:
    assert why_no_part(has_passed=True, is_put_off=True, has_completed=True) == HAS_PASSED
    assert why_no_part(has_passed=False, is_put_off=True, has_completed=True) == IS_PUT_OFF
    assert why_no_part(has_passed=False, is_put_off=False, has_completed=True) == HAS_COMPLETED
    assert why_no_part(has_passed=False, is_put_off=False, has_completed=False) == ""
    away = replace(sitting(1), no_part=HAS_PASSED)
    refusal = why_not_give_time(NewTime(TimeEntry(30), "x"), away, shared=WINDOW, given=(), at=INSIDE)
    assert (refusal.code, refusal.says) == ("takes_no_part", HAS_PASSED)

    closed, later = CLOSES + timedelta(minutes=1), CLOSES + timedelta(hours=1)
    longer = replace(WINDOW, closes_at=later)
    held = [(replace(away, window=longer), CLOSES)]
    assert why_not_take_incident_back(held, why="Wrong", at=closed) is None
    assert why_not_take_incident_back([(replace(held[0][0], no_part=""), CLOSES)], why="Wrong", at=closed) is not None


def test_an_incident_for_everybody_leaves_out_who_takes_no_part_or_has_not_booked() -> None:
    here, away = sitting(1), replace(sitting(2), no_part=HAS_PASSED)
    unbooked = replace(sitting(3), is_booked=False, begun_at=None)
    begun = replace(sitting(4), is_booked=False)
    new = incident()

    found = preview(new, [here, away, unbooked, begun], shared=WINDOW, at=CLOSES)
    nobody = preview(new, [away, unbooked], shared=WINDOW, at=CLOSES)

    assert {each.enrolment_id: each.left_out for each in found.effects} == {1: "", 2: HAS_PASSED, 3: NOT_BOOKED, 4: ""}
    assert nobody.why_not.code == "nobody_affected"
    assert "2 people take no part in this window." in nobody.why_not.says
    assert "One person takes no part" in preview(new, [away], shared=WINDOW, at=CLOSES).why_not.says
