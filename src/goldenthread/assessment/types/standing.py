"""Where markers stand with a standard, and what standard scripts are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Standing(StrEnum):
    """Where a marker stands with the standard of one scheme and brief.

    ``untried``: nothing was marked yet. ``practising``: they practise or try a test. ``used_up``: every try at the
    test is used. ``cleared``: they may mark live scripts. ``stopped``: they were cleared, and a person has to decide
    whether they go on.
    """

    UNTRIED = "untried"
    PRACTISING = "practising"
    USED_UP = "used_up"
    CLEARED = "cleared"
    STOPPED = "stopped"


class StandingEvent(StrEnum):
    """What can happen to where a marker stands."""

    BEGIN = "begin"
    PASS = "pass"  # noqa: S105  a test, and no secret
    FAIL = "fail"
    USE_UP = "use_up"
    LET_TRY = "let_try"
    ADMIT = "admit"
    STOP = "stop"
    LIFT = "lift"
    CONFIRM = "confirm"


class Purpose(StrEnum):
    """What a script whose marks are agreed is marked for."""

    PRACTICE = "practice"
    TEST = "test"
    SEED = "seed"


class ExemplarState(StrEnum):
    """Where an exemplar stands: its marks are being agreed, it is in use, or no longer."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ExemplarEvent(StrEnum):
    """What can happen to an exemplar."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"


class Decision(StrEnum):
    """What a person made of a stop: the marker goes on as before, or shows first that they keep to the standard."""

    LIFTED = "lifted"
    CONFIRMED = "confirmed"


STANDING_NAMES: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.UNTRIED: "Not begun",
        Standing.PRACTISING: "Practising",
        Standing.USED_UP: "No try left",
        Standing.CLEARED: "Cleared",
        Standing.STOPPED: "Paused",
    }
)
PURPOSE_NAMES: Mapping[Purpose, str] = MappingProxyType(
    {Purpose.PRACTICE: "Practice", Purpose.TEST: "Test", Purpose.SEED: "Hidden among live scripts"}
)


@dataclass(frozen=True)
class Clearance:
    """Who may mark under a standard, by person id: those who are cleared, and those whose marking is stopped."""

    cleared: frozenset[int] = frozenset()
    stopped: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Compared:
    """A marking beside agreed marks. ``apart``: codes of criteria that are too far apart. ``difference``: how many
    marks more in total than agreed; ``same_result``: whether both pass or fail it."""

    is_close: bool
    apart: tuple[str, ...]
    difference: int
    same_result: bool


@dataclass(frozen=True)
class Known:
    """An exemplar as one is chosen for a marker: how often they marked it, and whether they know what was agreed."""

    id: int
    had: int
    knows: bool
