"""What may be given to somebody because of their circumstances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from goldenthread.programmes.types.again import Support


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


@dataclass(frozen=True)
class Allowances:
    """What a policy allows somebody who is late, in difficult circumstances, or tries again.

    ``late_days``: how many days after the close a piece may be offered late; 0 for none.
    """

    late_days: int = 0
    grants: frozenset[GrantKind] = EVERY_GRANT
    support: tuple[Support, ...] = ()
