"""Allocation of 5,000 scripts, two marks each, to 200 markers, with 20,000 conflicts of interest.

Made as rules know them: five qualifications for which markers are trained, schools, partners, companions, and declared
conflicts with schools and persons. The answer is looked over by a checker that shares nothing with the solver: it asks
of every pair, one by one, what is asked when a seat is given. A greedy hand-out stands beside it.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from uuid import UUID

from goldenthread.assessment.rules.allocating import why_not_sit
from goldenthread.assessment.rules.eligible import may_be_given, why_not_give
from goldenthread.assessment.rules.handing_out import hand_out
from goldenthread.assessment.rules.proposing import propose, question_of
from goldenthread.assessment.types.marking import Marker, Trained
from goldenthread.assessment.types.placing import Desk, Question, Wanted
from goldenthread.assessment.types.submitting import ScriptFacts, WindowFacts
from goldenthread.assessment.types.words import ScriptRef, State, WindowRef

SCRIPTS, MARKERS, CONFLICTS, EACH = 5_000, 200, 20_000, 2
SECONDS = 60.0
TODAY, DUE = date(2026, 3, 2), date(2026, 3, 23)
WINDOW = WindowFacts(
    WindowRef(UUID(int=1)), datetime(2026, 2, 2, 9, tzinfo=UTC), datetime(2026, 2, 9, 23, 59, tzinfo=UTC)
)
QUALIFICATIONS = [UUID(int=100 + n) for n in range(5)]
PHASES = ("primary", "secondary", "special")


@dataclass(frozen=True)
class Case:
    """A question as rules know it."""

    wanted: tuple[Wanted, ...]
    markers: tuple[Marker, ...]
    desks: dict[int, Desk]
    conflicts: int


def make_case(seed: int = 5) -> Case:
    """The same for the same seed: persons of scripts from 10,000 on, schools from 2,000 on, partners from 1,000 on."""
    chance = random.Random(seed)
    scripts = [_script(n, chance) for n in range(SCRIPTS)]
    markers = [_marker(n, chance) for n in range(MARKERS)]
    declared: dict[int, set[int]] = {n: set() for n in range(MARKERS)}
    few = [Wanted(script, tuple(range(1, EACH + 1))) for script in scripts]
    open_to_all = [Wanted(_untrained(script), (1,)) for script in scripts]
    before = int((~may_be_given(open_to_all, markers, on=TODAY, due=DUE)).sum())
    pairs = [(m, s) for m in range(MARKERS) for s in range(SCRIPTS)]
    table = may_be_given(open_to_all, markers, on=TODAY, due=DUE)
    for marker, script in chance.sample(pairs, 2 * CONFLICTS):
        if before == CONFLICTS:
            break
        if table[script, marker]:
            declared[marker].add(scripts[script].participant_id)
            before += 1
    people = tuple(
        Marker(**{**vars(marker), "declared_people": frozenset(declared[n])}) for n, marker in enumerate(markers)
    )
    desks = {marker.person_id: Desk(chance.randint(40, 70), is_recorded=True) for marker in people}
    return Case(tuple(few), people, desks, before)


def main(words: list[str]) -> int:
    """Solve, check, compare; exit 1 where a limit is missed."""
    case = make_case(int(words[0]) if words else 5)
    room = sum(desk.capacity for desk in case.desks.values())
    print(f"{SCRIPTS:,} scripts, {EACH} marks each; {MARKERS} markers who take {room:,}; {case.conflicts:,} conflicts")
    began = time.perf_counter()
    proposed = propose(case.wanted, case.markers, case.desks, on=TODAY, due=DUE)
    took = time.perf_counter() - began
    plan: dict[ScriptRef, list[int]] = {each.script.ref: [] for each in case.wanted}
    for placed in proposed.placed:
        plan[placed.script].append(placed.person_id)
    question = question_of(case.wanted, case.markers, case.desks, on=TODAY, due=DUE)
    greedy = hand_out(question)
    ids = [marker.person_id for marker in case.markers]
    other = {
        each.script.ref: [ids[place] for place in chosen]
        for each, chosen in zip(case.wanted, greedy.chosen, strict=True)
    }
    broken = [*faults(case, plan), *faults(case, other)]
    print(f"{'':<12}{'unplaced':>10}{'load from':>11}{'to':>8}{'spread':>9}{'pairs':>8}{'most':>6}{'other phase':>13}")
    _line("optimised", case, question, list(plan.values()))
    _line("greedy", case, question, list(other.values()))
    print("proved optimal" if proposed.is_proved else f"not proved: at most {proposed.missing:,} more seats")
    print("\n".join(broken[:10]) or "no constraint broken")
    print(f"worked out, spread and explained in {took:.1f} seconds (limit {SECONDS:.0f})")
    return int(bool(broken) or took > SECONDS or not (proposed.is_proved or proposed.missing == 0))


def faults(case: Case, plan: dict[ScriptRef, list[int]]) -> list[str]:
    """What a plan breaks, asked pair by pair in the words that stop a seat from being given."""
    markers = {marker.person_id: marker for marker in case.markers}
    said = []
    for each in case.wanted:
        people = plan[each.script.ref]
        if len(set(people)) != len(people) or len(people) > len(each.seats):
            said.append(f"{each.script.number}: {people}")
        for person in people:
            why = why_not_give(each.script, markers[person], on=TODAY, due=DUE)
            if why or why_not_sit(each.script, markers[person], on=TODAY):
                said.append(f"{each.script.number}: {person}: {why}")
    load = Counter(person for people in plan.values() for person in people)
    said += [f"{person} has {number}" for person, number in load.items() if number > case.desks[person].capacity]
    return said


def _line(name: str, case: Case, question: Question, plan: Sequence[Sequence[int]]) -> None:
    load = Counter(person for people in plan for person in people)
    shares = sorted(load[person] / desk.capacity for person, desk in case.desks.items())
    mean = sum(shares) / len(shares)
    deviation = (sum((share - mean) ** 2 for share in shares) / len(shares)) ** 0.5
    pairs = Counter(pair for people in plan for pair in combinations(sorted(people), 2))
    places = {marker.person_id: place for place, marker in enumerate(case.markers)}
    other = sum(question.against[row, places[p]] > 0 for row, people in enumerate(plan) for p in people)
    empty = SCRIPTS * EACH - sum(map(len, plan))
    print(
        f"{name:<12}{empty:>10,}{shares[0]:>11.1%}{shares[-1]:>8.1%}{deviation:>9.2%}{len(pairs):>8,}"
        f"{max(pairs.values()):>6}{other:>13,}"
    )


def _script(n: int, chance: random.Random) -> ScriptFacts:
    return ScriptFacts(
        ref=ScriptRef(UUID(int=10_000 + n)),
        number=f"S{n:05d}",
        state=State.SUBMITTED,
        window=WINDOW,
        participant_id=10_000 + n,
        school_id=2_000 + chance.randrange(900),
        partner_id=1_000 + chance.randrange(40),
        companion_ids=frozenset({chance.randrange(MARKERS)} if chance.random() < 0.05 else ()),
        trained_for=chance.choice(QUALIFICATIONS),
        phase=chance.choice(PHASES),
    )


def _untrained(script: ScriptFacts) -> ScriptFacts:
    return ScriptFacts(**{**vars(script), "trained_for": None})


def _marker(n: int, chance: random.Random) -> Marker:
    places = {2_000 + chance.randrange(900)} | ({1_000 + chance.randrange(40)} if chance.random() < 0.3 else set())
    trained = chance.sample(QUALIFICATIONS, chance.choice((1, 2, 2, 3)))
    phases = frozenset(chance.sample(PHASES, 2)) if chance.random() < 0.5 else frozenset()
    return Marker(
        person_id=n,
        organisation_ids=frozenset(places),
        declared_places=frozenset({2_000 + chance.randrange(900)}),
        trained=tuple(Trained(each, date(2026, 1, 1)) for each in trained),
        phases=phases,
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
