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
    webinar is near. ``behind``: those who support somebody were told that they fell behind.
    """

    OPENED = "opened"
    CLOSING = "closing"
    SESSION = "session"
    BEHIND = "behind"


@dataclass(frozen=True)
class Occasion:
    """One reminder that is due: to whom, about which window, session or cohort, for which day. Each is made once."""

    kind: Kind
    enrolment_id: int
    subject: UUID
    day: date


@dataclass(frozen=True)
class WindowReminder:
    """What a letter about a window says. ``why_not``: why the brief is not open to them yet, if it is not."""

    ref: UUID
    kind: Kind
    address: str
    name: str
    programme: str
    closes_at: datetime
    limit: int
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
class FellBehind:
    """Those of one cohort about whom somebody is to be told."""

    cohort_id: int
    cohort: UUID
    enrolments: tuple[int, ...]
