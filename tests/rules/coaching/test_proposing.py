"""Pairs for everybody who waits, in one go."""

from __future__ import annotations

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.coaching.rules.assigning import Room, assign
from goldenthread.coaching.rules.proposing import NEXT_BEST, loads, propose, why_not_all
from goldenthread.coaching.rules.weighing import why_never, why_out_of_reach
from goldenthread.coaching.types.describing import Meets
from goldenthread.coaching.types.proposing import Waits
from goldenthread.people.types import Phase
from tests.makers.pairing import BOTH, coach, seeker

PHASES = st.sampled_from([Phase.PRIMARY, Phase.SECONDARY, None])
PLACES = st.sampled_from(["Great Yarmouth, Norfolk", "Truro", ""])
ONLINE, IN_PERSON = frozenset({Meets.ONLINE}), frozenset({Meets.IN_PERSON})


@st.composite
def worlds(draw):
    """A few participants and coaches, with everything that can stand between them."""
    waiting = [
        seeker(
            n, phase=draw(PHASES), place=draw(PLACES), is_online=draw(st.booleans()),
            school_id=draw(st.integers(70, 72)),
            urn=draw(st.sampled_from(["100001", "100002"])), beside=frozenset(draw(st.sets(st.integers(501, 504)))),
            starts_on=date(2026, 1, draw(st.integers(1, 3))), name=draw(st.sampled_from(["Ann", "Bo"])),
        )
        for n in range(1, draw(st.integers(0, 6)) + 1)
    ]  # fmt: skip
    coaches = [
        coach(
            n, load=draw(st.integers(0, 3)), capacity=draw(st.integers(0, 4)), name=draw(st.sampled_from(["C", "D"])),
            phases=frozenset(draw(st.sets(st.sampled_from([Phase.PRIMARY, Phase.SECONDARY])))),
            meets=draw(st.sampled_from([ONLINE, IN_PERSON, BOTH])),
            schools=frozenset(draw(st.sets(st.integers(70, 72), max_size=1))),
            emails=frozenset({f"person{draw(st.integers(1, 9))}@school.example"}),
            urns=frozenset(draw(st.sets(st.sampled_from(["100001"])))),
            partners=draw(st.sampled_from([frozenset({5}), frozenset({6})])),
        )
        for n in range(1, draw(st.integers(0, 4)) + 1)
    ]  # fmt: skip
    return waiting, coaches


def may(one, by) -> bool:
    """Whether a coach may coach somebody, and could meet them."""
    return why_never(one, by) is None and why_out_of_reach(one, by) is None


def most_that_fit(waiting, coaches) -> int:
    """How many can be placed at most, found by trying further ways one by one (Kuhn's way, seats laid out singly)."""
    seats = [by for by in coaches for _ in range(by.room)]
    taken: dict[int, int] = {}

    def find(n: int, seen: set[int]) -> bool:
        for at, by in enumerate(seats):
            if at not in seen and may(waiting[n], by):
                seen.add(at)
                if at not in taken or find(taken[at], seen):
                    taken[at] = n
                    return True
        return False

    return sum(find(n, set()) for n in range(len(waiting)))


@given(worlds())
@settings(max_examples=80, deadline=None)
def test_never_a_conflict_never_over_capacity_and_everybody_placed_who_can_be(world) -> None:
    waiting, coaches = world
    known = {by.person: by for by in coaches}

    proposals = propose(waiting, coaches)

    assert {p.seeker.enrolment for p in proposals} == {one.enrolment for one in waiting}
    given_to = [(p.seeker, known[p.chosen.person]) for p in proposals if p.chosen]
    assert all(may(one, by) for one, by in given_to)
    assert all(may(p.seeker, known[other.person]) for p in proposals for other in p.choices)
    for line in loads(coaches, [by.person for _, by in given_to]):
        assert line.after <= max(line.capacity, line.before)
    assert len(given_to) == most_that_fit(waiting, coaches)
    assert all(bool(p.chosen) != bool(p.mend) for p in proposals)
    assert why_not_all(given_to) is None


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_same_people_get_the_same_answer_whatever_the_order(world, chance) -> None:
    waiting, coaches = world
    first = propose(waiting, coaches)

    chance.shuffle(waiting)
    chance.shuffle(coaches)

    assert propose(waiting, coaches) == first


@st.composite
def prices(draw):
    """What each of a few rooms would cost each of a few people; not every room can be had."""
    rooms = draw(st.lists(st.builds(Room, st.integers(0, 2), st.integers(1, 4)), min_size=1, max_size=3))
    could = st.dictionaries(st.integers(0, len(rooms) - 1), st.integers(0, 90))
    return draw(st.lists(could, max_size=5)), rooms


def cost_of(placed, wanted, rooms) -> int:
    """What an answer costs, with what each further seat costs."""
    taken = [0] * len(rooms)
    total = 0
    for one, at in enumerate(placed):
        if at is not None:
            total += wanted[one][at] + rooms[at].price(taken[at])
            taken[at] += 1
    return total


@given(prices())
@settings(max_examples=80, deadline=None)
def test_no_other_way_to_place_the_same_people_costs_less(world) -> None:
    wanted, rooms = world

    placed = assign(wanted, rooms)

    who = [n for n, at in enumerate(placed) if at is not None]
    ways = product(*(sorted(wanted[n]) for n in who))
    free = [room.capacity - room.load for room in rooms]
    fitting = [way for way in ways if all(way.count(at) <= max(room, 0) for at, room in enumerate(free))]
    spread = [[dict(zip(who, way, strict=True)).get(n) for n in range(len(wanted))] for way in fitting]
    assert cost_of(placed, wanted, rooms) == min(cost_of(way, wanted, rooms) for way in spread)


def test_loads_stay_in_balance_where_nothing_else_differs() -> None:
    waiting = [seeker(n) for n in range(1, 7)]

    proposals = propose(waiting, [coach(1, load=4), coach(2, load=0), coach(3, load=2)])

    chosen = [p.chosen.person for p in proposals]
    assert [line.after for line in loads([coach(1, load=4), coach(2), coach(3, load=2)], chosen)] == [4, 4, 4]


def test_somebody_moves_to_their_next_best_where_another_would_go_without() -> None:
    # The first would be best off with the second coach, too; but only that one can have the second.
    far = seeker(2, name="Zoe", is_online=True)
    proposals = propose([seeker(1), far], [coach(1, capacity=1, meets=IN_PERSON), coach(2, capacity=1, load=0)])

    assert {p.seeker.name: p.chosen.name for p in proposals} == {"Person 01": "Coach 01", "Zoe": "Coach 02"}


def test_who_cannot_be_placed_is_told_what_would_change_it() -> None:
    waiting = [seeker(1), seeker(2)]

    def mends(*coaches) -> list[str]:
        return [p.mend for p in propose(waiting, coaches)]

    assert mends() == ["Bring in a coach for this delivery partner."] * 2
    assert mends(coach(load=10))[0] == (
        "Raise the capacity of a coach who is full or bring in a coach for this delivery partner."
    )
    assert mends(coach(meets=IN_PERSON, areas=()))[0] == (
        "Record that a coach meets online or covers this place or bring in a coach for this delivery partner."
    )
    assert mends(coach(load=9)) == [
        "",
        "Those who could coach them are given to others here: raise a capacity, or bring in another coach.",
    ]


def test_who_waits_most_is_served_first_and_who_has_finished_takes_nobodys_room() -> None:
    done = seeker(1, is_finished=True, waits=Waits.ASKS)
    others, meets, asks = seeker(2), seeker(3, waits=Waits.MEETS), seeker(4, waits=Waits.ASKS)

    proposals = propose([done, others, meets, asks], [coach(load=9)])

    assert [(p.seeker, bool(p.chosen)) for p in proposals] == [
        (asks, True), (meets, False), (others, False), (done, False),
    ]  # fmt: skip
    assert proposals[-1].mend.startswith("They have finished")
    assert [other.name for other in proposals[-1].others] == ["Coach 01"]
    full = coach(load=10)
    assert (why_not_all([(done, full)]), why_not_all([(asks, full)]).code) == (None, "coach_full")
    assert [one.name for one in propose([done], [full])[0].others] == ["Coach 01"]


def test_beside_the_proposed_coach_stand_the_next_best_and_who_cannot() -> None:
    coaches = [coach(n, load=n) for n in range(1, 8)]
    barred = coach(8, schools=frozenset({70}))
    elsewhere = coach(9, partners=frozenset({6}))

    (proposal,) = propose([seeker()], [*coaches, barred, elsewhere])

    assert proposal.chosen.name == "Coach 01"
    assert [other.name for other in proposal.others] == [f"Coach {n:02d}" for n in range(2, 2 + NEXT_BEST)]
    assert [(bar.name, bar.refusal.code) for bar in proposal.barred] == [("Coach 08", "own_school")]
    assert next(c.name for c in proposal.choices) == "Coach 01"


def test_pairs_that_cannot_all_be_made_say_which_and_why() -> None:
    one, other = seeker(1), seeker(2)

    assert why_not_all([(one, coach(load=8)), (other, coach(load=8))]) is None
    assert str(why_not_all([(one, coach(load=9)), (other, coach(load=9))])) == (
        "Coach 01 coaches 9 of 10 already. These pairs would be too many. "
        "Raise the capacity on the coach’s page, or choose another coach."
    )
    assert why_not_all([(one, coach()), (other, coach(schools=frozenset({70})))]).says == (
        "Coach 01 for Person 02: A coach may not coach somebody at their own school."
    )
