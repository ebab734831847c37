"""Who has nothing ahead of them any more: a coach goes on seeing them, and nothing is asked about them."""

from __future__ import annotations

from datetime import date

# A kept figure counts in millionths; this is all of it.
WHOLE = 1_000_000


def has_finished(*, ends_on: date, millionths: int, on: date) -> bool:
    """Whether the cohort is over and everything that counts is credited."""
    return ends_on < on and millionths >= WHOLE
