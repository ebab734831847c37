"""What variants of tests are made of: a region's, with an event by the sea and a walk."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import (
    ComponentDraft,
    ComponentFacts,
    ComponentKind,
    ReleaseRef,
    Route,
    VariantDraft,
    VariantKind,
)

COAST = VariantDraft(" The coast ", VariantKind.REGION, " Far apart. ")
SEA = ComponentDraft(kind=ComponentKind.EVENT, title="Event by the sea", minutes=120, routes=frozenset({Route.BLENDED}))
WALK = replace(SEA, kind=ComponentKind.COACHING, title="A walk", routes=frozenset(Route))


def event_of(release: ReleaseRef) -> ComponentFacts:
    """The first event of a made release."""
    return next(c for c in release_outline(release).components if c.title.startswith("Event 1"))
