"""The values every room passes around: refusals, notices, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from types import MappingProxyType
from typing import NewType
from uuid import UUID

FileRef = NewType("FileRef", UUID)

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Refusal:
    """Why something is not done, in words the person who asked can act on.

    ``code`` names the rule for tests and logs; ``says`` is the reason; ``mend`` is the nearest thing that can be done
    and who can do it; ``about`` names which of several like parts it is about, such as a criterion's code.
    """

    code: str
    says: str
    mend: str = ""
    about: str = field(default="", kw_only=True)

    def __str__(self) -> str:
        return f"{self.says} {self.mend}".strip()


class Refused(Exception):  # noqa: N818  a refusal is an answer, not an error
    """Raised by an action or rule that will not do what was asked; carries the :class:`Refusal`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class NoSuchStep(Refused):
    """Raised where a state has no step for an event."""


@dataclass(frozen=True)
class Notice:
    """Something that happened, left in the same transaction for whoever cares. ``facts`` hold references only."""

    kind: str
    facts: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class KeptFile:
    """A stored file as others may know it: never its place on disk."""

    ref: FileRef
    name: str
    media_type: str
    size: int
    sha256: str
    kept_at: datetime


@dataclass(frozen=True)
class AuditLine:
    """One entry of the record: who did what to what, when, and why. ``is_by_day``: of ``at`` the day alone is told."""

    at: datetime
    by: str
    did: str
    to: str
    why: str
    facts: Mapping[str, str]
    is_by_day: bool = False


@dataclass(frozen=True)
class Deed:
    """What an entry of the record says was done, in words, and the kind of thing it was done to."""

    says: str
    to: str


@dataclass(frozen=True)
class Thing:
    """A thing by name, and what its page goes by; no page where whoever asks may not see it."""

    name: str
    page: str = ""


@dataclass(frozen=True)
class DeliveryLine:
    """One notice on its way to one job."""

    ref: UUID
    kind: str
    job: str
    state: str
    attempts: int
    next_at: datetime
    last_error: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Every:
    """So many minutes apart, counted from midnight in UTC; a number that divides the day."""

    minutes: int


WORKING_DAYS = frozenset(range(5))


@dataclass(frozen=True)
class Daily:
    """At a time of day in the United Kingdom, on some days of the week; Monday is 0."""

    at: time
    days: frozenset[int] = frozenset(range(7))


Timing = Every | Daily


@dataclass(frozen=True)
class Turn:
    """What the clock asks of a timed job: whether it runs now, and when it is due next."""

    is_due: bool
    next_at: datetime


@dataclass(frozen=True)
class TimedRunFacts:
    """One run of a timed job, for whoever carries it out."""

    ref: UUID
    name: str
    is_done: bool


@dataclass(frozen=True)
class TimedLine:
    """A timed job as staff see it: how often, what its last run did, when it runs next, and what holds it up.

    ``since`` is when the run began that is not finished; ``attempts`` and ``trouble`` tell of that one.
    """

    name: str
    rhythm: str
    next_at: datetime
    last_at: datetime | None
    did: str
    since: datetime | None
    attempts: int
    is_stuck: bool
    trouble: str

    @property
    def title(self) -> str:
        """Its name as words."""
        return self.name.replace("_", " ").capitalize()
