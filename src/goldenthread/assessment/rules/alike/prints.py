"""What is kept of a script so that others are found that share something with it: about a thousand numbers.

Two kinds, which never meet one another:

*Exact*: every run of eight words has a number, and of each eighteen neighbouring runs the smallest is kept. Two texts
with twenty-five words in common share eighteen runs, and so the smallest of these: none is ever missed.

*Loose*: every three telling words that stand close together, whatever their order and their endings, have a number,
and one in eight is kept, the same ones in every text. Texts that were lightly reworded share some of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goldenthread.assessment.rules.alike.words import Marks, Numbers, Text

PROMISED = 25
RUN = 8
REACH = PROMISED - RUN + 1
CLOSE = 4
ONE_IN = 8

Longs = npt.NDArray[np.uint64]
_STRIDE = np.uint64(0x9E3779B97F4A7C15)
_STIR = np.uint64(0xD6E8FEB86659FD93)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True)
class Prints:
    """The numbers kept of a text, ascending, and at which word each stands for the first time."""

    numbers: Numbers
    places: npt.NDArray[np.uint16]

    @property
    def is_exact(self) -> Marks:
        """Which of them stand for runs of words."""
        return np.asarray((self.numbers & np.uint32(1)) == 1, np.bool_)


def prints_of(text: Text) -> Prints:
    """What is kept of a text; exact numbers are odd and loose ones even."""
    exact, exact_at = _exact(text)
    loose, loose_at = _loose(text)
    numbers = np.concatenate([exact, loose])
    at = np.concatenate([exact_at, loose_at])
    found, first = np.unique(numbers, return_index=True)
    return Prints(found, np.minimum(at[first], 0xFFFF).astype(np.uint16))


def runs_of(forms: Numbers, off: Marks, length: int) -> tuple[Longs, npt.NDArray[np.intp]]:
    """A number for each run of so many words in which every word counts, and at which word it begins."""
    count = len(forms) - length + 1
    if count <= 0:
        return np.empty(0, np.uint64), np.empty(0, np.intp)
    total = np.zeros(count, np.uint64)
    spoilt = np.zeros(count, np.bool_)
    for step in range(length):
        total = total * _STRIDE + forms[step : step + count]
        spoilt |= off[step : step + count]
    at = np.flatnonzero(~spoilt)
    return stirred(total[at]), at


def kept_part(runs: Longs) -> Numbers:
    """What is kept of the number of a run of words: an odd number of half the length."""
    return np.asarray((runs >> np.uint64(32)).astype(np.uint32) | np.uint32(1), np.uint32)


def stirred(numbers: Longs) -> Longs:
    """Numbers without any order, so that the smallest is anyone's."""
    mixed = (numbers ^ (numbers >> np.uint64(32))) * _STIR
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _STRIDE
    return mixed ^ (mixed >> np.uint64(32))


def _exact(text: Text) -> tuple[Numbers, npt.NDArray[np.intp]]:
    numbers, at = runs_of(text.forms, text.is_off, RUN)
    if not len(numbers):
        return np.empty(0, np.uint32), at
    spread = np.full(max(len(text) - RUN + 1, REACH), _NONE, np.uint64)
    spread[at] = numbers
    windows = np.lib.stride_tricks.sliding_window_view(spread, REACH)
    kept = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    kept = kept[spread[kept] != _NONE]
    return kept_part(spread[kept]), kept


def _loose(text: Text) -> tuple[Numbers, npt.NDArray[np.intp]]:
    telling = np.flatnonzero(text.says & ~text.is_off)
    each = stirred(text.stems[telling].astype(np.uint64) + np.uint64(1))
    numbers: list[Longs] = [np.empty(0, np.uint64)]
    at: list[npt.NDArray[np.intp]] = [np.empty(0, np.intp)]
    for first in range(1, CLOSE):
        for second in range(first + 1, CLOSE + 1):
            count = len(each) - second
            if count > 0:
                # A sum, so that the order of the three makes no difference.
                numbers.append(stirred(each[:count] + each[first : first + count] + each[second : second + count]))
                at.append(telling[:count])
    found, where = np.concatenate(numbers), np.concatenate(at)
    kept = found % np.uint64(ONE_IN) == 0
    return (found[kept] >> np.uint64(32)).astype(np.uint32) & np.uint32(0xFFFFFFFE), where[kept]
