"""Who could coach whom, why, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from goldenthread.coaching.types.describing import CoachDetails
from goldenthread.ground.types import Refusal
from goldenthread.people.types import PersonRef, Phase


class Waits(IntEnum):
    """How much somebody waits for a coach, the most first."""

    ASKS = 0
    MEETS = 1
    OTHERS = 2


@dataclass(frozen=True)
class Seeker:
    """A participant as a rule about pairing needs to know them: who, where, and who stands beside them already.

    ``waits``: whether they ask for help, or have a meeting ahead; ``is_finished``: nothing is ahead of them, so no
    coach is proposed and they take nobody's room.
    """

    enrolment: UUID
    id: int
    participant_id: int
    name: str
    email: str
    school_id: int
    school: str
    urn: str
    place: str
    phase: Phase | None
    is_online: bool
    partner_id: int
    cohort: UUID
    cohort_title: str
    venue: str
    starts_on: date
    beside: frozenset[int] = frozenset()
    """Person ids of their sponsor and mentor."""
    waits: Waits = Waits.OTHERS
    is_finished: bool = False


@dataclass(frozen=True)
class CoachFacts:
    """A coach as a rule about pairing needs to know them."""

    person: PersonRef
    id: int
    name: str
    load: int
    details: CoachDetails
    is_recorded: bool
    partners: frozenset[int]
    """The delivery partners they coach for."""
    for_provider: bool
    schools: frozenset[int]
    """Where they wear any hat."""
    emails: frozenset[str] = frozenset()
    urns: frozenset[str] = frozenset()
    """With whom, and with which schools, a conflict is declared."""

    @property
    def room(self) -> int:
        """How many more they can coach."""
        return max(self.details.capacity - self.load, 0)


@dataclass(frozen=True)
class Weighed:
    """One coach for one participant: what speaks for them, and what against. Less ``cost`` is better."""

    person: PersonRef
    name: str
    load: int
    capacity: int
    cost: int
    whys: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def says(self) -> str:
        """Why, in a sentence."""
        return _sentence(self.whys)

    @property
    def but(self) -> str:
        """What counts against it, in a sentence; empty where nothing does."""
        return _sentence(self.against) if self.against else ""


@dataclass(frozen=True)
class Barred:
    """A coach who cannot be chosen for somebody, and why."""

    name: str
    refusal: Refusal


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one participant: a coach, the next best, and who cannot be chosen."""

    seeker: Seeker
    chosen: Weighed | None
    others: tuple[Weighed, ...]
    barred: tuple[Barred, ...]
    mend: str = ""
    """What would change it, where nobody could be proposed."""

    @property
    def choices(self) -> tuple[Weighed, ...]:
        """Everybody who can be chosen, the proposed one first."""
        return (self.chosen, *self.others) if self.chosen else self.others


@dataclass(frozen=True)
class LoadLine:
    """How many a coach has, and would have."""

    person: PersonRef
    name: str
    before: int
    after: int
    capacity: int
    is_recorded: bool


@dataclass(frozen=True)
class ProposalsPage:
    """Everybody without a coach, as far as they fit on a page, with pairs proposed for all of them in one go."""

    title: str
    cohort: UUID | None
    proposals: tuple[Proposal, ...]
    waiting: int
    loads: tuple[LoadLine, ...]
    weights: tuple[tuple[str, int], ...]

    @property
    def placed(self) -> tuple[Proposal, ...]:
        """Those for whom somebody is proposed."""
        return tuple(p for p in self.proposals if p.chosen)

    @property
    def unplaced(self) -> tuple[Proposal, ...]:
        """Those for whom nobody could be proposed."""
        return tuple(p for p in self.proposals if not p.chosen)

    @property
    def later(self) -> int:
        """How many wait that are not on this page."""
        return self.waiting - len(self.proposals)


@dataclass(frozen=True)
class ChosenPair:
    """One pair that somebody chose, weighed again before it is made."""

    seeker: Seeker
    coach: Weighed


@dataclass(frozen=True)
class ChosenPage:
    """What would happen if these pairs were accepted."""

    pairs: tuple[ChosenPair, ...]
    loads: tuple[LoadLine, ...]


Choices = Mapping[UUID, PersonRef]


def _sentence(parts: Iterable[str]) -> str:
    said = _listed(tuple(parts))
    return f"{said[:1].upper()}{said[1:]}."


def _listed(parts: tuple[str, ...]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
