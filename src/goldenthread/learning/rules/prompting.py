"""Where and when a prompt opens its thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from goldenthread.learning.types.discussing import DuePrompt, DueSpace, SpaceKind, Where

KINDS: Mapping[Where, SpaceKind] = MappingProxyType(
    {
        Where.COHORTS: SpaceKind.COHORT,
        Where.GROUPS: SpaceKind.GROUP,
        Where.PROGRAMME: SpaceKind.PROGRAMME,
    }
)


def is_due(prompt: DuePrompt, space: DueSpace, *, on: date) -> bool:
    """Whether a prompt opens in a space by this day.

    * A cohort's own prompt opens on its day, in that cohort or its groups.
    * Any other opens so many days after the cohort began; in the whole programme's space, after the first of the
      running cohorts on its release began.
    """
    if KINDS[prompt.where] is not space.kind:
        return False
    if prompt.opens_on is not None:
        return prompt.cohort == space.cohort and prompt.opens_on <= on
    begun = space.begun.get(prompt.release)
    return begun is not None and begun + timedelta(days=prompt.days_in or 0) <= on
