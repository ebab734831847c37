"""How alike two statements are worded, and which words differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from goldenthread.frameworks.types import Fate, Run

_FOLDS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " "})
# Extractors eat the hyphen where a line was wrapped, so "expert-led" and "expertled" are one word here.
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def folded(text: str) -> str:
    """The text less what typesetters choose: shapes of quotes and dashes, and white space."""
    return " ".join(text.translate(_FOLDS).split())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in order, without case, marks and hyphens."""
    return tuple(_WORD.findall(_HYPHEN.sub("", folded(text)).casefold()))


def shared_at_most(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that both have in any order: quick to find, and never below :func:`alike`."""
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 1.0


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of words that both have in one order, from 0 to 1."""
    whole = len(one) + len(other)
    if not whole:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 2 * sum(block.size for block in matcher.get_matching_blocks()) / whole


def runs(old: str, new: str) -> tuple[Run, ...]:
    """The words of both in reading order, those of ``old`` that are gone before those of ``new`` that have come."""
    one, other = folded(old).split(), folded(new).split()
    was, now = old.split(), new.split()
    found = []
    for fate, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if fate == "equal":
            found.append(Run(Fate.KEPT, " ".join(now[c:d])))
            continue
        found += [Run(Fate.GONE, " ".join(was[a:b]))] if b > a else []
        found += [Run(Fate.COME, " ".join(now[c:d]))] if d > c else []
    return tuple(found)
