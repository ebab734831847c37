"""What a participant does in their own time: where it is done, and how far it is; for the page of their programme."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import FilteredRelation, Q

from goldenthread.cohorts.queries.engagement import my_places
from goldenthread.learning.models import Task
from goldenthread.learning.queries.prompting import asked_of
from goldenthread.learning.queries.studying import units_of
from goldenthread.learning.rules.own_time import of_task, of_unit
from goldenthread.learning.rules.states import State, WorkState
from goldenthread.learning.types.own_time import OwnWork
from goldenthread.people.types import Actor
from goldenthread.programmes.types import ComponentFacts


def own_work(
    enrolment: UUID, components: Collection[ComponentFacts], *, by: Actor, at: datetime
) -> Mapping[UUID, OwnWork]:
    """The units, tasks and threads of one of this participant's own enrolments, by component; in six statements.

    Whoever asks names components of this enrolment's own programme.
    """
    place = next((place for place in my_places(by=by) if place.mine.ref == enrolment), None)
    if place is None:
        return {}
    refs = {component.id: component.ref for component in components}
    found: dict[UUID, OwnWork] = {}
    for component, (unit, pages) in units_of(list(refs), place.id).items():
        if pages:
            found[refs[component]] = of_unit(unit, pages)
    mine = FilteredRelation("works", condition=Q(works__enrolment_id=place.id))
    tasks = Task.objects.filter(component_id__in=list(refs), versions__state=State.PUBLISHED.value)
    rows = tasks.annotate(mine=mine).values_list("component_id", "ref", "mine__state", "mine__submitted_at")
    for component, task, state, submitted_at in rows:
        found[refs[component]] = of_task(task, WorkState(state) if state else None, submitted_at)
    asked = {
        component: OwnWork("thread", one.thread, "Open", one.why.rstrip("."))
        for component, one in asked_of(by, at)
        if one.thread
    }
    return found | {ref: work for ref, work in asked.items() if ref in refs.values()}
