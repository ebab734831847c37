"""What a statement asks for, in the words of the suite that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
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
