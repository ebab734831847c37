"""Going to another cohort or to the other route, and taking a local variant, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from goldenthread.cohorts.types.engagement import Figure, floor_percent
from goldenthread.cohorts.types.pages import CohortLine
from goldenthread.cohorts.types.words import CohortRef, EnrolmentRef, State
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import ComponentFacts, Route, VariantRef


@dataclass(frozen=True)
class TransferPlan:
    """Where somebody goes. ``onto`` says what something done counts as there, where a person chose otherwise than the
    rule: from the old component's reference to the new one's, or to nothing."""

    cohort: UUID
    route: Route
    onto: Mapping[UUID, UUID | None]
    why: str = ""


@dataclass(frozen=True)
class Carry:
    """Something done before, and what it counts as afterwards: nothing, where there is no counterpart.

    ``is_same``: the component is part of both, so its credit stands where it is. ``others``: what else could be chosen.
    """

    done: ComponentFacts
    share: Fraction
    onto: ComponentFacts | None
    is_same: bool
    others: tuple[ComponentFacts, ...] = ()

    @property
    def percent(self) -> str:
        """How much of it is done, never rounded up."""
        return f"{int(floor_percent(self.share))} %"


@dataclass(frozen=True)
class TransferPlace:
    """Where somebody is, or would be. ``over``: live components whose sessions are past and of which nothing counts."""

    cohort: CohortLine
    route: Route
    figure: Figure
    sessions_ahead: int
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class TransferPage:
    """A transfer before it happens: from where to where, what carries over, what follows, and why not.

    ``after`` is missing while nothing is chosen. ``cohorts`` are those that could be chosen.
    """

    enrolment: EnrolmentRef
    name: str
    state: State
    before: TransferPlace
    cohorts: tuple[CohortLine, ...]
    after: TransferPlace | None = None
    carries: tuple[Carry, ...] = ()
    effects: tuple[str, ...] = ()
    why_not: Refusal | None = None

    @property
    def stays(self) -> tuple[Carry, ...]:
        """What counts on as it is."""
        return tuple(carry for carry in self.carries if carry.is_same)

    @property
    def moves(self) -> tuple[Carry, ...]:
        """What has to be counted as something else, or as nothing."""
        return tuple(carry for carry in self.carries if not carry.is_same)


@dataclass(frozen=True)
class LastTransfer:
    """The newest transfer of an enrolment, for rooms that follow it. ``by_id``: the person it stands for."""

    enrolment_id: int
    by_id: int
    changes_partner: bool


@dataclass(frozen=True)
class VariantChoice:
    """The core (no reference) or a local variant that a cohort could take, and why not."""

    ref: VariantRef | None
    title: str
    added: int
    exchanged: int
    is_taken: bool
    why_not: Refusal | None
    about: str = ""


@dataclass(frozen=True)
class VariantChoicePage:
    """What a cohort takes, and what it could take instead."""

    cohort: CohortRef
    title: str
    choices: tuple[VariantChoice, ...]
    why_not_run: Refusal | None

    @property
    def open(self) -> tuple[VariantChoice, ...]:
        """What could be taken instead."""
        return tuple(choice for choice in self.choices if not choice.is_taken and choice.why_not is None)
