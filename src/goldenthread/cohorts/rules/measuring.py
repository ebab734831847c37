"""By which policy a cohort can be measured."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.ground.types import Refusal


def why_not_measure_on(on: date | None, *, now: date | None, starts: Collection[date], why: str) -> Refusal | None:
    """Why a cohort cannot be measured by the policy that began on this day, or ``None``."""
    if on is not None and on not in starts:
        return Refusal("no_such_policy", "No policy came into force on this day.", "Choose one of those listed.")
    if on == now:
        return Refusal("measured_so", "The cohort is measured so already.", "Choose another policy, or leave it.")
    if not why.strip():
        return Refusal("no_reason", "How people are measured is never changed without a reason.", "Say why.")
    return None
