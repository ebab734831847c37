"""Where a participant reads a unit: in which of their enrolments, and in which version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goldenthread.cohorts.types import TAKES_EVIDENCE, EnrolmentRef, State
from goldenthread.learning.models import Unit, Version
from goldenthread.learning.rules.states import State as VersionState
from goldenthread.learning.types import UnitRef
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import ComponentRef, Route

# Those who may read: everybody whose evidence counts, and those who have completed, for whom it counts no more.
READS = TAKES_EVIDENCE | {State.COMPLETED}
_COHORT = "component__module__release__cohorts"
_ENROLMENT = f"{_COHORT}__enrolments"


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


def done_there(rows: QuerySet[Any] | None = None) -> Q:
    """Of the units (or of other ``rows`` with a component) of a release, those that the cohort joined beside it does:
    its variant's, and of the core what that variant does not exchange. Goes into the same ``filter`` as the conditions
    on the enrolment."""
    exchanged = (Unit.objects.all() if rows is None else rows).filter(
        component=OuterRef("component"), component__stand_ins__variant=OuterRef(f"{_COHORT}__variant")
    )
    own = Q(component__variant=F(f"{_COHORT}__variant"))
    return own | (Q(component__variant=None) & ~Q(Exists(exchanged)))


def reading_place(unit: UUID, *, by: Actor) -> ReadingPlace:
    """Where this actor reads a unit, in two statements; the enrolment whose evidence counts before one that is over.

    :raises Unit.DoesNotExist: if there is no such unit, or it is on none of their programmes.
    :raises Version.DoesNotExist: if nothing of it has been published.
    """
    mine = {
        f"{_ENROLMENT}__participant_id": by.person_id if by.wears(Duty.PARTICIPANT) else None,
        f"{_ENROLMENT}__state__in": [s.value for s in READS],
    }
    found = sorted(
        Unit.objects.filter(done_there(), ref=unit, **mine).values_list(
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
