"""Where a participant does a task: in which of their enrolments, under which version, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.cohorts.queries.due import days_due
from goldenthread.cohorts.types import TAKES_EVIDENCE, EnrolmentRef, State
from goldenthread.learning.models import Task
from goldenthread.learning.queries.places import READS, done_there
from goldenthread.learning.rules.states import State as VersionState
from goldenthread.learning.types.tasking import TaskRef
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import ComponentRef, Route

_RELEASE = "component__module__release"
_ENROLMENT = f"{_RELEASE}__cohorts__enrolments"
_COHORT = f"{_ENROLMENT}__cohort"


@dataclass(frozen=True)
class PracticePlace:
    """One participant's way into one task."""

    task_id: int
    task: TaskRef
    version_id: int
    component: ComponentRef
    title: str
    module: str
    minutes: int
    enrolment_id: int
    enrolment: EnrolmentRef
    programme: str
    counts: bool
    due_on: date | None


def practice_places(*, by: Actor, task: UUID | None = None) -> tuple[PracticePlace, ...]:
    """The published tasks of this actor's own programmes (or one of them), in order; in four statements.

    Enrolments whose evidence counts stand before those that are over. Tasks of local variants are for those whose
    cohort takes the variant.
    """
    if not by.wears(Duty.PARTICIPANT):
        return ()
    tasks = Task.objects.filter(
        done_there(Task.objects.all()),
        versions__state=VersionState.PUBLISHED.value,
        **{f"{_ENROLMENT}__participant_id": by.person_id, f"{_ENROLMENT}__state__in": [s.value for s in READS]},
    )
    if task is not None:
        tasks = tasks.filter(ref=task)
    rows = list(
        tasks.order_by("component__module__position", "component__position", "component_id").values(
            "id",
            "ref",
            "versions__id",
            "component__ref",
            "component__title",
            "component__minutes",
            "component__is_blended",
            "component__is_online",
            "component_id",
            "component__module__title",
            f"{_RELEASE}__programme__title",
            f"{_ENROLMENT}__id",
            f"{_ENROLMENT}__ref",
            f"{_ENROLMENT}__state",
            f"{_ENROLMENT}__route",
            f"{_COHORT}_id",
        )
    )
    days = days_due(row[f"{_COHORT}_id"] for row in rows)
    found = []
    for row in rows:
        route = Route(row[f"{_ENROLMENT}__route"])
        if not {Route.BLENDED: row["component__is_blended"], Route.ONLINE: row["component__is_online"]}[route]:
            continue
        found.append(
            PracticePlace(
                task_id=row["id"],
                task=TaskRef(row["ref"]),
                version_id=row["versions__id"],
                component=ComponentRef(row["component__ref"]),
                title=row["component__title"],
                module=row["component__module__title"],
                minutes=row["component__minutes"],
                enrolment_id=row[f"{_ENROLMENT}__id"],
                enrolment=EnrolmentRef(row[f"{_ENROLMENT}__ref"]),
                programme=row[f"{_RELEASE}__programme__title"],
                counts=State(row[f"{_ENROLMENT}__state"]) in TAKES_EVIDENCE,
                due_on=days.get((row[f"{_COHORT}_id"], row["component_id"])),
            )
        )
    return tuple(sorted(found, key=lambda place: (not place.counts, -place.enrolment_id)))


def practice_place(task: UUID, *, by: Actor) -> PracticePlace:
    """Where this actor does a task, in four statements.

    :raises Task.DoesNotExist: if there is no such task, or it is on none of their programmes.
    """
    found = practice_places(by=by, task=task)
    if not found:
        raise Task.DoesNotExist
    return found[0]
