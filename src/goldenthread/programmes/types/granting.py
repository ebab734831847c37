"""What may be given to somebody because of their circumstances."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class GrantKind(StrEnum):
    """What can follow when circumstances are granted, in the same act.

    ``not_counted``: the window is no attempt, and no later one is named yet.
    """

    MINUTES = "minutes"
    LATER_CLOSE = "later_close"
    LATER_WINDOW = "later_window"
    NOT_COUNTED = "not_counted"
    WITHDRAWAL = "withdrawal"


GRANT_NAMES: Mapping[GrantKind, str] = MappingProxyType(
    {
        GrantKind.MINUTES: "Extra minutes",
        GrantKind.LATER_CLOSE: "A later close",
        GrantKind.LATER_WINDOW: "Put off to a later window",
        GrantKind.NOT_COUNTED: "This window does not count as an attempt",
        GrantKind.WITHDRAWAL: "Withdrawn from this assessment",
    }
)
EVERY_GRANT = frozenset(GrantKind)
