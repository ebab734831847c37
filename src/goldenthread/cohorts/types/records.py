"""What a record shows of one enrolment: its steps, its company, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.cohorts.types.engagement import Engagement, LedgerLine
from goldenthread.cohorts.types.pages import CohortLine
from goldenthread.cohorts.types.words import EnrolmentRef, Event, Role, State
from goldenthread.ground.types import Refusal
from goldenthread.people.types import PersonRef
from goldenthread.programmes.types import Route


@dataclass(frozen=True)
class StepLine:
    """Something that happened to an enrolment, in words. ``reason`` is DfE's, in our words.

    ``since``: the day from which it counts, where it was entered later.
    """

    at: datetime
    state: State
    by: str
    reason: str = ""
    why: str = ""
    returns_on: date | None = None
    since: date | None = None


@dataclass(frozen=True)
class TransferLine:
    """A transfer that happened, for a record."""

    at: datetime
    says: str
    by: str
    why: str


@dataclass(frozen=True)
class EnrolmentNews:
    """Something that happened to an enrolment, as its participant is told: a step (by its event) or a *transfer*, which
    ``says`` in words. ``number`` tells it from others of the same enrolment. Why it happened is in no letter."""

    enrolment: EnrolmentRef
    what: str
    number: int
    address: str
    name: str
    programme: str
    cohort: str
    partner: str
    days: tuple[tuple[str, date], ...] = ()
    says: str = ""


@dataclass(frozen=True)
class LastStep:
    """The newest thing that happened to an enrolment, for rooms that follow it. ``by_id``: the person it stands for."""

    enrolment_id: int
    state: State
    by_id: int


@dataclass(frozen=True)
class CompanionLine:
    """Somebody who walks or walked beside an enrolment."""

    person: PersonRef
    name: str
    role: Role
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Offer:
    """A step that could be taken, or why it cannot."""

    event: Event
    why_not: Refusal | None


@dataclass(frozen=True)
class EnrolmentPage:
    """One enrolment: who and where it stands, why the figure is what it is, what happened, what can be done."""

    ref: EnrolmentRef
    name: str
    participant: PersonRef
    school: str
    route: Route
    state: State
    cohort: CohortLine
    engagement: Engagement
    steps: tuple[StepLine, ...]
    ledger: tuple[LedgerLine, ...]
    companions: tuple[CompanionLine, ...]
    offers: tuple[Offer, ...]
    is_own: bool
    transfers: tuple[TransferLine, ...] = ()

    @property
    def happened(self) -> tuple[StepLine | TransferLine, ...]:
        """Steps and transfers together, the newest first."""
        everything: list[StepLine | TransferLine] = [*self.steps, *self.transfers]
        everything.sort(key=lambda each: each.at)
        return tuple(everything[::-1])
