"""Which scripts are worth laying beside a new one, told from their prints alone.

What more than a crowd of people share is common wording: a heading, a template, a quotation that everybody has. It
counts for nothing between two of them, and is told of by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goldenthread.assessment.rules.alike.prints import REACH, RUN, Prints, kept_part, runs_of
from goldenthread.assessment.rules.alike.words import Marks, Numbers, Text

CROWD = 20
TOGETHER = 60
LEAST_LOOSE = 2

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """The prints of some scripts: all their numbers in a row, how many each has, and who wrote it."""

    scripts: Ids
    writers: Ids
    counts: Ids
    numbers: Numbers


@dataclass(frozen=True)
class Met:
    """Which of a script's numbers stand in which other scripts, and who wrote these."""

    which: Ids
    scripts: Ids
    writers: Ids


def meet(prints: Prints, pool: Iterable[Batch]) -> Met:
    """Look for a script's numbers among those of all others, a batch at a time."""
    found = [_meet(prints.numbers, batch) for batch in pool]
    none = np.empty(0, np.int64)
    columns = list(zip(*found, strict=True)) or [(none,), (none,), (none,)]
    return Met(*(np.concatenate(column) for column in columns))


def _meet(numbers: Numbers, batch: Batch) -> tuple[Ids, Ids, Ids]:
    # Most numbers are told apart by their lower half, at a look; the rest are looked up.
    known = np.zeros(0x10000, np.bool_)
    known[numbers & np.uint32(0xFFFF)] = True
    near = np.flatnonzero(known[batch.numbers.astype(np.uint16)])
    at = np.searchsorted(numbers, batch.numbers[near])
    same = numbers[np.minimum(at, max(len(numbers) - 1, 0))] == batch.numbers[near] if len(numbers) else at < 0
    ends = np.cumsum(batch.counts)
    rows = np.searchsorted(ends, near[same], "right")
    return at[same].astype(np.int64), batch.scripts[rows], batch.writers[rows]


def crowded(prints: Prints, met: Met, *, writer: int) -> Marks:
    """Which of a script's numbers more than a crowd of people share, whoever wrote it among them."""
    pairs = np.unique(np.stack([met.which, met.writers], axis=1), axis=0)
    others = np.bincount(pairs[pairs[:, 1] != writer, 0].astype(np.intp), minlength=len(prints.numbers))
    return np.asarray(others + 1 > CROWD, np.bool_)


@dataclass(frozen=True)
class ToCompare:
    """The scripts that are to be laid beside a new one: for certain, and if what they share stands close together.

    ``shared``: for each of the second kind, which of the new script's numbers it has.
    """

    certain: frozenset[int]
    shared: Mapping[int, Ids]


def to_compare(prints: Prints, met: Met, common: Marks) -> ToCompare:
    """Those that share a run of words with it, and those that share some closeness of words; common wording is none."""
    counts = ~common[met.which]
    exact = prints.is_exact[met.which]
    certain = frozenset(np.unique(met.scripts[counts & exact]).tolist())
    loose = np.flatnonzero(counts & ~exact)
    scripts, many = np.unique(met.scripts[loose], return_counts=True)
    several = [script for script in scripts[many >= LEAST_LOOSE].tolist() if script not in certain]
    return ToCompare(certain, {script: met.which[loose][met.scripts[loose] == script] for script in several})


def stand_together(prints: Prints, which: Ids, other: Prints) -> bool:
    """Whether two or more of the numbers that two scripts share stand close together in both."""
    ours = prints.places[which].astype(np.int64)
    theirs = other.places[np.searchsorted(other.numbers, prints.numbers[which])].astype(np.int64)
    apart = np.maximum(np.abs(ours[:, None] - ours[None, :]), np.abs(theirs[:, None] - theirs[None, :]))
    return bool((np.triu(apart <= TOGETHER, 1)).any())


def common_words(text: Text, numbers: Numbers) -> Marks:
    """The words of a text that are common wording, given the exact numbers that a crowd shares.

    Where such wording ends is known only to within the reach of the prints, so that much beside it counts as well.
    """
    marks = np.zeros(len(text), np.bool_)
    runs, at = runs_of(text.forms, text.is_off, RUN)
    for start in at[np.isin(kept_part(runs), numbers)].tolist():
        marks[max(start - REACH + 1, 0) : start + RUN + REACH - 1] = True
    return marks


def with_beside(common: Marks, prints: Prints, words: Marks) -> Marks:
    """Which of a script's numbers are common, and which stand where common wording does."""
    return np.asarray(common | words[prints.places], np.bool_) if len(words) else common
