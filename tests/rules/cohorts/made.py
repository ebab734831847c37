"""Made components and policies for the rules of cohorts, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef
from goldenthread.programmes.types import (
    ComponentFacts,
    ComponentKind,
    ComponentRef,
    EngagementKind,
    EngagementPolicy,
    Measure,
    ModuleRef,
    Part,
    PolicyTerms,
    Route,
)

NAMES = UUID("8a1c5b52-7b0a-4f6e-9a93-0d6b1f0e2c11")
BOTH = frozenset(Route)
POLICY = EngagementPolicy(PolicyTerms(date(2025, 9, 1), "made for a test"), EngagementKind.OVERALL_SHARE, 90)
WEIGHTED = replace(POLICY, measure=Measure.WEIGHT)
LIVE = frozenset({ComponentKind.EVENT, ComponentKind.WEBINAR})
STUDY = frozenset({ComponentKind.ONLINE_STUDY})
EACH = replace(
    POLICY,
    kind=EngagementKind.EACH_PART,
    parts=(Part("Live sessions", LIVE, Measure.COMPONENTS, 90), Part("Self-study", STUDY, threshold=80)),
)
PARTS = replace(
    POLICY,
    kind=EngagementKind.WEIGHTED_PARTS,
    parts=(
        Part("Attendance", LIVE, Measure.COMPONENTS, weight=50),
        Part("Study", STUDY, weight=30),
        Part("Reflections", frozenset({ComponentKind.REFLECTION}), Measure.WEIGHT, weight=20),
    ),
)


def component(
    number: int,
    *,
    minutes: int = 60,
    weight: int = 1,
    kind: ComponentKind = ComponentKind.ONLINE_STUDY,
    routes: frozenset[Route] = BOTH,
    is_required: bool = True,
) -> ComponentFacts:
    return ComponentFacts(
        id=number,
        ref=ComponentRef(uuid5(NAMES, str(number))),
        kind=kind,
        title=f"Component {number}",
        minutes=minutes,
        weight=weight,
        routes=routes,
        is_required=is_required,
        position=number,
        module="Module",
        module_ref=ModuleRef(uuid5(NAMES, "module")),
        release_id=1,
    )


def actor(*hats: tuple[Duty, int, OrganisationKind], person_id: int = 1) -> Actor:
    return Actor(PersonRef(uuid5(NAMES, "person")), person_id, "Somebody", frozenset(Hat(*hat) for hat in hats))
