"""The provider's whole picture: figures side by side, and the lists behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.cohorts.types import KeptFigure


class By(StrEnum):
    """What figures are compared by."""

    PARTNER = "partner"
    PHASE = "phase"
    ROUTE = "route"
    PROGRAMME = "programme"


BY_NAMES: Mapping[By, str] = MappingProxyType(
    {By.PARTNER: "Delivery partner", By.PHASE: "School phase", By.ROUTE: "Route", By.PROGRAMME: "Programme"}
)


class What(StrEnum):
    """Which list stands behind a number."""

    PLACED = "placed"
    ACTIVE = "active"
    REACHED = "reached"
    AT_RISK = "at_risk"
    REGISTERS = "registers"
    CATCH_UPS = "catch_ups"


WHAT_NAMES: Mapping[What, str] = MappingProxyType(
    {
        What.PLACED: "Participants",
        What.ACTIVE: "Active participants",
        What.REACHED: "Active participants who have reached their policy’s figure",
        What.AT_RISK: "Active participants at risk",
        What.REGISTERS: "Registers that are due",
        What.CATCH_UPS: "Catch-up that waits for a review",
    }
)


@dataclass(frozen=True)
class Group:
    """The counts of one partner, phase, route or programme; ``key`` asks for its lists.

    ``registers`` is ``None`` where a session belongs to no single group: it may serve both routes, and many schools.
    """

    key: str
    name: str
    placed: int = 0
    active: int = 0
    reached: int = 0
    at_risk: int = 0
    registers: int | None = None
    catch_ups: int = 0

    @property
    def share(self) -> int | None:
        """The share of the active who have reached the figure, in whole per cent, rounded down; none where none is."""
        return self.reached * 100 // self.active if self.active else None


@dataclass(frozen=True)
class Picture:
    """Everything somebody may see, and the same by group, those with most people first."""

    by: By
    whole: Group
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Asked:
    """Which list is asked for, narrowed to groups. Empty parts narrow nothing; a phase may be *not recorded*."""

    what: What = What.PLACED
    partner: UUID | None = None
    phase: str = ""
    route: str = ""
    programme: UUID | None = None


@dataclass(frozen=True)
class BehindRow:
    """One line of a list: a person, or a session whose register is due."""

    ref: UUID
    name: str
    beside: str
    cohort: str
    partner: str
    figure: KeptFigure | None = None
    is_at_risk: bool = False
    at: datetime | None = None


@dataclass(frozen=True)
class Behind:
    """One page of the list behind a number."""

    asked: Asked
    narrowed: tuple[str, ...]
    rows: tuple[BehindRow, ...]
    total: int
    page: int
    pages: int
