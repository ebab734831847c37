"""Put scripts on desks so that as many seats as can be are filled, and of those ways the most even one.

The question is a flow: from scripts to markers, and from each marker on through one unit of load after the other, each
dearer than the one before, so that loads come out even for what each can take. Such a flow has whole numbers at every
corner, and a solver of linear programmes ends in a corner: no integer search is needed. It begins with a few markers
for each script and is given more where the prices say that it would help; when none would, the answer is proved best
over all of them.
"""

from __future__ import annotations

import highspy
import numpy as np

from goldenthread.assessment.rules.handing_out import hand_out
from goldenthread.assessment.types.placing import Allowed, Answer, Question, Table, Whole

FIRST, MORE, STEPS = 16, 20_000, 200
CLOSE = 1e-7


def place(question: Question, *, seconds: float = 45.0, rounds: int = 60) -> Answer:
    """The best answer, or the best that was found in the time. The same question always has the same proved answer."""
    if not question.need.sum() or not question.may.size:
        return Answer(tuple(() for _ in question.need), is_proved=True)
    network, found, is_proved = _Network(question, seconds=seconds), None, False
    for _ in range(rounds):
        solved = network.solve()
        if solved is None:
            break
        found, prices = solved
        is_proved = not network.widen(prices)
        if is_proved:
            break
    if found is None:
        return hand_out(question)
    short = int(question.need.sum()) - sum(len(each) for each in found)
    return Answer(found, is_proved, 0 if is_proved else short)


class _Network:
    """The flow as a linear programme that grows."""

    def __init__(self, question: Question, *, seconds: float) -> None:
        self.question = question
        self.scripts, self.markers = question.may.shape
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its own types leave this one out
        self.solver.silent()
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("random_seed", 0)
        self.solver.setOptionValue("time_limit", seconds)
        self._rows()
        # An empty seat costs more than any chain of exchanges could save.
        self._columns(np.full(self.scripts, self._dear()), question.need, np.arange(self.scripts), None)
        self._loads()
        self.before = self.solver.getNumCol()
        self.rest: Allowed = question.may & (question.need > 0)[:, None]
        self.pairs: tuple[Whole, Whole] = (np.empty(0, np.int64), np.empty(0, np.int64))
        self._add(*np.nonzero(self._first()))

    def solve(self) -> tuple[tuple[tuple[int, ...], ...], Table] | None:
        """The markers of each script and the prices of all rows, or nothing where time is up."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.solver.getSolution()
        taken = np.asarray(solution.col_value)[self.before :] > 0.5
        chosen: list[list[int]] = [[] for _ in range(self.scripts)]
        for script, marker in sorted(zip(self.pairs[0][taken].tolist(), self.pairs[1][taken].tolist(), strict=True)):
            chosen[script].append(marker)
        return tuple(map(tuple, chosen)), np.asarray(solution.row_dual)

    def widen(self, prices: Table) -> bool:
        """Let in the pairs that would help most; whether there are any."""
        gain = self.question.against - prices[: self.scripts, None] - prices[None, self.scripts :]
        scripts, markers = np.nonzero(self.rest & (gain < -CLOSE))
        best = np.argsort(gain[scripts, markers], kind="stable")[:MORE]
        self._add(scripts[best], markers[best])
        return len(best) > 0

    def _dear(self) -> float:
        highest = float(self.question.against.max(initial=0))
        dear: float = 4.0 + (self.markers + 1) * (1.0 + 2 * highest)
        return dear

    def _rows(self) -> None:
        """What each script needs; and that each marker's scripts are their load."""
        exact = np.concatenate([self.question.need.astype(float), np.zeros(self.markers)])
        nothing = np.zeros(len(exact), np.int32)
        self.solver.addRows(len(exact), exact, exact, 0, nothing, nothing[:0], exact[:0])

    def _loads(self) -> None:
        """Unit after unit of each marker's load, the next always dearer; of a large capacity several at a time."""
        question = self.question
        for marker in range(self.markers):
            most = int(min(question.capacity[marker] - question.load[marker], question.may[:, marker].sum()))
            if most > 0:
                wide = -(-most // STEPS)
                begins = np.arange(0, most, wide)
                widths = np.minimum(wide, most - begins)
                middle = question.load[marker] + begins + widths / 2
                self._columns(
                    2 * middle / question.capacity[marker], widths, None, np.full(len(begins), self.scripts + marker)
                )

    def _first(self) -> Allowed:
        """A few markers for each script: least against it, and in turns, so that everybody is among them."""
        turn = (np.arange(self.markers) * 7919 + np.arange(self.scripts)[:, None] * 104_729) % self.markers
        order = self.question.against + turn / (1e6 * self.markers)
        order[~self.rest] = np.inf
        few: Allowed = np.zeros_like(self.rest)
        nearest = np.argsort(order, axis=1, kind="stable")[:, :FIRST]
        np.put_along_axis(few, nearest, values=True, axis=1)
        return few & self.rest

    def _add(self, scripts: Whole, markers: Whole) -> None:
        self.rest[scripts, markers] = False
        self.pairs = (np.concatenate([self.pairs[0], scripts]), np.concatenate([self.pairs[1], markers]))
        cost = self.question.against[scripts, markers]
        self._columns(cost, np.ones(len(scripts)), scripts, self.scripts + markers, into=1.0)

    def _columns(
        self, cost: Table, upper: Table | Whole, plus: Whole | None, other: Whole | None, *, into: float = -1.0
    ) -> None:
        """Columns that enter the row in ``plus`` with 1 and the row in ``other`` with ``into``."""
        ends = [each for each in (plus, other) if each is not None]
        signs = [sign for each, sign in ((plus, 1.0), (other, into)) if each is not None]
        number, rows = len(cost), np.stack(ends, axis=1).astype(np.int32).ravel()
        starts = (np.arange(number) * len(ends)).astype(np.int32)
        values = np.tile(np.asarray(signs), number)
        self.solver.addCols(
            number, cost.astype(float), np.zeros(number), upper.astype(float), len(rows), starts, rows, values
        )
