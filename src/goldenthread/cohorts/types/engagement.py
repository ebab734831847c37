"""Engagement as values: what is due, what was credited, the figure, and why it is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
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
    credited. ``late``: past its day, but it can still be done in one's own time. ``to_come``: still ahead.
    ``left_out``: what is not credited of it is not due from this person, who was excused. ``awaited``: a session of it
    is over, and nobody has taken its register yet.
    """

    DONE = "done"
    PARTLY = "partly"
    MISSED = "missed"
    TO_COME = "to_come"
    LATE = "late"
    LEFT_OUT = "left_out"
    AWAITED = "awaited"


@dataclass(frozen=True)
class DueComponent:
    """A component that somebody is to do. ``ends_at``: when its last session ends; ``None`` without a session.

    ``due_on``: by when it is to be credited, by the policy's rule or as set for the cohort. ``bare_at``: when the first
    of its sessions ends that has no register at all; ``None`` where each has one.
    """

    component: ComponentFacts
    ends_at: datetime | None = None
    due_on: date | None = None
    bare_at: datetime | None = None


@dataclass(frozen=True)
class CreditEntry:
    """One entry of the ledger as the rule needs it. A correction has a negative share.

    One that ``waives`` credits nothing: what is not credited of the component is not due.
    """

    component_id: int
    share: Fraction
    waives: bool = False


@dataclass(frozen=True)
class Figure:
    """Engagement as one number: what was credited of what is due, in the policy's measure.

    ``threshold`` is a whole percentage, ``None`` where no policy is in force; then the figure is never met.
    A figure of several ``parts`` is out of a hundred, where each part has a threshold of its own and the part that is
    furthest behind leads; or out of the weights of the parts. Each part is a figure with a ``name``.
    """

    credited: Fraction
    due: Fraction | int
    threshold: int | None
    measure: Measure = Measure.MINUTES
    name: str = ""
    weight: int | None = None
    parts: tuple[Figure, ...] = ()

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
    """One component in an explanation. ``size`` and ``credited`` are in the measure of its ``part``.

    ``worth``: what crediting all that is missing of it adds to the figure, in the figure's own measure.
    """

    component: ComponentFacts
    size: int
    credited: Fraction
    standing: Standing
    ends_at: datetime | None = None
    due_on: date | None = None
    measure: Measure = Measure.MINUTES
    part: str = ""
    worth: Fraction = Fraction(0)

    @property
    def gap(self) -> Fraction:
        """What is not credited."""
        return self.size - self.credited

    @property
    def share(self) -> Fraction:
        """How much of it is credited, exactly."""
        return self.credited / self.size

    @property
    def still(self) -> int:
        """What is not credited, as a whole amount that is certainly enough."""
        return up(self.gap)

    @property
    def percent(self) -> Decimal:
        """How much of it is credited."""
        return floor_percent(self.share)


@dataclass(frozen=True)
class Engagement:
    """A figure that explains itself. ``sentences`` say it in words that suit participant, coach and manager alike;
    ``repair`` is the shortest way to the threshold: what is late, what is to come, soonest first, then what was missed.
    """

    figure: Figure
    sentences: tuple[str, ...]
    counts: tuple[EngagementItem, ...] = ()
    missing: tuple[EngagementItem, ...] = ()
    to_come: tuple[EngagementItem, ...] = ()
    repair: tuple[EngagementItem, ...] = ()
    left_out: tuple[EngagementItem, ...] = ()

    @property
    def items(self) -> tuple[EngagementItem, ...]:
        """Every component of the figure once, in the order of the programme."""
        return tuple(
            sorted({*self.counts, *self.missing, *self.to_come, *self.left_out}, key=lambda i: i.component.position)
        )


@dataclass(frozen=True)
class KeptFigure:
    """The figure as it is kept beside an enrolment, for boards."""

    millionths: int = 0
    is_met: bool = False
    credited: Decimal = Decimal(0)
    due: int = 0
    threshold: int | None = None
    measure: Measure = Measure.MINUTES
    name: str = ""
    weight: int | None = None
    parts: tuple[KeptFigure, ...] = ()

    @property
    def percent(self) -> Decimal:
        """As it is shown: one decimal, never rounded up."""
        return floor_percent(Fraction(self.millionths, MILLION))

    @property
    def short(self) -> tuple[str, ...]:
        """The names of the parts that are below their own threshold."""
        return tuple(part.name for part in self.parts if part.threshold is not None and not part.is_met)

    @classmethod
    def of(cls, figure: Figure) -> KeptFigure:
        """What is kept of a figure."""
        return cls(
            figure.millionths,
            figure.is_met,
            two_places(figure.credited),
            up(figure.due),
            figure.threshold,
            figure.measure,
            figure.name,
            figure.weight,
            tuple(cls.of(part) for part in figure.parts),
        )


def up(size: Fraction | int) -> int:
    """The whole amount that is certainly enough."""
    return -(-size.numerator // size.denominator)


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
    waives: bool = False


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
