"""Who may coach whom."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.coaching.types import CoachLoad
from goldenthread.cohorts.types import State
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

# An enrolment that stands here needs no coach any more.
ENDS_PAIRING = frozenset({State.COMPLETED, State.WITHDRAWN})


def why_not_arrange(by: Actor, *, partner_id: int) -> Refusal | None:
    """Why this actor may not pair people of a cohort run by this partner, or ``None``."""
    if by.wears_for_provider(Duty.PROGRAMME_MANAGER) or partner_id in by.places(Duty.PROGRAMME_MANAGER):
        return None
    return Refusal("not_your_cohort", "You cannot pair people in this cohort.", "Ask its programme manager.")


def by_load(coaches: Iterable[CoachLoad]) -> tuple[CoachLoad, ...]:
    """Those who can be chosen first, and among them the one with the fewest; names break ties."""
    return tuple(sorted(coaches, key=lambda c: (bool(c.why_not), c.load, c.name, str(c.person))))
