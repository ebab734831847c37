"""Which passages two texts share, word for word or lightly reworded, and how much of them is the same.

Two kinds of hold are looked for: runs of five words that stand in both, and pairs of telling words that stand close
together in both, in any order. Holds that lie near one another on both sides make a passage; it counts if enough of
its telling words stand on both sides. A long run that stands in both counts in any case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goldenthread.assessment.rules.alike.prints import PROMISED, Longs, runs_of, stirred
from goldenthread.assessment.rules.alike.words import Marks, Numbers, Text
from goldenthread.assessment.types.alike import Likeness, Passage, Shared, Span

SEED = 5
LONG_RUN = 12
PAIRED = 3
# What could be in more places than this holds nothing.
MOST_PLACES = 6
# How near holds are to one another, in words; where the wider view finds no passage, the closer one may.
NEAR = (6, 3)
LEAST_HOLDS = 6
LEAST_TELLING = 5
LEAST_ALIKE = 0.42
# From this share of the same words on, a passage is called the same.
WHOLE = 0.9
LEAST_SHOWN = 16

Places = npt.NDArray[np.intp]
Box = tuple[int, int, int, int]
Hold = tuple[int, int]


@dataclass(frozen=True)
class _Found:
    """A passage before it is known whether another tells the same."""

    box: Box
    likeness: Likeness
    same: int


def shared(first: Text, second: Text) -> Shared:
    """What two texts share. The other way round it is the same, seen from the other side."""
    if _order(second) < _order(first):
        return shared(second, first).turned()
    passages = _distinct(_candidates(first, second), len(first), len(second))
    return Shared(tuple(passages), (first.own, second.own))


def is_worth_showing(found: Shared) -> bool:
    """Whether two scripts share a passage that a person should look at: one with enough words that are the same."""
    return any(passage.same >= LEAST_SHOWN for passage in found.passages)


def covered(text: Text, other: Text, *, least: int) -> Marks:
    """The words of a text that stand in passages it shares with the other, and in runs of at least so many words."""
    marks = np.zeros(len(text), np.bool_)
    for start, end, _, _ in _runs(text, other):
        if end - start >= least:
            marks[start:end] = True
    for passage in shared(text, other).passages:
        marks[passage.first.start : passage.first.end] = True
    return marks


def _order(text: Text) -> tuple[int, bytes, bytes]:
    return len(text), text.forms.tobytes(), text.is_off.tobytes()


def _candidates(first: Text, second: Text) -> Iterator[_Found]:
    runs = list(_runs(first, second))
    for box in (*runs, *_promised(first, second)):
        if box[1] - box[0] >= LONG_RUN:
            yield _Found(box, Likeness.EXACT, box[1] - box[0])
    holds = [hold for box in runs for hold in zip(range(box[0], box[1]), range(box[2], box[3]), strict=True)]
    holds += _paired(first, second)
    wide, close = NEAR
    for group in _near(holds, wide):
        found = _passage(first, second, group)
        if found:
            yield found
        else:
            parts = (_passage(first, second, part) for part in _near(group, close))
            yield from (part for part in parts if part)


def _runs(first: Text, second: Text) -> Iterator[Box]:
    """Every longest run of words that stands in both, but those whose words stand everywhere."""
    ours, at = runs_of(first.forms, first.is_off, SEED)
    theirs, there = runs_of(second.forms, second.is_off, SEED)
    one, other = _met(ours, theirs)
    return _along(at[one], there[other], SEED)


def _promised(first: Text, second: Text) -> Iterator[Box]:
    """Runs of the promised length, however often their words stand in either text: from where each stands first."""
    ours, at = runs_of(first.forms, first.is_off, PROMISED)
    theirs, there = runs_of(second.forms, second.is_off, PROMISED)
    _, one, other = np.intersect1d(ours, theirs, return_indices=True)
    boxes = {_stretched(first, second, box) for box in _along(at[one], there[other], PROMISED)}
    return iter(sorted(boxes))


def _stretched(first: Text, second: Text, box: Box) -> Box:
    """A run with what stands on either side of it in both: where paragraphs repeat, only their first place is met."""
    a0, a1, b0, b1 = box
    before, after = min(a0, b0), min(len(first) - a1, len(second) - b1)
    back = _agreeing(first, second, a0 - before, b0 - before, before)[::-1]
    ahead = _agreeing(first, second, a1, b1, after)
    down, up = (len(each) if each.all() else int(each.argmin()) for each in (back, ahead))
    return a0 - down, a1 + up, b0 - down, b1 + up


def _agreeing(first: Text, second: Text, ours: int, theirs: int, many: int) -> Marks:
    """Which of so many words from there on are the same in both, and count in both."""
    mine, yours = slice(ours, ours + many), slice(theirs, theirs + many)
    same = first.forms[mine] == second.forms[yours]
    return np.asarray(same & ~first.is_off[mine] & ~second.is_off[yours], np.bool_)


def _along(ours: Places, theirs: Places, length: int) -> Iterator[Box]:
    """Runs that begin one word after the other on both sides, put together."""
    if not len(ours):
        return
    slant = ours - theirs
    order = np.lexsort((ours, slant))
    ours, theirs, slant = ours[order], theirs[order], slant[order]
    breaks = np.flatnonzero((np.diff(slant) != 0) | (np.diff(ours) != 1)) + 1
    for part in np.split(np.arange(len(ours)), breaks):
        start, end = part[0], part[-1]
        yield int(ours[start]), int(ours[end]) + length, int(theirs[start]), int(theirs[end]) + length


def _paired(first: Text, second: Text) -> list[Hold]:
    """Pairs of telling words that stand in both; each holds by its first word and by its last."""
    ours, starts, ends = _pairs(first)
    theirs, others, others_end = _pairs(second)
    one, other = _met(ours, theirs)
    left = np.concatenate([starts[one], ends[one]]).tolist()
    return list(zip(left, np.concatenate([others[other], others_end[other]]).tolist(), strict=True))


def _pairs(text: Text) -> tuple[Longs, Places, Places]:
    """A number for each two telling words that stand close together, and where they are."""
    telling = np.flatnonzero(text.says & ~text.is_off)
    each = stirred(text.stems[telling].astype(np.uint64) + np.uint64(1))
    steps = [step for step in range(1, PAIRED + 1) if len(each) > step]
    numbers = [each[:-step] + each[step:] for step in steps]
    none = np.empty(0, np.intp)
    starts, ends = [telling[:-step] for step in steps], [telling[step:] for step in steps]
    return (
        np.concatenate([np.empty(0, np.uint64), *numbers]),
        np.concatenate([none, *starts]),
        np.concatenate([none, *ends]),
    )


def _met(ours: Longs, theirs: Longs) -> tuple[Places, Places]:
    """Which numbers of one side are which of the other; those that stand in too many places are left out."""
    common = np.intersect1d(ours, theirs)
    one, other = np.flatnonzero(np.isin(ours, common)), np.flatnonzero(np.isin(theirs, common))
    one, other = one[np.argsort(ours[one], kind="stable")], other[np.argsort(theirs[other], kind="stable")]
    mine, yours = ours[one], theirs[other]
    begins = np.searchsorted(yours, mine, "left")
    many = np.searchsorted(yours, mine, "right") - begins
    own = np.searchsorted(mine, mine, "right") - np.searchsorted(mine, mine, "left")
    times = np.where(many * own <= MOST_PLACES, many, 0)
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    return np.repeat(one, times), other[np.repeat(begins, times) + within]


def _near(holds: Sequence[Hold], size: int) -> Iterator[Sequence[Hold]]:
    """Holds in groups: those in squares of so many words that touch, or have one square between them."""
    squares: dict[Hold, list[Hold]] = {}
    for hold in holds:
        squares.setdefault((hold[0] // size, hold[1] // size), []).append(hold)
    waiting = dict.fromkeys(squares)
    while waiting:
        edge = [next(iter(waiting))]
        del waiting[edge[0]]
        group: list[Hold] = []
        while edge:
            square = edge.pop()
            group += squares[square]
            for other in _around(square):
                if other in waiting:
                    del waiting[other]
                    edge.append(other)
        if len(group) >= LEAST_HOLDS:
            yield group


def _around(square: Hold) -> Iterator[Hold]:
    a, b = square
    return ((a + da, b + db) for da in range(-2, 3) for db in range(-2, 3))


def _passage(first: Text, second: Text, holds: Sequence[Hold]) -> _Found | None:
    """The passage that a group of holds makes, if enough of it is the same on both sides."""
    ours, theirs = [hold[0] for hold in holds], [hold[1] for hold in holds]
    box = (min(ours), max(ours) + 1, min(theirs), max(theirs) + 1)
    mine, yours = _telling(first, box[0], box[1]), _telling(second, box[2], box[3])
    alike = _in_both(mine, yours)
    if alike < LEAST_TELLING or 2 * alike < LEAST_ALIKE * (len(mine) + len(yours)):
        return None
    return _Found(box, Likeness.REWORDED, _in_both(_words(first, box[0], box[1]), _words(second, box[2], box[3])))


def _telling(text: Text, start: int, end: int) -> Numbers:
    part = slice(start, end)
    return text.stems[part][text.says[part] & ~text.is_off[part]]


def _words(text: Text, start: int, end: int) -> Numbers:
    part = slice(start, end)
    return text.stems[part][~text.is_off[part]]


def _in_both(ours: Numbers, theirs: Numbers) -> int:
    """How many of these words stand on both sides, each as often as on the side that has it less often."""
    return (Counter(ours.tolist()) & Counter(theirs.tolist())).total()


def _distinct(found: Iterable[_Found], first: int, second: int) -> Iterator[Passage]:
    """The passages that tell something of their own, those with the most words first."""
    ours, theirs = np.zeros(first, np.bool_), np.zeros(second, np.bool_)
    for each in sorted(found, key=lambda one: (-one.same, one.likeness.value, one.box)):
        a0, a1, b0, b1 = each.box
        if 2 * ours[a0:a1].sum() > a1 - a0 or 2 * theirs[b0:b1].sum() > b1 - b0:
            continue
        ours[a0:a1], theirs[b0:b1] = True, True
        whole = each.same >= WHOLE * max(a1 - a0, b1 - b0)
        yield Passage(Likeness.EXACT if whole else each.likeness, Span(a0, a1), Span(b0, b1), each.same)
