"""Going elsewhere: whether, what carries over, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goldenthread.cohorts.rules.enrolling import follows
from goldenthread.cohorts.rules.opening import why_not_take_variant
from goldenthread.cohorts.rules.transferring import (
    as_entries,
    carried,
    effects,
    entries_for,
    says_where,
    why_not_go,
    why_not_transfer,
)
from goldenthread.cohorts.types import (
    CohortLine,
    CohortRef,
    CreditEntry,
    Event,
    Figure,
    Stage,
    State,
    TransferPlace,
)
from goldenthread.people.types import OrganisationRef
from goldenthread.programmes.types import ComponentKind, ReleaseRef, Route
from tests.rules.cohorts.made import component

BLENDED, ONLINE = frozenset({Route.BLENDED}), frozenset({Route.ONLINE})
STUDY = component(1)
EVENT_1, EVENT_2 = (component(n, kind=ComponentKind.EVENT, routes=BLENDED) for n in (2, 3))
LIVE_1, LIVE_2 = (component(n, kind=ComponentKind.WEBINAR, routes=ONLINE) for n in (4, 5))
PACK = component(6, kind=ComponentKind.STUDY_PACK, routes=ONLINE)
BEFORE, AFTER = (STUDY, EVENT_1, EVENT_2), (STUDY, LIVE_1, LIVE_2, PACK)
HALF, WHOLE = Fraction(1, 2), Fraction(1)

LINE = CohortLine(
    CohortRef(uuid4()), 1, "Autumn", "NPQSL, release 1", ReleaseRef(uuid4()), "Harbour", OrganisationRef(uuid4()),
    date(2025, 9, 1), date(2027, 2, 28), 30, Stage.RUNNING,
)  # fmt: skip
HERE = TransferPlace(LINE, Route.BLENDED, Figure(Fraction(120), 600, 90), 4)
THERE = replace(HERE, route=Route.ONLINE, figure=Figure(Fraction(90), 600, 90), sessions_ahead=1)
SPRING = replace(LINE, ref=CohortRef(uuid4()), title="Spring", starts_on=date(2026, 4, 1))
MARSH = replace(SPRING, partner="Marsh", partner_ref=OrganisationRef(uuid4()))


def onto(carries) -> list[tuple[str, str]]:
    return [(c.done.title, c.onto.title if c.onto else "") for c in carries]


def test_what_is_part_of_both_counts_on_and_the_rest_goes_in_order_live_with_live() -> None:
    done = {STUDY.id: HALF, EVENT_1.id: WHOLE, EVENT_2.id: HALF}

    carries = carried(done, BEFORE, AFTER, onto={})

    assert onto(carries) == [
        ("Component 1", "Component 1"),
        ("Component 2", "Component 4"),
        ("Component 3", "Component 5"),
    ]
    assert [c.is_same for c in carries] == [True, False, False]
    assert [c.percent for c in carries] == ["50 %", "100 %", "50 %"]
    assert carries[1].others == (LIVE_1, LIVE_2, PACK)
    assert entries_for(carries) == {LIVE_1.id: WHOLE, LIVE_2.id: HALF}
    assert as_entries({LIVE_1.id: WHOLE}) == (CreditEntry(LIVE_1.id, WHOLE),)


def test_the_second_event_is_the_second_webinars_counterpart_even_where_the_first_was_missed() -> None:
    assert onto(carried({EVENT_2.id: WHOLE}, BEFORE, AFTER, onto={})) == [("Component 3", "Component 5")]


def test_what_has_no_counterpart_of_its_kind_goes_to_what_is_left_in_its_module() -> None:
    far = replace(EVENT_2, module="Far away")

    carries = carried({EVENT_1.id: WHOLE, far.id: WHOLE}, (EVENT_1, far), (PACK,), onto={})

    assert onto(carries) == [("Component 2", "Component 6"), ("Component 3", "")]


def test_the_same_title_and_kind_comes_before_the_order_as_in_two_releases() -> None:
    later = replace(EVENT_2, id=12, module="Another module")

    carries = carried({EVENT_1.id: WHOLE, EVENT_2.id: WHOLE}, (EVENT_1, EVENT_2), (later,), onto={})

    assert onto(carries) == [("Component 2", ""), ("Component 3", "Component 3")]
    assert carries[1].onto is later


def test_two_of_one_title_and_kind_are_not_both_the_same_one() -> None:
    again = replace(EVENT_1, id=13)

    carries = carried({EVENT_1.id: WHOLE, 13: WHOLE}, (EVENT_1, again), (replace(EVENT_1, id=14),), onto={})

    assert [c.onto.id if c.onto else None for c in carries] == [14, None]


def test_a_person_chooses_otherwise_and_several_add_up_to_all_of_one() -> None:
    done = {EVENT_1.id: HALF, EVENT_2.id: Fraction(2, 3), STUDY.id: WHOLE}

    carries = carried(done, BEFORE, AFTER, onto={EVENT_1.ref: PACK.ref, EVENT_2.ref: PACK.ref})
    nothing = carried(done, BEFORE, AFTER, onto={EVENT_1.ref: None, EVENT_2.ref: uuid4()})

    assert entries_for(carries) == {PACK.id: WHOLE}
    assert entries_for(nothing) == {}


def test_nobody_gains_by_going_there_and_back() -> None:
    done = {EVENT_1.id: WHOLE, PACK.id: WHOLE, LIVE_1.id: HALF}
    carried_here = {PACK.id: frozenset({LIVE_2.id, 99}), LIVE_2.id: frozenset({EVENT_1.id, PACK.id})}

    back = carried(done, AFTER, BEFORE, onto={}, own={PACK.id: HALF}, origins=carried_here)
    nothing_of_its_own = carried({PACK.id: WHOLE}, AFTER, BEFORE, onto={}, origins=carried_here)
    further = carried({PACK.id: WHOLE}, AFTER, (replace(EVENT_2, id=50),), onto={}, origins=carried_here)

    assert [(c.done.id, c.share) for c in back] == [(LIVE_1.id, HALF), (PACK.id, HALF)]
    assert nothing_of_its_own == ()
    assert [(c.done.id, c.share) for c in further] == [(PACK.id, WHOLE)]


@given(some.dictionaries(some.sampled_from([1, 2, 3]), some.fractions(Fraction(1, 9), 1)))
def test_nothing_done_is_carried_twice_or_grows(done) -> None:
    carries = carried(done, BEFORE, AFTER, onto={})

    assert [c.done.id for c in carries] == sorted(done)
    targets = [c.onto.id for c in carries if c.onto]
    assert len(targets) == len(set(targets))
    assert sum(entries_for(carries).values()) <= sum(done.values())


@pytest.mark.parametrize(
    ("word", "after", "facts", "code"),
    [
        ("the other route", THERE, {}, None),
        ("another cohort", replace(THERE, cohort=SPRING), {}, None),
        ("where they are", HERE, {}, "is_there"),
        ("another programme", replace(THERE, cohort=SPRING), {"same_programme": False}, "other_programme"),
        ("a second place", replace(THERE, cohort=SPRING), {"has_place": True}, "has_a_place"),
        ("no place left", replace(THERE, cohort=SPRING), {"free": 0}, "cohort_is_full"),
        ("on a full cohort to the other route", THERE, {"free": 0}, None),
        ("a route with nothing on it", replace(THERE, figure=Figure(Fraction(0), 0, 90)), {}, "route_not_offered"),
    ],
)
def test_where_somebody_can_go(word, after, facts, code) -> None:
    refusal = why_not_transfer(HERE, after, **{"same_programme": True, "free": 3, "has_place": False, **facts})

    assert (refusal.code if refusal else None) == code, word


@pytest.mark.parametrize("state", list(State))
def test_what_is_over_stays_where_it_is(state) -> None:
    assert (why_not_go(state) is None) == (state not in {State.WITHDRAWN, State.COMPLETED})


def test_what_follows_is_said_before_it_happens() -> None:
    assert effects(HERE, THERE, coach="Ada Ogun", waits_for=0) == (
        "Their engagement is 2 of 10 hours, 20 % now, and will be 1 hour 30 minutes of 10 hours, 15 %.",
        "One session is ahead of them there, 4 here.",
        "Ada Ogun goes on coaching them.",
    )
    nothing = replace(HERE, figure=Figure(Fraction(0), 0, None), sessions_ahead=0)
    there = replace(THERE, cohort=MARSH, sessions_ahead=0)
    assert effects(nothing, there, coach="Ada Ogun", waits_for=2) == (
        "Their engagement will be 1 hour 30 minutes of 10 hours, 15 %.",
        "No sessions are planned ahead, here or there.",
        "Their place on “Autumn” is free, and one on “Spring” is taken.",
        "They are judged by the policy in force on 1 April 2026.",
        "Harbour no longer sees them; Marsh sees their whole record.",
        "Ada Ogun no longer coaches them. Marsh names another coach.",
        "2 things done count for nothing there. The record keeps what was done.",
    )
    plain = effects(replace(HERE, sessions_ahead=0), replace(there, sessions_ahead=2), coach="", waits_for=1)
    assert plain[1] == "2 sessions are ahead of them there, none here."
    assert plain[-1] == "1 thing done counts for nothing there. The record keeps what was done."
    late = effects(replace(HERE, over=("Welcome",)), replace(THERE, over=("Welcome", "Live 3")), coach="", waits_for=0)
    assert late[2] == "Over already there, and to be caught up: “Live 3”."
    assert effects(HERE, replace(THERE, sessions_ahead=0), coach="", waits_for=0)[1].startswith("No sessions are ahead")


def test_a_transfer_in_words() -> None:
    routes = (Route.BLENDED, Route.ONLINE)
    assert (
        says_where(cohorts=("Autumn", "Spring"), routes=(Route.ONLINE, Route.ONLINE)) == "Moved from Autumn to Spring"
    )
    assert says_where(cohorts=("Autumn", "Autumn"), routes=routes) == "Moved from blended to online-only"
    assert says_where(cohorts=("A", "B"), routes=routes) == "Moved from A to B and from blended to online-only"


AHEAD = tuple(datetime(2026, month, 10, 9, tzinfo=UTC) for month in (3, 5))


@pytest.mark.parametrize(
    ("event", "facts", "says"),
    [
        (Event.DEFER, {"ahead": AHEAD}, "2 sessions are ahead. Without a day of return, any of them may be missed."),
        (Event.DEFER, {"ahead": AHEAD, "returns_on": date(2026, 4, 1), "coach": "Ada"},
         "One session is before 1 April 2026, to be made up or taken with another cohort."),
        (Event.DEFER, {"ahead": AHEAD, "returns_on": date(2026, 2, 1)},
         "No session takes place before 1 February 2026."),
        (Event.DEFER, {"ahead": AHEAD, "places": 2},
         ("Their places at 2 sessions are free for somebody else. "
          "Once back, they get places again where there is room.")),
        (Event.DEFER, {"ahead": ()}, "No sessions are planned ahead of them."),
        (Event.DEFER, {"ahead": (), "coach": "Ada"}, "Ada stays their coach."),
        (Event.RESUME, {"ahead": ()}, "No sessions are still ahead of them."),
        (Event.WITHDRAW, {"ahead": AHEAD}, "2 sessions are still ahead: they are no longer expected."),
        (Event.WITHDRAW, {"ahead": (), "coach": "Ada", "percent": "2 of 4 hours, 50 %"},
         "The pairing with Ada ends, and what was booked is called off."),
        (Event.WITHDRAW, {"ahead": (), "beside": 2},
         "2 people at their school who could see this record will not any more, except its head."),
        (Event.WITHDRAW, {"ahead": (), "beside": 1, "percent": "2 of 4 hours, 50 %"},
         "What is credited is kept: 2 of 4 hours, 50 %."),
        (Event.START, {"ahead": ()}, "From then on they are looked for at sessions, and can be at risk."),
        (Event.ACCEPT, {"ahead": ()}, "They are on the cohort from then on, and see its timetable."),
        (Event.ACCEPT, {"ahead": (), "percent": "2 of 4 hours, 50 %"}, "What is credited is kept: 2 of 4 hours, 50 %."),
    ],
)  # fmt: skip
def test_what_follows_from_a_step(event, facts, says) -> None:
    assert says in follows(event, **facts)


@pytest.mark.parametrize(
    ("partner", "planned", "credited", "code"),
    [
        (None, 0, 0, None),
        ("own", 0, 0, None),
        ("another", 0, 0, "anothers_variant"),
        (None, 2, 0, "planned_already"),
        (None, 1, 1, "credited_already"),
        (None, 1, 0, "planned_already"),
        (None, 0, 3, "credited_already"),
    ],
)
def test_which_variant_a_cohort_can_take(partner, planned, credited, code) -> None:
    host = uuid4()
    whose = {"own": host, "another": uuid4()}.get(partner)

    refusal = why_not_take_variant(whose, host=host, planned=planned, credited=credited)

    assert (refusal.code if refusal else None) == code
