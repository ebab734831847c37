"""Cohorts and outcomes as an organisation's own systems read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class CohortToRead:
    """A cohort as an organisation's own systems read it."""

    ref: UUID
    title: str
    programme: str
    release: int
    partner: UUID
    starts_on: date
    ends_on: date
    capacity: int


@dataclass(frozen=True)
class OutcomeToRead:
    """A released result as an organisation's own systems read it."""

    ref: UUID
    enrolment: UUID
    participant: UUID
    cohort: UUID
    outcome: str
    total: int
    released_at: datetime
