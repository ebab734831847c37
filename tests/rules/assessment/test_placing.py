"""Who marks what, worked out: nobody who may not, as many as can be, even loads, different people together."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, product
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.assessment.rules.allocating import why_not_plan
from goldenthread.assessment.rules.eligible import (
    AWAY,
    CONFLICT,
    OTHER_PHASE,
    TRAINING,
    against,
    left_out,
    may_be_given,
    what_bars,
    why_not_give,
)
from goldenthread.assessment.rules.handing_out import hand_out
from goldenthread.assessment.rules.placing import place
from goldenthread.assessment.rules.proposing import fingerprint, is_small, propose, why_not_accept_proposal
from goldenthread.assessment.rules.spreading import mixed, spread_of
from goldenthread.assessment.types.marking import Away, Marker, Pairing, Trained
from goldenthread.assessment.types.placing import Answer, Desk, Placed, Question, Spread, Unplaced, Wanted
from goldenthread.assessment.types.words import ProposalState, State
from tests.makers.assessment import a_script

TODAY, DUE = date(2026, 3, 2), date(2026, 3, 23)
NPQSL, NPQH = UUID(int=1), UUID(int=2)


def asked(may: list[str], *, need: int = 2, capacity: int | list[int] = 9, load: int = 0) -> Question:
    """A question from rows such as ``xx.x``: a script, and an x for each marker who may have it."""
    table = np.array([[letter == "x" for letter in row] for row in may], dtype=bool)
    markers = table.shape[1]
    widths = [capacity] * markers if isinstance(capacity, int) else capacity
    return Question(
        need=np.full(len(may), need),
        may=table,
        capacity=np.array(widths),
        load=np.full(markers, load),
        against=np.zeros(table.shape),
    )


def most_seats(question: Question) -> int:
    """The most seats that can be filled, by trying every way."""
    ways = [
        [way for size in range(need + 1) for way in combinations(np.nonzero(row)[0].tolist(), size)]
        for need, row in zip(question.need.tolist(), question.may, strict=True)
    ]
    room = (question.capacity - question.load).tolist()
    return max(
        sum(map(len, chosen))
        for chosen in product(*ways)
        if all(number <= room[m] for m, number in Counter(m for way in chosen for m in way).items())
    )


@st.composite
def questions(draw) -> Question:
    scripts, markers = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    rows = draw(st.lists(st.text("x.", min_size=markers, max_size=markers), min_size=scripts, max_size=scripts))
    capacity = draw(st.lists(st.integers(0, 3), min_size=markers, max_size=markers))
    return asked(rows, need=draw(st.integers(1, 2)), capacity=capacity)


@settings(deadline=None, max_examples=40)
@given(questions())
def test_no_way_fills_more_seats(question: Question) -> None:
    answer = place(question)

    assert answer.is_proved
    assert sum(map(len, answer.chosen)) == most_seats(question)
    for script, chosen in enumerate(answer.chosen):
        assert len(set(chosen)) == len(chosen) <= question.need[script]
        assert all(question.may[script, marker] for marker in chosen)
    load = Counter(marker for chosen in answer.chosen for marker in chosen)
    assert all(number <= question.capacity[marker] for marker, number in load.items())
    assert place(question) == answer


def test_loads_are_even_for_what_each_takes_and_a_greedy_hand_out_may_leave_a_seat_empty() -> None:
    # The first two may have everything, the others little: who chooses in a bad order fills the wrong desks.
    question = asked(["xxxx"] * 8 + ["xx.."] * 4, capacity=[10, 10, 5, 5])

    answer = place(question)

    load = Counter(m for chosen in answer.chosen for m in chosen)
    assert [load[m] for m in range(4)] == [8, 8, 4, 4]
    assert hand_out(question).missing == sum(question.need) - sum(map(len, hand_out(question).chosen))


def test_a_wide_network_is_priced_until_nothing_helps() -> None:
    # More markers than each script is first offered, all of whom but the last take nothing.
    question = asked(["x" * 40] * 3, need=1, capacity=[0] * 39 + [3])
    early = Question(
        question.need, question.may, np.array([1] * 40), question.load, np.tile(np.arange(40.0, 0, -1), (3, 1))
    )

    assert place(question).chosen == ((39,), (39,), (39,))
    assert sorted(place(early).chosen) == [(37,), (38,), (39,)]
    crowded = asked(["x" * 40] * 3, need=1, capacity=[0] * 16 + [3] * 24)
    nearest = Question(
        crowded.need, crowded.may, crowded.capacity, crowded.load, np.tile(np.arange(40.0) / 100, (3, 1))
    )
    assert place(nearest, rounds=1) == Answer(((), (), ()), is_proved=False, missing=3)
    assert place(nearest).is_proved
    assert sum(map(len, place(nearest).chosen)) == 3


def test_when_time_is_up_what_a_hand_out_finds_is_given_as_unproved() -> None:
    question = asked(["xx", "xx"], capacity=1)

    answer = place(question, seconds=0.0)

    assert answer == hand_out(question) == Answer(((0, 1), ()), is_proved=False, missing=2)


def test_nothing_wanted_is_answered_at_once() -> None:
    assert place(asked(["..", "xx"], need=0)) == Answer(((), ()), is_proved=True)
    assert place(asked([""])) == Answer(((),), is_proved=True)


def test_large_capacities_are_counted_in_steps_and_still_come_out_even() -> None:
    question = asked(["xxx"] * 900, need=2, capacity=[900, 900, 450])

    load = Counter(m for chosen in place(question).chosen for m in chosen)

    assert sum(load.values()) == 1800
    assert max(load[0] / 900, load[1] / 900, load[2] / 450) - min(load[0] / 900, load[1] / 900, load[2] / 450) < 0.02


class TestMixing:
    """Different people together, where it costs nothing."""

    def test_pairs_that_repeat_are_exchanged_and_loads_stay(self) -> None:
        question = asked(["xxxxxx"] * 6)
        before = [(0, 1), (0, 1), (2, 3), (2, 3), (4, 5), (4, 5)]

        after = mixed(question, before, [()] * 6)

        assert Counter(m for each in after for m in each) == Counter(m for each in before for m in each)
        assert spread_of(after) == Spread(markers=6, pairs=6, most=1, groups=1)

    def test_nothing_is_exchanged_against_a_conflict_or_at_a_price(self) -> None:
        question = asked(["xx..", "xx..", "..xx", "..xx"])
        before = [(0, 1), (0, 1), (2, 3), (2, 3)]
        dear = Question(question.need, np.ones((4, 4), bool), question.capacity, question.load, 1.0 - question.may)

        assert mixed(question, before, [()] * 4) == before
        assert mixed(dear, before, [()] * 4) == before

    def test_who_keeps_a_seat_is_part_of_the_pair(self) -> None:
        question = asked([".xxx", ".xxx", ".xxx"], need=1)

        after = mixed(question, [(1,), (1,), (2,)], [(0,), (0,), (3,)])

        assert spread_of([kept + new for kept, new in zip([(0,), (0,), (3,)], after, strict=True)]).most == 1

    def test_groups_are_joined_through_a_script_where_that_is_free(self) -> None:
        question = asked(["xxxx"] * 4)
        apart = [(0, 1), (2, 3), (0, 1), (2, 3)]
        rings = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)]
        three = [(0, 1), (1, 2), (3, 4), (4, 5)]

        assert spread_of(mixed(question, apart, [()] * 4)).groups == 1
        assert spread_of(rings).groups == 2
        assert spread_of(mixed(asked(["xxxxxx"] * 6), rings, [()] * 6)) == Spread(6, 6, 1, 1)
        assert spread_of(three).groups == 2
        assert spread_of(mixed(asked(["xxxxxx"] * 4), three, [()] * 4)).groups == 2
        assert spread_of([]) == Spread(0, 0, 0, 0)

    @settings(deadline=None, max_examples=25)
    @given(questions())
    def test_mixing_breaks_nothing(self, question: Question) -> None:
        answer = place(question)

        after = mixed(question, answer.chosen, [()] * len(answer.chosen))

        assert Counter(m for each in after for m in each) == Counter(m for each in answer.chosen for m in each)
        assert [len(each) for each in after] == [len(each) for each in answer.chosen]
        assert all(question.may[at, m] for at, each in enumerate(after) for m in each)
        assert spread_of(after).most <= max(spread_of(answer.chosen).most, 1)


def a_marker(person: int, **said) -> Marker:
    """Somebody trained for NPQSL for a year."""
    return Marker(person, **{"trained": (Trained(NPQSL, date(2026, 1, 1), date(2026, 12, 31)),), **said})


def wanted(n: int = 1, *, seats: tuple[int, ...] = (1, 2), holders: frozenset[int] = frozenset(), **facts) -> Wanted:
    """Script ``n``, which wants people trained for NPQSL."""
    script = a_script(State.SUBMITTED, n=n)
    return Wanted(type(script)(**{**vars(script), "trained_for": NPQSL, **facts}), seats, holders)


BARRED = {
    "at the school": (a_marker(51, organisation_ids=frozenset({21})), CONFLICT),
    "at the partner": (a_marker(51, organisation_ids=frozenset({31})), CONFLICT),
    "the participant": (a_marker(11), CONFLICT),
    "a companion": (a_marker(41), CONFLICT),
    "a declared school": (a_marker(51, declared_places=frozenset({21})), CONFLICT),
    "a declared partner": (a_marker(51, declared_places=frozenset({31})), CONFLICT),
    "a declared person": (a_marker(51, declared_people=frozenset({11})), CONFLICT),
    "gave it up before": (a_marker(61), CONFLICT),
    "never trained": (a_marker(51, trained=()), TRAINING),
    "trained for another": (a_marker(51, trained=(Trained(NPQH, date(2026, 1, 1)),)), TRAINING),
    "trained too late": (a_marker(51, trained=(Trained(NPQSL, TODAY + timedelta(days=1)),)), TRAINING),
    "trained not long enough": (a_marker(51, trained=(Trained(NPQSL, TODAY, DUE - timedelta(days=1)),)), TRAINING),
    "away today": (a_marker(51, away=(Away(TODAY, TODAY),)), AWAY),
    "away when it is due": (a_marker(51, away=(Away(TODAY + timedelta(days=9)),)), AWAY),
    "away in between": (a_marker(51, away=(Away(TODAY + timedelta(days=1), DUE - timedelta(days=1)),)), ""),
    "nothing": (a_marker(51), ""),
}


@pytest.mark.parametrize("who", BARRED)
def test_whoever_may_not_is_not_given_a_script_one_by_one_or_by_the_thousand(who: str) -> None:
    marker, kind = BARRED[who]
    script = wanted(barred_ids=frozenset({61}))

    assert what_bars(script.script, marker, on=TODAY, due=DUE) == kind
    assert bool(why_not_give(script.script, marker, on=TODAY, due=DUE)) == bool(kind)
    assert may_be_given([script], [marker], on=TODAY, due=DUE).tolist() == [[not kind]]
    assert left_out(script.script, [marker], on=TODAY, due=DUE) == ({kind: 1} if kind else {})


def test_without_a_policy_that_asks_for_it_nobody_needs_training_and_a_day_that_is_past_is_today() -> None:
    untrained = a_marker(51, trained=())

    assert may_be_given([wanted(trained_for=None)], [untrained], on=TODAY, due=DUE).all()
    assert may_be_given([wanted()], [a_marker(51)], on=TODAY, due=date(2020, 1, 1)).all()
    assert not may_be_given([wanted(holders=frozenset({51}))], [a_marker(51)], on=TODAY, due=DUE).any()


def test_a_phase_that_somebody_does_not_know_speaks_against_them() -> None:
    markers = [a_marker(51), a_marker(52, phases=frozenset({"primary"})), a_marker(53, phases=frozenset({"secondary"}))]

    table = against([wanted(phase="primary"), wanted(n=2)], markers)

    assert table.tolist() == [[0.0, 0.0, OTHER_PHASE], [0.0, 0.0, 0.0]]
    assert against([], markers).shape == (0, 3)


MARKERS = st.lists(st.sampled_from(sorted(BARRED)), min_size=1, max_size=6)


@settings(deadline=None, max_examples=40)
@given(MARKERS, st.integers(1, 5), st.integers(0, 4), st.integers(1, 3), st.randoms())
def test_no_proposal_breaks_a_rule_in_whatever_order_things_are_given(kinds, number, capacity, each, chance) -> None:
    people = [
        Marker(**{**vars(BARRED[kind][0]), "person_id": p if (p := BARRED[kind][0].person_id) != 51 else 100 + n})
        for n, kind in enumerate(kinds)
    ]
    markers = {marker.person_id: marker for marker in people}
    scripts = [wanted(n, seats=tuple(range(1, each + 1)), barred_ids=frozenset({61})) for n in range(1, number + 1)]
    desks = {person: Desk(capacity, is_recorded=True) for person in markers}

    proposed = propose(scripts, markers.values(), desks, on=TODAY, due=DUE)

    plan = [Pairing(p.script, p.person_id, p.seat) for p in proposed.placed]
    facts = {w.script.ref: w.script for w in scripts}
    assert why_not_plan(plan, facts, markers, on=TODAY, desks=desks) is None
    assert all(not why_not_give(facts[p.script], markers[p.person_id], on=TODAY, due=DUE) for p in plan)
    assert len({(p.script, p.seat) for p in plan}) == len(plan)
    assert len(plan) + sum(gap.seats for gap in proposed.unplaced) == number * each
    shuffled = list(markers.values())
    chance.shuffle(scripts)
    chance.shuffle(shuffled)
    assert propose(scripts, shuffled, desks, on=TODAY, due=DUE) == proposed


class TestProposing:
    """What a proposal says of itself."""

    def test_who_holds_a_seat_keeps_it_and_others_who_could_are_counted(self) -> None:
        script = wanted(seats=(2,), holders=frozenset({51}))
        desks = {51: Desk(9, 1), 52: Desk(9, 3), 53: Desk(9)}

        proposed = propose([script], map(a_marker, (51, 52, 53)), desks, on=TODAY, due=DUE)

        assert proposed.placed == (Placed(script.script.ref, 53, 2, others=1),)
        assert (proposed.unplaced, proposed.is_proved, proposed.would_do) == ((), True, ())
        assert proposed.spread == Spread(markers=2, pairs=1, most=1, groups=1)

    def test_a_holder_who_marks_no_more_still_makes_a_pair(self) -> None:
        script = wanted(seats=(2,), holders=frozenset({99}))

        proposed = propose([script], [a_marker(51)], {51: Desk(1)}, on=TODAY, due=DUE)

        assert (proposed.spread.pairs, [p.person_id for p in proposed.placed]) == (1, [51])

    def test_what_is_missing_is_room_or_people(self) -> None:
        full = propose(
            [wanted(n) for n in (1, 2, 3)],
            map(a_marker, (51, 52)),
            {51: Desk(2), 52: Desk(3)},
            on=TODAY,
            due=DUE,
        )
        alone = propose([wanted()], [a_marker(51), a_marker(41)], {51: Desk(2), 41: Desk(2)}, on=TODAY, due=DUE)

        (gap,) = full.unplaced
        assert (gap.seats, gap.possible, gap.lacks_people, full.would_do) == (1, 1, 0, (51,))
        assert alone.unplaced == (Unplaced(wanted().script.ref, 1, 0, {CONFLICT: 1}),)
        assert (alone.unplaced[0].lacks_people, alone.would_do) == (1, ())

    def test_room_somewhere_else_helps_through_an_exchange(self) -> None:
        # The second script may only go to 51, who is full; 51 could give the first to 52, who is full as well.
        scripts = [wanted(1, seats=(1,)), wanted(2, seats=(1,), barred_ids=frozenset({52}))]

        proposed = propose(
            [*scripts, wanted(3, seats=(1,))], map(a_marker, (51, 52)), {51: Desk(1), 52: Desk(1)}, on=TODAY, due=DUE
        )

        assert (len(proposed.unplaced), proposed.would_do) == (1, (51, 52))

    def test_only_what_is_ready_and_still_stands_is_accepted(self) -> None:
        codes = [
            refusal.code if (refusal := why_not_accept_proposal(state, stands="a", now="a")) else ""
            for state in ProposalState
        ]

        assert codes == ["proposal_not_ready", "", "proposal_not_ready", "proposal_not_ready"]
        stale = why_not_accept_proposal(ProposalState.READY, stands="a", now="b")
        assert stale is not None
        assert stale.code == "proposal_is_stale"

    def test_what_a_proposal_rests_on_does_not_depend_on_the_order(self) -> None:
        one, two = a_script(n=1), a_script(State.SUBMITTED, n=2)
        seats = [(str(one.ref), 1, 51), (str(one.ref), 2, 52)]

        assert fingerprint([one, two], seats) == fingerprint([two, one], reversed(seats))
        assert fingerprint([one, two], seats) != fingerprint([one, two], seats[:1])
        assert fingerprint([one], seats) != fingerprint([a_script(State.MARKED, n=1)], seats)

    def test_a_small_proposal_is_worked_out_at_once(self) -> None:
        assert is_small(100, 200)
        assert not is_small(5000, 200)
