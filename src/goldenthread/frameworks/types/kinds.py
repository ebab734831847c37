"""What a statement asks for, in the words of the suite that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a statement asks for.

    The 2020 suite has *learn that*, stems (*learn how to … by:*) and the practices under them. The 2017 suite has
    *learn how to*, *learn about*, assessment criteria and behaviours. A list of standards has standards.
    """

    LEARN_THAT = "learn_that"
    STEM = "stem"
    PRACTICE = "practice"
    LEARN_HOW_TO = "learn_how_to"
    LEARN_ABOUT = "learn_about"
    CRITERION = "criterion"
    BEHAVIOUR = "behaviour"
    STANDARD = "standard"


KIND_NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.LEARN_THAT: "Learn that",
        Kind.STEM: "Learn how to",
        Kind.PRACTICE: "Practice",
        Kind.LEARN_HOW_TO: "Learn how to",
        Kind.LEARN_ABOUT: "Learn about",
        Kind.CRITERION: "Criterion",
        Kind.BEHAVIOUR: "Behaviour",
        Kind.STANDARD: "Standard",
    }
)

# What stands in a citable code between the section and the number. Stems and the 2017 suite's *learn how to* are both
# *learn how to* to whoever cites them, and are counted together.
KIND_LETTERS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.LEARN_THAT: "LT",
        Kind.STEM: "HT",
        Kind.LEARN_HOW_TO: "HT",
        Kind.LEARN_ABOUT: "LA",
        Kind.CRITERION: "AC",
        Kind.BEHAVIOUR: "B",
        Kind.STANDARD: "S",
    }
)

# What a kind may stand under. A practice always stands under a stem; the others may stand by themselves.
STANDS_UNDER: Mapping[Kind, Kind] = MappingProxyType(
    {Kind.PRACTICE: Kind.STEM, Kind.LEARN_ABOUT: Kind.LEARN_HOW_TO, Kind.STANDARD: Kind.STANDARD}
)

# The kinds that stand together in one suite: what is read as one of them may turn out to be another.
SUITES: tuple[frozenset[Kind], ...] = (
    frozenset({Kind.LEARN_THAT, Kind.STEM, Kind.PRACTICE}),
    frozenset({Kind.LEARN_HOW_TO, Kind.LEARN_ABOUT, Kind.CRITERION, Kind.BEHAVIOUR}),
    frozenset({Kind.STANDARD}),
)
_MANY: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PRACTICE: "practices",
        Kind.CRITERION: "criteria",
        Kind.BEHAVIOUR: "behaviours",
        Kind.STANDARD: "standards",
    }
)


def kinds_beside(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """The kinds of the suites that these belong to, in order."""
    found = frozenset(kinds)
    return tuple(kind for kind in Kind if any(kind in suite and suite & found for suite in SUITES))


def tally(counts: Iterable[tuple[Kind, int]]) -> str:
    """How many there are of each kind, in words: "16 learn how to, 1 criterion"."""
    said = [
        f"{number} {_MANY[kind] if kind in _MANY and number != 1 else KIND_NAMES[kind].lower()}"
        for kind, number in counts
        if number
    ]
    return ", ".join(said) or "no statements"
