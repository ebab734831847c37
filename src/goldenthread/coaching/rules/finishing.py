"""Who has nothing ahead of them any more: a coach goes on seeing them, and nothing is asked about them."""

from __future__ import annotations

from datetime import date

from goldenthread.cohorts.types.engagement import MILLION


def has_finished(*, ends_on: date, millionths: int, on: date) -> bool:
    """Whether the cohort is over and everything that counts is credited."""
    return ends_on < on and millionths >= MILLION
