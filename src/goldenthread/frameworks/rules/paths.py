"""The ways in which a section could be read so far: the cheapest of each kind kept, and where two nearly tie, noted.

The work for each token is bounded however long a section is: so many states, compared no further back than a horizon.
"""

from dataclasses import dataclass, field, replace

from goldenthread.frameworks.rules.costs import Open, View
from goldenthread.frameworks.types import Kind

BEAM = 40
MARGIN = 2.5
HORIZON = 200


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What was done with one token (or one side of a fused one), linked to the step before."""

    before: "Step | None"
    at: int
    column: str
    text: str
    starts: Kind | None = None
    number: int | None = None
    mark_at: int | None = None
    fused: bool = False
    contested: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Contest:
    """Tokens that could nearly as well be read in another way, linked to those found before."""

    before: "Contest | None"
    at: frozenset[int]


@dataclass(frozen=True, slots=True)
class State:
    """One way of having read the section so far."""

    cost: float
    step: Step | None
    left: Open | None = None
    right: Open | None = None
    numerals: tuple[tuple[int, int], ...] = ()
    bullets: tuple[int, ...] = ()
    view: View = field(default_factory=View)
    # Or a bullet without one was met, which is paid for once.
    has_stem: bool = False
    contests: Contest | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What matters for what comes next: states that agree in this differ only in their past."""
        return (self.left, self.right, self.numerals, len(self.bullets), self.view, self.has_stem)


def path(step: Step | None) -> list[Step]:
    steps: list[Step] = []
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]


def pruned(states: list[State]) -> list[State]:
    """The cheapest states, one of each key. Where two of a key nearly tie, the steps they differ in are contested."""
    best: dict[tuple[object, ...], State] = {}
    for state in sorted(states, key=lambda one: one.cost):
        key = state.key
        kept = best.get(key)
        if kept is None:
            if len(best) < BEAM:
                best[key] = state
        elif state.cost - kept.cost < MARGIN:
            found = differing(kept.step, state.step)
            best[key] = replace(kept, contests=Contest(kept.contests, found)) if found else kept
    return list(best.values())


def differing(one: Step | None, other: Step | None) -> frozenset[int]:
    """The tokens that one path takes differently from the other, back to where the two meet, or to the horizon."""
    mine, theirs = dict[tuple[int, bool], Step](), dict[tuple[int, bool], Step]()
    last = max((step.at for step in (one, other) if step is not None), default=0) - HORIZON
    while one is not other:
        if other is None or (one is not None and one.at >= other.at):
            assert one is not None
            if one.at < last:
                break
            mine[one.at, one.fused] = one
            one = one.before
        else:
            if other.at < last:
                break
            theirs[other.at, other.fused] = other
            other = other.before
    return frozenset(place[0] for place, step in mine.items() if _did(step) != _did(theirs.get(place)))


def _did(step: Step | None) -> tuple[object, ...]:
    return (step.column, step.starts, step.number, step.text) if step else ()
