"""A proposal of who marks what, why it is so, and what would place those that it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256

import numpy as np

from goldenthread.assessment.rules.eligible import against, left_out, may_be_given
from goldenthread.assessment.rules.placing import place
from goldenthread.assessment.rules.spreading import mixed, spread_of
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.placing import (
    Allowed,
    Answer,
    Desk,
    Placed,
    Proposed,
    Question,
    Unplaced,
    Wanted,
)
from goldenthread.assessment.types.submitting import ScriptFacts, Stage, WindowFacts
from goldenthread.assessment.types.words import ProposalState
from goldenthread.ground.types import Refusal

Solver = Callable[[Question], Answer]
# Up to so many pairs of a script and a marker a proposal is worked out while somebody waits for it.
SMALL = 20_000


def is_small(scripts: int, markers: int) -> bool:
    """Whether a proposal is worked out at once, and not by the worker."""
    return scripts * markers <= SMALL


def question_of(
    wanted: Sequence[Wanted], markers: Sequence[Marker], desks: Mapping[int, Desk], *, on: date, due: date
) -> Question:
    """A proposal as a question of numbers."""
    own = [desks[marker.person_id] for marker in markers]
    return Question(
        need=np.array([len(each.seats) for each in wanted], dtype=np.int64),
        may=may_be_given(wanted, markers, on=on, due=due) & np.array([desk.room > 0 for desk in own], dtype=bool),
        capacity=np.array([desk.capacity for desk in own], dtype=np.int64),
        load=np.array([desk.load for desk in own], dtype=np.int64),
        against=against(wanted, markers),
    )


def propose(
    wanted: Iterable[Wanted],
    markers: Iterable[Marker],
    desks: Mapping[int, Desk],
    *,
    on: date,
    due: date,
    solve: Solver = place,
) -> Proposed:
    """Fill the empty seats: as many as can be, loads even for what each can take, and different people together.

    The order in which things are given makes no difference.
    """
    scripts = sorted(wanted, key=lambda each: each.script.number)
    people = sorted(markers, key=lambda marker: marker.person_id)
    question = question_of(scripts, people, desks, on=on, due=due)
    answer = solve(question)
    places = {marker.person_id: place for place, marker in enumerate(people)}
    # Somebody who holds a seat and is no marker any more still makes a pair: they get a place beyond the last.
    for person in sorted({person for each in scripts for person in each.holders} - set(places)):
        places[person] = len(places)
    kept = [tuple(sorted(places[person] for person in each.holders)) for each in scripts]
    chosen = mixed(question, answer.chosen, kept)
    may = may_be_given(scripts, people, on=on, due=due)
    load = question.load + np.bincount([m for each in chosen for m in each], minlength=len(people)).astype(np.int64)
    has_room = load < question.capacity
    short = [place for place, each in enumerate(scripts) if len(chosen[place]) < len(each.seats)]
    return Proposed(
        placed=tuple(_placed(scripts, people, chosen, may & has_room)),
        unplaced=tuple(_unplaced(scripts[at], people, len(chosen[at]), may[at], on=on, due=due) for at in short),
        spread=spread_of([*kept[at], *chosen[at]] for at in range(len(scripts))),
        is_proved=answer.is_proved,
        missing=answer.missing,
        would_do=tuple(people[at].person_id for at in _would_do(chosen, may, short)),
    )


def why_not_ask(window: WindowFacts, *, at: datetime) -> Refusal | None:
    """Why nothing can be proposed for a window yet: what is handed in can still be replaced."""
    if stage(window, at=at) is Stage.CLOSED:
        return None
    return Refusal(
        "window_open", "Its window is not closed, so scripts can still be replaced.", "Wait until it closes."
    )


def why_not_accept_proposal(state: ProposalState, *, stands: str, now: str) -> Refusal | None:
    """Why a proposal cannot be accepted: it is not ready, or something has changed since it was worked out."""
    if state is not ProposalState.READY:
        says = {
            ProposalState.ASKED: "This proposal is still being worked out.",
            ProposalState.ACCEPTED: "This proposal was accepted already.",
            ProposalState.PUT_AWAY: "This proposal was put away, or another came after it.",
        }[state]
        return Refusal("proposal_not_ready", says, "Look at the allocation of the window as it is now.")
    if stands != now:
        return Refusal(
            "proposal_is_stale",
            "Seats or scripts of this window changed after the proposal was worked out.",
            "Nothing was given. Ask for another proposal and look at that one.",
        )
    return None


def fingerprint(scripts: Iterable[ScriptFacts], held: Iterable[tuple[str, int, int]]) -> str:
    """What a proposal rests on: the scripts of a window with their states, and who has which seat."""
    said = sorted(f"{script.ref} {script.state}" for script in scripts)
    said += sorted(f"{script} {seat} {person}" for script, seat, person in held)
    return sha256("\n".join(said).encode()).hexdigest()


def _placed(
    scripts: Sequence[Wanted], people: Sequence[Marker], chosen: Sequence[Sequence[int]], free: Allowed
) -> Iterable[Placed]:
    for at, each in enumerate(scripts):
        others = int(free[at].sum()) - int(free[at, list(chosen[at])].sum())
        for seat, marker in zip(each.seats, chosen[at], strict=False):
            yield Placed(each.script.ref, people[marker].person_id, seat, others)


def _unplaced(wanted: Wanted, people: Sequence[Marker], given: int, may: Allowed, *, on: date, due: date) -> Unplaced:
    others = [marker for marker in people if marker.person_id not in wanted.holders]
    kinds = left_out(wanted.script, others, on=on, due=due)
    return Unplaced(wanted.script.ref, len(wanted.seats) - given, int(may.sum()) - given, kinds)


def _would_do(chosen: Sequence[Sequence[int]], may: Allowed, short: list[int]) -> list[int]:
    """Whose capacity is in the way: everybody whom a script without a marker could go to, or who could be freed for it
    by giving one of theirs to another, and so on. One more place of any of them fills one more seat."""
    has: dict[int, list[int]] = {}
    for at, each in enumerate(chosen):
        for marker in each:
            has.setdefault(marker, []).append(at)
    seen: set[int] = set()
    wait = list(short)
    looked = set(short)
    while wait:
        at = wait.pop()
        for marker in np.nonzero(may[at])[0].tolist():
            if marker in seen or marker in chosen[at]:
                continue
            seen.add(marker)
            further = [other for other in has.get(marker, ()) if other not in looked]
            looked.update(further)
            wait.extend(further)
    return sorted(seen)
