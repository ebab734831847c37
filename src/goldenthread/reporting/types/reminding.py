"""Reminders: what somebody is told because its time has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from goldenthread.ground.types import Refusal


class Kind(StrEnum):
    """What a reminder is about.

    ``opened``: a window has opened. ``closing``: it closes soon and nothing is handed in. ``session``: an event or
    webinar is near. ``behind``: those who support somebody were told that they fell behind. ``task_near`` and
    ``catch_near``: a task, or making up for a missed session, is due soon and not handed in; ``task_late`` and
    ``catch_late``: the day is over. ``booking``: a window for projects can be booked; ``book_ends``: not for long.
    """

    OPENED = "opened"
    CLOSING = "closing"
    SESSION = "session"
    BEHIND = "behind"
    TASK_NEAR = "task_near"
    TASK_LATE = "task_late"
    CATCH_NEAR = "catch_near"
    CATCH_LATE = "catch_late"
    BOOKING = "booking"
    BOOK_ENDS = "book_ends"


@dataclass(frozen=True)
class Occasion:
    """One reminder that is due: to whom, about which window, session or cohort, for which day. Each is made once."""

    kind: Kind
    enrolment_id: int
    subject: UUID
    day: date


@dataclass(frozen=True)
class WindowReminder:
    """What a letter about a window says. ``why_not``: why the brief is not open to them yet, if it is not, or why
    their project cannot be handed in."""

    ref: UUID
    kind: Kind
    address: str
    name: str
    programme: str
    closes_at: datetime
    limit: int
    why_not: Refusal | None
    is_project: bool = False


@dataclass(frozen=True)
class BookingReminder:
    """What a letter about booking a window for projects says. ``left``: places, ``None`` where there is no limit;
    ``why_not``: what else has to come before they can begin."""

    ref: UUID
    kind: Kind
    address: str
    name: str
    programme: str
    opens_at: datetime
    closes_at: datetime
    books_until: datetime
    left: int | None
    fee: str
    why_not: Refusal | None


@dataclass(frozen=True)
class SessionReminder:
    """What a letter about a session says. ``place`` is empty online, ``link`` in a room."""

    ref: UUID
    address: str
    name: str
    session: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    facilitator: str


@dataclass(frozen=True)
class WorkReminder:
    """What a letter about a task or a missed session says. ``subject`` is the task, or the session."""

    ref: UUID
    kind: Kind
    person: UUID
    address: str
    name: str
    subject: UUID
    title: str
    programme: str
    due_on: date


@dataclass(frozen=True)
class FellBehind:
    """Those of one cohort about whom somebody is to be told."""

    cohort_id: int
    cohort: UUID
    enrolments: tuple[int, ...]
