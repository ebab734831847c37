"""Engagement as values: what is due, what was credited, the figure, and why it is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from goldenthread.cohorts.types.words import CreditRef, EnrolmentRef, Source
from goldenthread.programmes.types import ComponentFacts, ComponentRef, Measure

MILLION = 1_000_000


def floor_percent(share: Fraction) -> Decimal:
    """A share as a percentage with one decimal, never rounded up: 89.99 % is shown as 89.9."""
    return Decimal(share.numerator * 1000 // share.denominator) / 10


class Standing(StrEnum):
    """How one component stands for one person today.

    ``done``: wholly credited. ``partly``: some of it is credited and the rest is past. ``missed``: past, nothing
    credited. ``to_come``: still ahead, or not tied to a day.
    """

    DONE = "done"
    PARTLY = "partly"
    MISSED = "missed"
    TO_COME = "to_come"


@dataclass(frozen=True)
class DueComponent:
    """A component that somebody is to do. ``ends_at``: when its last session ends; ``None`` without a session."""

    component: ComponentFacts
    ends_at: datetime | None = None


@dataclass(frozen=True)
class CreditEntry:
    """One entry of the ledger as the rule needs it. A correction has a negative share."""

    component_id: int
    share: Fraction


@dataclass(frozen=True)
class Figure:
    """Engagement as one number: what was credited of what is due, in the policy's measure.

    ``threshold`` is a whole percentage, ``None`` where no policy is in force; then the figure is never met.
    """

    credited: Fraction
    due: int
    threshold: int | None
    measure: Measure = Measure.MINUTES

    @property
    def share(self) -> Fraction:
        """Credited of due, exactly; nothing due is nothing reached."""
        return Fraction(self.credited, self.due) if self.due else Fraction(0)

    @property
    def is_met(self) -> bool:
        """Whether the policy's threshold is reached, on the exact share."""
        return self.threshold is not None and self.due > 0 and self.share * 100 >= self.threshold

    @property
    def percent(self) -> Decimal:
        """As it is shown: one decimal, never rounded up."""
        return floor_percent(self.share)

    @property
    def millionths(self) -> int:
        """As it is kept for sorting and boards: whole millionths, never rounded up."""
        return self.share.numerator * MILLION // self.share.denominator

    @property
    def needed(self) -> Fraction:
        """How much more must be credited to reach the threshold; nothing once it is reached."""
        if self.threshold is None:
            return Fraction(0)
        return max(Fraction(self.due * self.threshold, 100) - self.credited, Fraction(0))


@dataclass(frozen=True)
class EngagementItem:
    """One component in an explanation. ``size`` and ``credited`` are in the policy's measure."""

    component: ComponentFacts
    size: int
    credited: Fraction
    standing: Standing
    ends_at: datetime | None = None

    @property
    def gap(self) -> Fraction:
        """What is not credited."""
        return self.size - self.credited

    @property
    def still(self) -> int:
        """What is not credited, as a whole amount that is certainly enough."""
        return -(-self.gap.numerator // self.gap.denominator)

    @property
    def percent(self) -> Decimal:
        """How much of it is credited."""
        return floor_percent(Fraction(self.credited, self.size))


@dataclass(frozen=True)
class Engagement:
    """A figure that explains itself. ``sentences`` say it in words that suit participant, coach and manager alike;
    ``repair`` is the shortest way to the threshold, soonest first, then what was missed."""

    figure: Figure
    sentences: tuple[str, ...]
    counts: tuple[EngagementItem, ...] = ()
    missing: tuple[EngagementItem, ...] = ()
    to_come: tuple[EngagementItem, ...] = ()
    repair: tuple[EngagementItem, ...] = ()


@dataclass(frozen=True)
class KeptFigure:
    """The figure as it is kept beside an enrolment, for boards."""

    millionths: int = 0
    is_met: bool = False
    credited: Decimal = Decimal(0)
    due: int = 0
    threshold: int | None = None
    measure: Measure = Measure.MINUTES

    @property
    def percent(self) -> Decimal:
        """As it is shown: one decimal, never rounded up."""
        return floor_percent(Fraction(self.millionths, MILLION))

    @classmethod
    def of(cls, figure: Figure) -> KeptFigure:
        """What is kept of a figure."""
        return cls(
            figure.millionths,
            figure.is_met,
            two_places(figure.credited),
            figure.due,
            figure.threshold,
            figure.measure,
        )


def two_places(amount: Fraction) -> Decimal:
    """An exact amount as it is kept: two decimals, never rounded up."""
    return Decimal(amount.numerator * 100 // amount.denominator).scaleb(-2)


@dataclass(frozen=True)
class Credited:
    """What crediting did. ``is_new`` is false when the same evidence had arrived before."""

    credit: CreditRef
    enrolment: EnrolmentRef
    component: ComponentRef
    is_new: bool
    figure: KeptFigure


@dataclass(frozen=True)
class LedgerLine:
    """One entry of the ledger as a record shows it; ``corrects`` names the entry it takes back."""

    ref: CreditRef
    at: datetime
    component: str
    percent: Decimal
    source: Source
    by: str
    why: str = ""
    corrects: UUID | None = None


@dataclass(frozen=True)
class EnrolmentFacts:
    """What rooms above need to know of an enrolment, by primary keys for joins and references for addresses."""

    id: int
    ref: EnrolmentRef
    state: str
    route: str
    participant_id: int
    participant: UUID
    name: str
    school_id: int
    cohort_id: int
    cohort: UUID
    partner_id: int
    release_id: int
    figure: KeptFigure
    companions: Mapping[str, tuple[int, ...]]
    """Person ids of those who walk beside now, by role."""

    @property
    def is_engaged_enough(self) -> bool:
        """Whether the policy's figure is reached."""
        return self.figure.is_met
