"""Markings as arrays, in one order whatever order they came in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """Every two markings of one script: places of the markings, and the weight of the pair.

    Of a script with several markings each pair counts so much that every marking counts once.
    """

    first: Numbers
    second: Numbers
    weight: Reals


@dataclass(frozen=True)
class Marks:
    """Finished markings: whose script, who marked, and the place of each mark on its criterion's scale, from 0.

    ``scripts`` and ``markers`` hold places in ``script_ids`` and ``marker_ids``. ``tops``: the highest place of each
    criterion.
    """

    script_ids: Numbers
    marker_ids: Numbers
    scripts: Numbers
    markers: Numbers
    places: Numbers
    tops: tuple[int, ...]

    @property
    def doubled(self) -> npt.NDArray[np.bool_]:
        """Which scripts have two markings or more."""
        return np.bincount(self.scripts, minlength=len(self.script_ids)) > 1

    def pairs(self) -> Pairs:
        """Every two markings of one script."""
        _, starts, sizes = np.unique(self.scripts, return_index=True, return_counts=True)
        first, second, weight = [], [], []
        for size in np.unique(sizes[sizes > 1]):
            base = starts[sizes == size]
            for one in range(size):
                for two in range(one + 1, size):
                    first.append(base + one)
                    second.append(base + two)
                    weight.append(np.full(len(base), 1 / (size - 1)))
        if not first:
            none = np.zeros(0, dtype=np.int64)
            return Pairs(none, none, np.zeros(0))
        a, b, w = (np.concatenate(each) for each in (first, second, weight))
        order = np.lexsort((b, a))
        return Pairs(a[order], b[order], w[order])

    def totals(self) -> Numbers:
        """The unweighted sum of places of each marking."""
        found: Numbers = self.places.sum(axis=1)
        return found

    def digest(self, *more: str) -> str:
        """A hash of everything that goes in, so that the same markings are known again."""
        found = hashlib.sha256(repr((self.tops, more)).encode())
        for each in (self.script_ids[self.scripts], self.marker_ids[self.markers], self.places):
            found.update(np.ascontiguousarray(each, dtype="<i8").tobytes())
        return found.hexdigest()


def marks_of(rows: Sequence[tuple[int, int, Sequence[int]]], tops: Sequence[int]) -> Marks:
    """Marks out of script, marker and the places of one marking's marks, in any order."""
    heads = np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2)
    places = np.array([row[2] for row in rows], dtype=np.int64).reshape(len(rows), len(tops))
    return marks_from(heads[:, 0], heads[:, 1], places, tops)


def marks_from(scripts: Numbers, markers: Numbers, places: Numbers, tops: Sequence[int]) -> Marks:
    """Marks out of columns, in any order."""
    order = np.lexsort((markers, scripts))
    script_ids, script_at = np.unique(scripts[order], return_inverse=True)
    marker_ids, marker_at = np.unique(markers[order], return_inverse=True)
    return Marks(script_ids, marker_ids, script_at, marker_at, places[order], tuple(tops))


def groups_of(marks: Marks, pairs: Pairs) -> Numbers:
    """For each marker the number of their group: those whom shared scripts join, however far about.

    Groups are numbered by size, the largest first; of equals the one with the least marker.
    """
    group = np.arange(len(marks.marker_ids))
    ends = np.unique(np.c_[marks.markers[pairs.first], marks.markers[pairs.second]], axis=0)
    while len(ends):
        least = group.copy()
        np.minimum.at(least, ends[:, 0], group[ends[:, 1]])
        np.minimum.at(least, ends[:, 1], group[ends[:, 0]])
        least = np.minimum(least, least[least])
        if np.array_equal(least, group):
            break
        group = least
    names, sizes = np.unique(group, return_counts=True)
    order = np.lexsort((names, -sizes))
    number = np.empty(len(names), dtype=np.int64)
    number[order] = np.arange(len(names))
    return number[np.searchsorted(names, group)]
