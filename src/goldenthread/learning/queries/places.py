"""Where a participant reads a unit: in which of their enrolments, and in which version."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.cohorts.types import TAKES_EVIDENCE, EnrolmentRef, State
from goldenthread.learning.models import Unit, Version
from goldenthread.learning.rules.states import State as VersionState
from goldenthread.learning.types import UnitRef
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import ComponentRef, Route

# Those who may read: everybody whose evidence counts, and those who have completed, for whom it counts no more.
READS = TAKES_EVIDENCE | {State.COMPLETED}
_ENROLMENT = "component__module__release__cohorts__enrolments"


@dataclass(frozen=True)
class ReadingPlace:
    """One participant's way into one unit."""

    unit_id: int
    unit: UnitRef
    version_id: int
    component: ComponentRef
    title: str
    module: str
    enrolment_id: int
    enrolment: EnrolmentRef
    counts: bool


def reading_place(unit: UUID, *, by: Actor) -> ReadingPlace:
    """Where this actor reads a unit, in two statements; the enrolment whose evidence counts before one that is over.

    :raises Unit.DoesNotExist: if there is no such unit, or it is on none of their programmes.
    :raises Version.DoesNotExist: if nothing of it has been published.
    """
    # Units of local variants are not for those who are on the core.
    mine = {
        "component__variant": None,
        f"{_ENROLMENT}__participant_id": by.person_id if by.wears(Duty.PARTICIPANT) else None,
        f"{_ENROLMENT}__state__in": [s.value for s in READS],
    }
    found = sorted(
        Unit.objects.filter(ref=unit, **mine).values_list(
            "id",
            "ref",
            "component__ref",
            "component__title",
            "component__module__title",
            "component__is_blended",
            "component__is_online",
            f"{_ENROLMENT}__id",
            f"{_ENROLMENT}__ref",
            f"{_ENROLMENT}__state",
            f"{_ENROLMENT}__route",
        ),
        key=lambda row: (State(row[9]) not in TAKES_EVIDENCE, -row[7]),
    )
    if not found:
        raise Unit.DoesNotExist
    unit_id, ref, component, title, module, is_blended, is_online, enrolment_id, enrolment, state, route = found[0]
    version = Version.objects.only("id").get(unit_id=unit_id, state=VersionState.PUBLISHED.value)
    return ReadingPlace(
        unit_id=unit_id,
        unit=UnitRef(ref),
        version_id=version.pk,
        component=ComponentRef(component),
        title=title,
        module=module,
        enrolment_id=enrolment_id,
        enrolment=EnrolmentRef(enrolment),
        counts=State(state) in TAKES_EVIDENCE and (is_blended if route == Route.BLENDED.value else is_online),
    )
