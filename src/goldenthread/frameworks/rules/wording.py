"""How alike two statements are worded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from goldenthread.ground.rules.wording import folded

# Extractors eat the hyphen where a line was wrapped, so "expert-led" and "expertled" are one word here.
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


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
