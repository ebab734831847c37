"""The shape of English sentences, as far as it helps to tell which words belong together.

Nothing here knows any framework. What is particular to a document (which words follow which, how wide its columns
are, whether its bullets begin with a capital) is counted from the document itself.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from goldenthread.frameworks.rules.lines import SOFT_HYPHEN, Sort, Token
from goldenthread.frameworks.types import Kind

# A sentence may carry the mark of a note behind its end: a small figure, or one that lost its smallness.
_NOTE = r"(?:\[\d{1,3}\]|[\u00b9\u00b2\u00b3\u2070-\u2079]+|(?<=[a-z)][.!?])\d{1,2}|[*†‡]+)?"
_ENDED = re.compile(rf"(?:[.!?…]|[.!?][\"'’”)\]]+){_NOTE}$")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|cf|vs|no|pp?)\.$", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_CAPITALISED = re.compile(r"[A-Z][a-z]+,?$")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FINITE = _set("is are was were can may might will would should could must has have had do does cannot")
_SUBORDINATE = _set(
    "that which who whom whose what when where while whilst how if whether because since although so as than before "
    "after until unless once"
)
_DETERMINERS = _set("a an the its their his her our your this it them all each every")
_LINKING = _set("of to in on at by for with from into about and or but than")
_LEADING = _set("a an the this its their his her our your of to in on at by for with from into and or")
_FUNCTION = (
    _FINITE
    | _SUBORDINATE
    | _DETERMINERS
    | _LINKING
    | _set(
        "that these those through over under between across nor be been being not no any some more most other such "
        "they he she we you there also including e.g i.e"
    )
)
_LEADS_ON = _DETERMINERS | _LINKING | _SUBORDINATE | _FINITE
FEWEST_ENDS = 3
SELDOM = 0.34
_ENDINGS = ("ing", "ed", "ly", "tion", "ment", "ness", "ity", "ance", "ence", "ive", "al", "ic", "ous", "ful", "ble")
_NARROW, _WIDE = frozenset("iljtfrI.,;:!'’‘|()[]- "), frozenset("mwMW@%—…")


@lru_cache(maxsize=8192)
def is_ended(text: str) -> bool:
    """Whether the text stops as a sentence stops."""
    return bool(_ENDED.search(text)) and not _ABBREVIATED.search(text)


@lru_cache(maxsize=8192)
def starts_low(text: str) -> bool:
    """Whether the first letter is a small one, so that the words go on from somewhere."""
    first = next((char for char in text if char.isalnum()), "A")
    return first.islower() or text[:1] in ",;:)"


@lru_cache(maxsize=8192)
def starts_with_gerund(text: str) -> bool:
    """Whether an *-ing* word opens the text, or its second word does after an adverb."""
    words = [word.lower() for word in _WORD.findall(text)[:2]]
    return bool(words) and (
        _is_gerund(words[0]) or (words[0].endswith("ly") and len(words) > 1 and _is_gerund(words[1]))
    )


def _is_gerund(word: str) -> bool:
    return word.endswith("ing") and len(word) > 4


@lru_cache(maxsize=8192)
def asserts(text: str) -> bool:
    """Whether the first sentence has a main verb we can see: "Working with parents can be hard" has, and
    "Ensuring that the time is convenient" has not, because its verb belongs to *that*."""
    sentence = re.split(r"(?<=[.!?;])\s", _BRACKETED.sub(" ", text), maxsplit=1)[0]
    words = _WORD.findall(sentence.lower())
    for word, after in zip(words, [*words[1:], ""], strict=False):
        if word in _SUBORDINATE:
            return False
        if word in _FINITE or (word.endswith("s") and word not in _FUNCTION and after in _DETERMINERS):
            return True
    return False


@lru_cache(maxsize=8192)
def brackets(text: str) -> tuple[int, int]:
    """How many brackets close that were not opened in the text, and how many stay open."""
    unopened = opened = 0
    for char in text:
        if char == "(":
            opened += 1
        elif char == ")" and opened:
            opened -= 1
        elif char == ")":
            unopened += 1
    return unopened, opened


@lru_cache(maxsize=8192)
def width(text: str) -> float:
    """The width of printed words, in letters of middling width."""
    return sum(0.55 if char in _NARROW else 1.45 if char in _WIDE else 1.2 if char.isupper() else 1.0 for char in text)


def join(before: str, after: str) -> str:
    """Two wrapped lines as one text: a word cut at its hyphen or its stroke is closed up, and keeps it.

    A soft hyphen at a line's end was put there by the writer's setting, and is none of the words.
    """
    if not before:
        return after
    if before.endswith(SOFT_HYPHEN):
        gap = "" if after[:1].islower() else " "
        return f"{before[:-1]}{gap}{after}"
    closed = before.endswith(("-", "/")) and before[-2:-1].isalpha() and after[:1].islower()
    return f"{before}{after}" if closed else f"{before} {after}"


@lru_cache(maxsize=8192)
def sort_of(word: str) -> str:
    """The kind of word, as far as its spelling gives it away."""
    low = word.lower().strip("‘’“”\"'()")
    if low[-1:] in ",;:":
        return ","
    if low in _FUNCTION:
        return low
    ending = next((end for end in _ENDINGS if low.endswith(end) and len(low) > len(end) + 2), "")
    return f"-{ending}" if ending else "-s" if low.endswith("s") and not low.endswith("ss") else "-"


@dataclass(frozen=True, slots=True)
class Manner:
    """How one document goes about its sentences: counted from its own lines."""

    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    sorts: Counter[tuple[str, str]] = field(default_factory=Counter)
    firsts: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    total: int = 1
    column: float = 0.0
    capitals: float = 1.0
    # Words that the document writes without a capital somewhere.
    commons: frozenset[str] = frozenset()
    # Kinds of items that it leaves without a stop at their end.
    unstopped: frozenset[Kind] = frozenset()
    # Lines that begin as a title does and stand in it more than once.
    again: frozenset[str] = frozenset()

    def may_stop(self, kind: Kind, text: str) -> bool:
        """Whether an item of this kind may end so without a stop: others do, and its last word leads nowhere on."""
        return kind in self.unstopped and bare(text.rsplit(maxsplit=1)[-1]) not in _LEADS_ON and text[-1] != SOFT_HYPHEN

    def unlikely(self, before: str, after: str) -> float:
        """How unlikely it is that a line ending so goes on so: from -1.5 (seen together) to 2.5. Both hold words."""
        if before.endswith(SOFT_HYPHEN):
            return -1.5 if after[:1].islower() else 2.5
        last, first = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
        if (bare(last), bare(first)) in self.pairs:
            return -1.5
        one, two = sort_of(last), sort_of(first)
        expected = self.firsts[one] * self.seconds[two] / self.total
        lift = math.log2((self.sorts[one, two] + 0.3) / (expected + 0.3))
        clash = 2.0 if one in _LEADING and (two in _LINKING or two in _FINITE) else 0.0
        return max(-1.0, min(2.5, clash - 0.6 * lift))

    def spare(self, before: str, after: str) -> float | None:
        """The room left on the line before, had the next word been set on it; None where lines are not wrapped."""
        first = after.split()[:1]
        if not self.column or not first:
            return None
        return self.column - width(before) - 0.55 - width(first[0])

    def breaks_off(self, words: Sequence[str], at: int) -> bool:
        """Whether something else seems to begin with a word that no sentence ends before: it has a capital, is no
        name as far as this document shows, and stands among words without."""
        near = [*words[max(0, at - 2) : at], *words[at + 1 : at + 3]]
        return (
            bool(_CAPITALISED.match(words[at]))
            and words[at - 1][-1:].islower()
            and not any(word[:1].isupper() for word in near)
            and bare(words[at]) in self.commons
        )

    def is_name(self, word: str) -> bool:
        """Whether the document writes this word with a capital in the middle of sentences."""
        return bare(word) in self.names


def bare(word: str) -> str:
    """A word for comparing: small letters, no marks around it."""
    return word.lower().strip(".,;:!?‘’“”\"'()[]")


def manner_of(tokens: tuple[Token, ...]) -> Manner:
    """Count a document's manner from its runs of words."""
    texts = [token for token in tokens if token.sort is Sort.TEXT]
    pairs, names = set[tuple[str, str]](), set[str]()
    sorts, firsts, seconds = Counter[tuple[str, str]](), Counter[str](), Counter[str]()
    for token in texts:
        words = token.text.split()
        for one, two in pairwise(words):
            if one[-1:].isalpha():
                pairs.add((bare(one), bare(two)))
            if two[:1].isupper() and one[-1:] not in ".!?:…":
                names.add(bare(two))
            if one[-1:] not in ".!?":
                first, second = sort_of(one), sort_of(two)
                sorts[first, second] += 1
                firsts[first] += 1
                seconds[second] += 1
    marked = [token for token in texts if token.bullet]
    capitals = sum(not starts_low(token.text) for token in marked) / len(marked) if marked else 1.0
    commons = {word for token in texts for word in token.text.split() if word.isalpha() and word.islower()}
    return Manner(
        frozenset(pairs),
        frozenset(names),
        sorts,
        firsts,
        seconds,
        max(1, sum(firsts.values())),
        _column(texts),
        capitals,
        frozenset(commons),
        frozenset(kind for kind in (Kind.LEARN_THAT, Kind.PRACTICE) if _goes_without_stops(texts, kind)),
        _again(texts),
    )


def _again(texts: list[Token]) -> frozenset[str]:
    said = Counter(token.text for token in texts if not token.mark and token.text[0].isupper())
    return frozenset(text for text, times in said.items() if times > 1 and not is_ended(text) and text[-1] != ":")


def _goes_without_stops(texts: list[Token], kind: Kind) -> bool:
    """Whether marked items of a kind that are followed by another of their kind seldom end with a stop."""
    ends, last = list[str](), ""
    for token in texts:
        own = token.bullet if kind is Kind.PRACTICE else token.number is not None
        if own and last:
            ends.append(last)
        goes_on = bool(last) and not token.mark and starts_low(token.text)
        last = token.text if own or goes_on else ""
    return len(ends) >= FEWEST_ENDS and sum(is_ended(end) for end in ends) < len(ends) * SELDOM


def _column(texts: list[Token]) -> float:
    """The width of a full line: of lines that another line goes on from. Zero where lines are not wrapped."""
    wrapped = sorted(
        width(one.text)
        for one, two in pairwise(texts)
        if not is_ended(one.text) and starts_low(two.text) and not two.after_blank and not two.mark
    )
    if len(wrapped) < 8 or len(wrapped) * 5 < len(texts):
        return 0.0
    return wrapped[int(len(wrapped) * 0.9)]
