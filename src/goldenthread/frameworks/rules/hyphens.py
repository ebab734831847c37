"""Hyphens that were eaten where a line ended, as far as the document's own words give it away. None is put back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.frameworks.types import ReadItem
from goldenthread.frameworks.types.suggesting import Suggestion

_WORD = re.compile(r"(?<![\w-])[A-Za-z]+(?![\w-])")
_HYPHENED = re.compile(r"(?<![\w/.-])[A-Za-z]{2,}(?:-[A-Za-z]{2,})+(?![\w/-])")
# A word that is made once or twice, whose parts stand by themselves, the second as what compounds end in.
LEAST_PART, LEAST_WORD, MOST_TIMES = 3, 7, 2
_ENDING = re.compile(r"^[a-z]{3,}ed$")


@dataclass(frozen=True, slots=True)
class _Words:
    """A document's words by how often they stand in it, its hyphened ones by what they are without, and their ends."""

    times: Counter[str]
    hyphened: dict[str, str]
    ends: frozenset[str]


def suggestions(items: Sequence[ReadItem], source: str) -> tuple[Suggestion, ...]:
    """What may have lost its hyphen, each word of each item once. Nothing is looked up outside the document."""
    known = _words(source)
    return tuple(found for item in items for found in _of_item(item, known))


def taken(text: str, was: str, suggests: str) -> str | None:
    """The text with the word put so, where it first stands; ``None`` where it stands no longer."""
    put, many = re.subn(rf"(?<![\w-]){re.escape(was)}(?![\w-])", lambda _: suggests, text, count=1)
    return put if many else None


def _words(source: str) -> _Words:
    inside = [line for line in source.split("\n") if "://" not in line]
    hyphened = {word.lower() for line in inside for word in _HYPHENED.findall(line)}
    return _Words(
        Counter(word.lower() for word in _WORD.findall(source)),
        {word.replace("-", ""): word for word in sorted(hyphened)},
        frozenset(word.rpartition("-")[2] for word in hyphened),
    )


def _of_item(item: ReadItem, known: _Words) -> Iterator[Suggestion]:
    for word in dict.fromkeys(_WORD.findall(item.text)):
        low = word.lower()
        if low in known.hyphened:
            put = known.hyphened[low]
            says = f"The document writes “{put}” elsewhere."
        elif (cut := _cut(low, known)) > 0:
            put = f"{low[:cut]}-{low[cut:]}"
            says = f"“{low[:cut]}” and “{low[cut:]}” both stand in the document, and “{low}” hardly does."
        else:
            continue
        yield Suggestion(item.position, word, word[:1] + put[1:], says)


def _cut(word: str, known: _Words) -> int:
    """Where a joined word may be cut in two, or 0."""
    if len(word) < LEAST_WORD or known.times[word] > MOST_TIMES:
        return 0
    for at in range(LEAST_PART, len(word) - LEAST_PART + 1):
        one, two = word[:at], word[at:]
        if known.times[one] and known.times[two] and (two in known.ends or _ENDING.match(two)):
            return at
    return 0
