"""A text as numbers: each word by its form and by its stem, and whether it is compared at all.

Case, accents of typography, soft hyphens and letters of other alphabets that only look like ours make no difference,
so that changing them hides nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.words import Part

Numbers = npt.NDArray[np.uint32]
Marks = npt.NDArray[np.bool_]

# Lists of contents and of references are alike wherever the same is read.
NOT_COMPARED = frozenset({Part.CONTENTS, Part.REFERENCES})

_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\W_]+(?:['’{_UNSEEN}]+[^\W_]+)*")
_NOTHING = re.compile(f"[{_UNSEEN}]")
_LOOKALIKES = str.maketrans("авекмнорстухіјѕԁҽɡɑοαερτυνικ", "abekmhopctyxijsdegaoaeptuvik")
_STEM = 6
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ers", "est", "ed", "es", "ly", "er", "s", "e", "y")
_LEAST = 3
# Words that hold a sentence together, and say little of what it is about.
_SMALL_WORDS = """
a about above across after again against all almost along already also although always am among an and another
any anyone anything are around as at away back be became because become been before being below between both but
by came can cannot come could did do does doing done down during each either else enough even ever every
everyone everything few first for from further gave get give given go had has have having he her here hers
herself him himself his how however i if in indeed instead into is it its itself just kept last least less let
like made make many may me might mine more most much must my myself near need neither never next no nobody none
nor not nothing now of off often on once one only onto or other others our ours ourselves out over own per
perhaps put quite rather really said same see seem seemed several shall she should since so some someone
something soon still such take than that the their theirs them themselves then there therefore these they thing
this those though through thus to together too toward towards two under until up upon us use used very was way
we well went were what whatever when where whether which while who whole whom whose why will with within without
would yet you your yours yourself yourselves
"""
_COMMON = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True)
class Text:
    """A text to be compared. ``is_off``: words that count for nothing, because they are not the writer's own."""

    forms: Numbers
    stems: Numbers
    says: Marks
    is_off: Marks

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def own(self) -> int:
        """How many words are the writer's own."""
        return int((~self.is_off).sum())

    def without(self, off: Marks) -> Text:
        """The same text with further words that count for nothing."""
        return replace(self, is_off=self.is_off | off)


@dataclass(frozen=True)
class Place:
    """Where a word stands: in which block, from which letter to which."""

    block: int
    start: int
    end: int


def places_of(blocks: Sequence[Block]) -> tuple[Place, ...]:
    """Where each word of a text stands, in the order in which :func:`text_of` numbers them."""
    return tuple(
        Place(number, found.start(), found.end())
        for number, block in enumerate(blocks)
        for found in _WORD.finditer(block.text)
    )


def text_of(blocks: Sequence[Block]) -> Text:
    """A script, or a brief, as numbers."""
    words: list[tuple[int, int, bool]] = []
    off: list[bool] = []
    for block in blocks:
        found = [_number(word) for word in _WORD.findall(block.text)]
        words += found
        off += [block.part in NOT_COMPARED] * len(found)
    columns = list(zip(*words, strict=True)) or [(), (), ()]
    return Text(
        np.array(columns[0], dtype=np.uint32),
        np.array(columns[1], dtype=np.uint32),
        np.array(columns[2], dtype=np.bool_),
        np.array(off, dtype=np.bool_),
    )


@lru_cache(maxsize=200_000)
def _number(word: str) -> tuple[int, int, bool]:
    plain = plain_word(word)
    return crc32(plain.encode()), crc32(stem(plain).encode()), plain not in _COMMON


def plain_word(word: str) -> str:
    """A word without what changes its look and not its reading."""
    apart = unicodedata.normalize("NFKD", _NOTHING.sub("", word)).casefold()
    letters = "".join(each for each in apart if not unicodedata.combining(each))
    return letters.translate(_LOOKALIKES).replace("'", "").replace("’", "")


def stem(word: str) -> str:
    """A word without its ending, and its first letters only: near enough for words of one family to meet."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)][:_STEM]
    return word[:_STEM]
