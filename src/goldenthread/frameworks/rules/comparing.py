"""Compare a new edition with the last, statement by statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from goldenthread.frameworks.rules.wording import alike, shared_at_most, words_of
from goldenthread.frameworks.types import Change, Kind, Pair, Said
from goldenthread.ground.rules.wording import folded
from goldenthread.ground.types import Refusal


@dataclass(frozen=True, slots=True)
class Likeness:
    """From which share of words on two of a kind are one, reworded: wherever it stands now, and where it stood."""

    anywhere: Mapping[str, float]
    in_place: Mapping[str, float]


# From this share of words on, one statement is taken for another reworded. Of the 120 statements of the senior
# leadership framework of 2020 no two that say different things share more than 0.57 of their words in order, of its
# 136 practices no two more than 0.56; its 34 stems are short, of one build, and share up to 0.67 (decision 0040).
# In the very place where the old one stood, less likeness will do.
OF_STATEMENTS = Likeness(
    anywhere=MappingProxyType(dict.fromkeys(map(str, Kind), 0.6) | {str(Kind.STEM): 0.75}),
    in_place=MappingProxyType(dict.fromkeys(map(str, Kind), 0.5) | {str(Kind.STEM): 0.6}),
)


def compare(old: Sequence[Said], new: Sequence[Said], *, reworded_from: Likeness = OF_STATEMENTS) -> tuple[Pair, ...]:
    """What became of every statement of ``old``, and where every statement of ``new`` comes from.

    Each statement stands in exactly one pair. Statements of one wording are paired before any that differ, those in
    one place before those that moved. In the order of ``new``, and then what was removed in the order of ``old``.
    """
    pairs = _exact(old, new)
    taken, given = {id_ for id_, _ in pairs}, {id_ for _, id_ in pairs}
    pairs |= _near([s for s in old if s.id not in taken], [s for s in new if s.id not in given], reworded_from)
    by_id = {said.id: said for said in old}
    source = {there: (by_id[here], score) for (here, there), score in pairs.items()}
    found = [_pair(source.get(said.id), said) for said in new]
    gone = by_id.keys() - {here for here, _ in pairs}
    return (*found, *(Pair(Change.REMOVED, said, None, 0.0) for said in old if said.id in gone))


def change_of(old: Said, new: Said) -> Change:
    """What became of a statement that stands in both."""
    if folded(old.text) != folded(new.text):
        return Change.REWORDED
    return Change.SAME if old.place == new.place else Change.MOVED


def score_of(old: str, new: str) -> float:
    """How alike two statements are worded; 1 only where nothing but typesetting differs."""
    return 1.0 if folded(old) == folded(new) else min(round(alike(words_of(old), words_of(new)), 3), 0.999)


def _pair(source: tuple[Said, float] | None, new: Said) -> Pair:
    if source is None:
        return Pair(Change.ADDED, None, new, 0.0)
    old, score = source
    return Pair(change_of(old, new), old, new, score)


Pairs = dict[tuple[int, int], float]


def _exact(old: Sequence[Said], new: Sequence[Said]) -> Pairs:
    """Those of one wording: in one place first, then in one section, then wherever they stand, in order."""
    pairs: Pairs = {}
    ways: tuple[Callable[[Said], Hashable], ...] = (_place, _section, _anywhere)
    for way in ways:
        here, there = _bucketed(old, way), _bucketed(new, way)
        taken, given = {id_ for id_, _ in pairs}, {id_ for _, id_ in pairs}
        for key, mine in here.items():
            left = [said.id for said in mine if said.id not in taken]
            right = [said.id for said in there.get(key, ()) if said.id not in given]
            pairs |= dict.fromkeys(zip(left, right, strict=False), 1.0)
    return pairs


def _place(said: Said) -> Hashable:
    return said.place


def _section(said: Said) -> Hashable:
    return said.place.partition(".")[0]


def _anywhere(_said: Said) -> Hashable:
    return ""


def _bucketed(said: Iterable[Said], way: Callable[[Said], Hashable]) -> Mapping[Hashable, list[Said]]:
    found: dict[Hashable, list[Said]] = defaultdict(list)
    for one in said:
        found[one.kind, folded(one.text), way(one)].append(one)
    return found


def _near(old: Sequence[Said], new: Sequence[Said], reworded_from: Likeness) -> Pairs:
    """The most alike first; of two that are equally alike, those in one place, then those that stand nearer."""
    worded = {said.id: words_of(said.gist or said.text) for said in (*old, *new)}
    counted = {id_: Counter(words) for id_, words in worded.items()}
    found = []
    for at, one in enumerate(old):
        for to, other in enumerate(new):
            in_place = one.place == other.place
            least = (reworded_from.in_place if in_place else reworded_from.anywhere)[one.kind]
            if one.kind != other.kind or shared_at_most(counted[one.id], counted[other.id]) < least:
                continue
            score = min(round(alike(worded[one.id], worded[other.id]), 3), 0.999)
            if score >= least:
                found.append((-score, not in_place, abs(at - to), one.id, other.id))
    pairs: Pairs = {}
    taken, given = set[int](), set[int]()
    for score, _, _, here, there in sorted(found):
        if here not in taken and there not in given:
            pairs[here, there] = -score
            taken.add(here)
            given.add(there)
    return pairs


def why_not_part(change: Change) -> Refusal | None:
    """Why a statement and what became of it cannot be parted, or ``None``."""
    if change in (Change.REWORDED, Change.MOVED):
        return None
    if change is Change.SAME:
        return Refusal("same_words", "It has the same words in the same place.", "Leave it: it is one statement.")
    return Refusal("one_side", "There is only one side here.", "Look at it among what was removed and added.")


def why_not_join(removed: tuple[int, Change, str], added: tuple[int, Change, str]) -> Refusal | None:
    """Why these two, each by edition, change and kind, are not one statement in other words, or ``None``."""
    if removed[1] is not Change.REMOVED or added[1] is not Change.ADDED:
        return Refusal(
            "not_two_sides", "Joined are a statement that was removed and one that was added.", "Choose one of each."
        )
    if removed[0] != added[0] or removed[2] != added[2]:
        return Refusal(
            "not_of_a_kind", "Both have to be of one kind, in the same pair of editions.", "Choose two that are."
        )
    return None


Steps = Sequence[Mapping[int, tuple[int | None, Change, float]]]


def followed(start: int, steps: Steps) -> tuple[int | None, Change, float]:
    """What became of a statement over several editions, each as what became of each statement by id.

    One that was removed anywhere is removed; one reworded anywhere is reworded, with the least of the scores.
    """
    here, changes, score = start, set[Change](), 1.0
    for step in steps:
        there, change, alike_by = step.get(here, (None, Change.REMOVED, 0.0))
        if there is None:
            return None, Change.REMOVED, 0.0
        here, score = there, min(score, alike_by)
        changes.add(change)
    final = next((each for each in (Change.REWORDED, Change.MOVED) if each in changes), Change.SAME)
    return here, final, score


Row = tuple[int | None, int | None, Change]


def line_of(start: int, rows: Iterable[Row]) -> tuple[tuple[int | None, Change | None], ...]:
    """A statement through its editions, the oldest first: its id in each, and what had changed when that one came.

    ``rows``: old, new, change. A first edition has no change; the id is missing where it was removed.
    """
    held = tuple(rows)
    back = {new: (old, change) for old, new, change in held if new is not None}
    on: dict[int | None, tuple[int | None, Change]] = {
        old: (new, change) for old, new, change in held if old is not None
    }
    here: int | None = start
    found: list[tuple[int | None, Change | None]] = []
    while here is not None:
        old, change = back.get(here, (None, None))
        found.insert(0, (here, change))
        here = old
    here = start
    while here is not None and here in on:
        here, change = on[here]
        found.append((here, change))
    return tuple(found)
