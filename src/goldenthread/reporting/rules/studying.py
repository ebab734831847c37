"""Guided time by type of study. That the types add up is a property, not a hope: each component counts once, whole.

The Quality Framework of 2017 names the types and does not say which kind of component is which: the table is ours, and
pages say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.programmes.types import KIND_NAMES, ComponentFacts, ComponentKind, Route
from goldenthread.reporting.types.studying import Studied, StudyType

TYPES: Mapping[ComponentKind, StudyType] = MappingProxyType(
    {
        ComponentKind.EVENT: StudyType.FACE_TO_FACE,
        ComponentKind.CONFERENCE: StudyType.FACE_TO_FACE,
        ComponentKind.INDUCTION: StudyType.FACE_TO_FACE,
        ComponentKind.WEBINAR: StudyType.ONLINE,
        ComponentKind.CLINIC: StudyType.ONLINE,
        ComponentKind.ONLINE_STUDY: StudyType.ONLINE,
        ComponentKind.COMMUNITY: StudyType.PEER,
        ComponentKind.BUDDY_WORK: StudyType.PEER,
        ComponentKind.STUDY_PACK: StudyType.INDIVIDUAL,
        ComponentKind.DIAGNOSTIC: StudyType.INDIVIDUAL,
        ComponentKind.REFLECTION: StudyType.INDIVIDUAL,
        ComponentKind.FORMATIVE_TASK: StudyType.WORK_BASED,
        ComponentKind.COACHING: StudyType.WORK_BASED,
        ComponentKind.SCHOOL_VISIT: StudyType.WORK_BASED,
        ComponentKind.LINE_MANAGER_MEETING: StudyType.WORK_BASED,
    }
)


def type_of(kind: ComponentKind, *, route: Route) -> StudyType:
    """The type of study of a kind of component. On the online-only route nobody meets in a room."""
    found = TYPES[kind]
    return StudyType.ONLINE if found is StudyType.FACE_TO_FACE and route is Route.ONLINE else found


def studied(components: Iterable[ComponentFacts], *, route: Route) -> tuple[Studied, ...]:
    """The guided time of one route by type of study and the kinds within it, in the framework's order."""
    minutes: dict[StudyType, dict[str, int]] = {}
    for component in components:
        kinds = minutes.setdefault(type_of(component.kind, route=route), {})
        name = KIND_NAMES[component.kind]
        kinds[name] = kinds.get(name, 0) + component.minutes
    return tuple(
        Studied(of, sum(minutes[of].values()), tuple(sorted(minutes[of].items()))) for of in StudyType if of in minutes
    )
