"""Find statements by words, tolerant of endings and of slips in typing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log
from types import MappingProxyType

from goldenthread.frameworks.rules.wording import words_of
from goldenthread.frameworks.types import Found, Searchable
from goldenthread.ground.rules.wording import folded

_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "edly", "ed", "es", "s", "ly", "e")
_SHORTEST_STEM = 3
_LABEL = re.compile(r"(?:[a-z][a-z0-9-]*\.)?[a-z0-9]*\d[a-z0-9]*(?:\.[a-z0-9]+)+")
_PIECE = re.compile(r"(\s+)")
# How much a word counts that is only begun, one that was mistyped, and one that names the framework or its edition.
BEGUN, MISTYPED, NAMED = 0.7, 0.5, 5.0
# Shorter words are too easily one letter away from another; long ones may have two slips.
ONE_SLIP_FROM, TWO_SLIPS_FROM = 4, 8


def stem(word: str) -> str:
    """The word without its ending, so that "assesses", "assessed" and "assessment" are one. Numbers stay."""
    if word[:1].isdigit():
        return word
    word = word.removesuffix("'s")
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] in "bdglmnprt":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > _SHORTEST_STEM else word


def search(words: str, among: Sequence[Searchable]) -> Found:
    """The statements that have every word, the best first; where none has, those that have the most of them.

    Rarer words count for more, whole words for more than those only begun, and these for more than mistyped ones. The
    code of a framework and the name of an edition are words of every statement of it, so that one is found by what it
    is cited by. With no words all are found; with nothing in them that could be looked for, none.
    """
    labels, stems = _asked(words)
    if not labels and not stems:
        return Found((), has_all=False) if words.strip() else Found(tuple(one.ref for one in among), has_all=True)
    held = [_stems(one.text) for one in among]
    meant = {asked: _meant(asked, {each for stems in held for each in stems}) for asked in stems}
    rare = _rarity(held)
    scored = []
    for at, (one, own) in enumerate(zip(among, held, strict=True)):
        best = [
            max(
                (weight * rare[each] for each, weight in meant[asked].items() if each in own),
                default=NAMED if asked in _names(one.names) else 0.0,
            )
            for asked in stems
        ]
        named = [label in _labels(one) for label in labels]
        hits = sum(score > 0 for score in best) + sum(named)
        scored.append((hits, sum(best) + 10 * sum(named), -at, one.ref))
    most = max((hits for hits, *_ in scored), default=0)
    found = sorted((row for row in scored if row[0] == most and most), reverse=True)
    return Found(tuple(ref for *_, ref in found), has_all=most == len(stems) + len(labels))


def pieces(text: str, words: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is among the words looked for; together they are the text."""
    _, asked = _asked(words)
    vocabulary = _stems(text)
    meant = {each for one in asked for each in _meant(one, vocabulary)}
    found: list[tuple[str, bool]] = []
    for piece in _PIECE.split(text):
        is_hit = any(stem(word) in meant for word in words_of(piece))
        if found and found[-1][1] is is_hit:
            found[-1] = (found[-1][0] + piece, is_hit)
        else:
            found.append((piece, is_hit))
    return tuple(each for each in found if each[0])


def is_slip(one: str, other: str) -> bool:
    """Whether one word is the other mistyped: a letter left out, put in, changed, or two that changed places."""
    longest = max(len(one), len(other))
    slips = 2 if longest >= TWO_SLIPS_FROM else 1 if longest >= ONE_SLIP_FROM else 0
    if not slips or abs(len(one) - len(other)) > slips or one[:1].isdigit() or other[:1].isdigit():
        return False
    return _distance(one, other) <= slips


def _distance(one: str, other: str) -> int:
    """How many slips lie between two words (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, to in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != to))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == to:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _asked(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels and the stems of what was typed, each once."""
    plain = folded(words).casefold()
    labels = dict.fromkeys(_LABEL.findall(plain))
    return tuple(labels), tuple(dict.fromkeys(stem(word) for word in words_of(_LABEL.sub(" ", plain))))


def _meant(asked: str, vocabulary: Iterable[str]) -> Mapping[str, float]:
    """The stems that may be meant by one that was typed, each with how much it counts.

    A word that stands there as it was typed is not taken for a slip as well.
    """
    found = {each: 1.0 if each == asked else BEGUN for each in vocabulary if each.startswith(asked)}
    if not found and len(asked) >= _SHORTEST_STEM:
        found = {each: MISTYPED for each in vocabulary if is_slip(asked, each)}
    return MappingProxyType(found)


def _rarity(held: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts: dict[str, int] = {}
    for stems in held:
        for each in stems:
            counts[each] = counts.get(each, 0) + 1
    return {each: 1 + log(len(held) / number) for each, number in counts.items()}


def _labels(one: Searchable) -> frozenset[str]:
    said = (label.casefold() for label in (*one.labels, *one.names))
    return frozenset((*said, *_LABEL.findall(one.text.casefold())))


# The same few names stand with every statement of an edition.
@lru_cache(maxsize=1_000)
def _names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem("".join(words_of(name))) for name in names)


# The words of an edition never change, so what they come to is kept for as long as the process lives.
@lru_cache(maxsize=20_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text))
