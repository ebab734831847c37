"""Which coaching components somebody's programme has, and which are credited already."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from uuid import UUID

from goldenthread.coaching.types import ComponentChoice
from goldenthread.cohorts.queries.reckoning import ledger
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ComponentKind, Route


def coaching_components(
    *, enrolment_id: int, release: UUID, variant: UUID | None, route: str
) -> tuple[ComponentChoice, ...]:
    """The coaching components of one enrolment in the order of the programme, in four statements."""
    shares: defaultdict[int, Fraction] = defaultdict(Fraction)
    for entry in ledger([enrolment_id]).get(enrolment_id, ()):
        shares[entry.component_id] += entry.share
    return tuple(
        ComponentChoice(c.ref, c.title, c.minutes, shares[c.id] >= 1)
        for c in release_outline(release, variant=variant).on(Route(route))
        if c.kind is ComponentKind.COACHING
    )
