"""Which statements of different frameworks say the same, and how they are threaded together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from goldenthread.frameworks.rules.wording import alike, shared_at_most, words_of
from goldenthread.frameworks.types import Alike, CareerStage, Kind, Said
from goldenthread.ground.rules.wording import folded

# Statements that one publisher worded a little otherwise in two frameworks of one year share 0.91 of their words or
# more, practices 0.76; false friends 0.62 or less (decision 0042). Stems are short and of one build; two criteria of
# the 2017 suite that test different things share 0.91 (decision 0048).
NEAR_FROM: Mapping[Kind, float] = MappingProxyType(dict.fromkeys(Kind, 0.75) | {Kind.STEM: 0.9, Kind.CRITERION: 0.95})


def _named(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Whom a statement is about. Two that speak of different people say different things, however many words they share.
_PEOPLE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "pupils": _named("pupil pupils child children student students learner learners"),
        "staff": _named("staff colleague colleagues teacher teachers employee employees adult adults"),
        "families": _named("parent parents carer carers family families"),
        "governors": _named("governor governors trustee trustees"),
    }
)
_DENY = _named("not no never without cannot neither nor avoid avoiding less fewer")

# Where the Department's frameworks stand in a career, as far as their codes tell. A curriculum lead may say otherwise.
KNOWN_STAGES: Mapping[str, CareerStage] = MappingProxyType(
    {
        "CCF": CareerStage.TRAINING,
        "ITTECF": CareerStage.TRAINING,
        "TS": CareerStage.TRAINING,
        "ECF": CareerStage.EARLY,
        "NPQLT": CareerStage.SPECIALIST,
        "NPQLTD": CareerStage.SPECIALIST,
        "NPQLBC": CareerStage.SPECIALIST,
        "NPQLL": CareerStage.SPECIALIST,
        "NPQLPM": CareerStage.SPECIALIST,
        "NPQSENCO": CareerStage.SPECIALIST,
        "NPQML": CareerStage.MIDDLE,
        "NPQSL": CareerStage.SENIOR,
        "NPQEYL": CareerStage.HEADSHIP,
        "NPQH": CareerStage.HEADSHIP,
        "HTS": CareerStage.HEADSHIP,
        "NPQEL": CareerStage.EXECUTIVE,
    }
)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A statement with what it is compared by."""

    said: Said
    text: str
    words: tuple[str, ...]
    counts: Counter[str]
    about: frozenset[str]
    denied: Counter[str]


def akin(one: Said, other: Said) -> float | None:
    """How alike two statements are if they may say the same, or ``None``.

    They may where they are of one kind, share enough of their words in order, speak of the same people, deny the same,
    and give the same numbers. A share of words alone is not enough: "Pupils with … may need …" and "Staff with … may
    need …" are false friends.
    """
    return _akin(_weighed(one), _weighed(other))


def alike_in(mine: Sequence[Said], theirs: Mapping[str, Sequence[Said]]) -> tuple[Alike, ...]:
    """The statements of other frameworks (by code) that may say what these say.

    All that are worded the same; of those nearly the same only the nearest in each framework, and none where one is
    worded the same.
    """
    found: list[Alike] = []
    weighed = {code: [_weighed(said) for said in each] for code, each in theirs.items()}
    for one in map(_weighed, mine):
        for others in weighed.values():
            scores = [(score, other.said.id) for other in others if (score := _akin(one, other)) is not None]
            same = [id_ for score, id_ in scores if score == 1.0]
            nearest = [max(scores, key=lambda pair: (pair[0], -pair[1]))] if scores and not same else []
            found += [Alike(one.said.id, id_, 1.0) for id_ in same]
            found += [Alike(one.said.id, id_, score) for score, id_ in nearest]
    return tuple(found)


def strands(pairs: Iterable[tuple[int, int]]) -> tuple[frozenset[int], ...]:
    """Statements that confirmed pairs join, directly or through others, the one with the lowest id first."""
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    met, found = set[int](), []
    for start in sorted(beside):
        if start in met:
            continue
        strand, edge = {start}, [start]
        while edge:
            fresh = beside[edge.pop()] - strand
            strand |= fresh
            edge += fresh
        met |= strand
        found.append(frozenset(strand))
    return tuple(found)


def stage_order(stage: CareerStage | None) -> int:
    """The place of a stage in a career; what nobody has placed comes last."""
    return list(CareerStage).index(stage) if stage else len(CareerStage)


def _weighed(said: Said) -> _Weighed:
    words = words_of(said.text)
    named = {word.removesuffix("'s") for word in words}
    about = frozenset(who for who, names in _PEOPLE.items() if names & named)
    denied = Counter(word for word in words if word in _DENY or word.isdigit() or word.endswith("n't"))
    return _Weighed(said, folded(said.text), words, Counter(words), about, denied)


def _akin(one: _Weighed, other: _Weighed) -> float | None:
    if one.said.kind != other.said.kind:
        return None
    if one.text == other.text:
        return 1.0
    least = NEAR_FROM[Kind(one.said.kind)]
    longest = 2 * min(len(one.words), len(other.words)) / max(len(one.words) + len(other.words), 1)
    if longest < least or one.about != other.about or one.denied != other.denied:
        return None
    if shared_at_most(one.counts, other.counts) < least:
        return None
    score = round(alike(one.words, other.words), 3)
    return min(score, 0.999) if score >= least else None
