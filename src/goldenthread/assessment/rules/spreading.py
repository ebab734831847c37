"""Let different people mark together, where it costs nothing: only so can markers be compared with one another.

What each marker has stays as it is, and nothing speaks more against the pairs than before: two scripts exchange a
marker each, wherever a pair that is there often becomes one that is there less often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from goldenthread.assessment.types.placing import Question, Spread

TRIES, PASSES, JOINS = 200, 4, 400
Chosen = list[list[int]]


def mixed(question: Question, chosen: Sequence[Sequence[int]], kept: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """The same markers with the same loads, in other pairs; ``kept`` are those whose seats stay as they are."""
    table = _Mix(question, [list(each) for each in chosen], kept)
    for _ in range(PASSES):
        table.once()
    table.join()
    return [tuple(sorted(each)) for each in table.chosen]


def spread_of(scripts: Iterable[Sequence[int]]) -> Spread:
    """How the markers of scripts mix."""
    every = [sorted(each) for each in scripts]
    counts = Counter(pair for each in every for pair in combinations(each, 2))
    people = {marker for each in every for marker in each}
    return Spread(len(people), len(counts), max(counts.values(), default=0), _groups(every))


def _groups(scripts: Iterable[Sequence[int]]) -> int:
    """In how many groups the markers fall that share no script."""
    root: dict[int, int] = {}

    def top(marker: int) -> int:
        while root.setdefault(marker, marker) != marker:
            marker = root[marker]
        return marker

    for each in scripts:
        for other in each:
            root[top(other)] = top(each[0])
    return sum(marker == head for marker, head in root.items())


class _Mix:
    """Who marks what, and how often which two mark together."""

    def __init__(self, question: Question, chosen: Chosen, kept: Sequence[Sequence[int]]) -> None:
        self.may, self.against, self.chosen = question.may.tolist(), question.against.tolist(), chosen
        self.kept = kept
        self.count = Counter(
            pair for script in range(len(chosen)) for pair in combinations(sorted(self.all(script)), 2)
        )

    def all(self, script: int) -> list[int]:
        """Everybody who marks a script."""
        return [*self.kept[script], *self.chosen[script]]

    def once(self) -> None:
        """Go over every script once."""
        for script in range(len(self.chosen)):
            self._better(script)

    def join(self) -> None:
        """Exchange where groups that share no script come together by it."""
        groups, tries = _groups(map(self.all, range(len(self.chosen)))), 0
        for first, second in combinations(range(len(self.chosen)), 2):
            if groups == 1 or tries == JOINS:
                return
            for marker, other in self._exchanges(first, second):
                tries += 1
                self._exchange(first, marker, second, other)
                now = _groups(map(self.all, range(len(self.chosen))))
                if now < groups:
                    groups = now
                    break
                self._exchange(first, other, second, marker)

    def _better(self, script: int) -> None:
        """Exchange one marker of a script for another's, if one of its pairs is there more than once."""
        number = len(self.chosen)
        for marker in list(self.chosen[script]):
            if all(self._often(marker, other) < 2 for other in self.all(script) if other != marker):
                continue
            for step in range(1, min(TRIES, number)):
                other_script = (script + step) % number
                for taken, other in self._exchanges(script, other_script):
                    if taken == marker and self._gain(script, marker, other_script, other) > 0:
                        self._exchange(script, marker, other_script, other)
                        return

    def _exchanges(self, first: int, second: int) -> list[tuple[int, int]]:
        """Which markers of two scripts may change places, with nothing more against it than before."""
        here, there, against = self.all(first), self.all(second), self.against
        return [
            (a, b)
            for a in self.chosen[first]
            for b in self.chosen[second]
            if a not in there
            and b not in here
            and self.may[second][a]
            and self.may[first][b]
            and against[first][b] + against[second][a] <= against[first][a] + against[second][b]
        ]

    def _gain(self, first: int, marker: int, second: int, other: int) -> int:
        """How much less often the pairs of these two scripts are there after an exchange."""
        here = [each for each in self.all(first) if each != marker]
        there = [each for each in self.all(second) if each != other]
        before = sum(self._often(marker, each) - 1 for each in here) + sum(
            self._often(other, each) - 1 for each in there
        )
        after = sum(self._often(other, each) for each in here) + sum(self._often(marker, each) for each in there)
        return before - after

    def _exchange(self, first: int, marker: int, second: int, other: int) -> None:
        for script, out, comes in ((first, marker, other), (second, other, marker)):
            rest = [each for each in self.all(script) if each != out]
            for each in rest:
                self.count[_pair(out, each)] -= 1
                self.count[_pair(comes, each)] += 1
            self.chosen[script].remove(out)
            self.chosen[script].append(comes)

    def _often(self, one: int, other: int) -> int:
        return self.count[_pair(one, other)]


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
