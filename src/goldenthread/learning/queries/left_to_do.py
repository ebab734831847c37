"""What a participant has still to hand in: tasks, and what makes up for sessions they missed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Value

from goldenthread.cohorts.types import COMES
from goldenthread.learning.models import CatchUp, Task, Work
from goldenthread.learning.rules.states import State, WorkState
from goldenthread.people.types import Actor

Named = tuple[UUID, str]
_LEFT = frozenset({"", WorkState.DRAFTED.value})


@dataclass(frozen=True)
class LeftToDo:
    """``again``: what a reviewer gave back, tasks by reference and title and catch-ups by their session and its title.

    ``tasks``: the task of each component asked about that was not handed in, with whether it was begun.
    ``with_task``: the components that have a task. ``caught_up``: the sessions for which something was handed in.
    """

    tasks_again: tuple[Named, ...] = ()
    catch_ups_again: tuple[Named, ...] = ()
    tasks: Mapping[UUID, tuple[UUID, bool]] = field(default_factory=dict)
    caught_up: frozenset[UUID] = frozenset()
    with_task: frozenset[UUID] = frozenset()


def left_to_do(components: Collection[UUID], *, by: Actor, at: datetime) -> LeftToDo:
    """What came back to be done again, the oldest first, and what of these components was not handed in yet.

    In one statement. Of who has paused or left, and once a cohort is over, nothing is asked again. Whoever
    asks names components of this participant's own programme.
    """
    tasks = Task.objects.filter(component__ref__in=components, versions__state=State.PUBLISHED.value).order_by()
    now = {"enrolment__state__in": [state.value for state in COMES], "enrolment__cohort__ends_on__gte": at.date()}
    works = Work.objects.written_by(by).filter(**now).order_by()
    missed = CatchUp.objects.written_by(by).filter(**now).order_by()
    own = F("task__component__ref")
    told = works.values_list(Value("work"), "pk", F("task__ref"), F("task__component__title"), "state", own)
    reached = F("session__component__ref")
    beside = missed.values_list(
        Value("missed"), "pk", F("session__ref"), F("session__component__title"), "state", reached
    )
    asked = tasks.values_list(Value("task"), "pk", "ref", F("component__title"), Value(""), F("component__ref"))
    rows = sorted(told.union(beside, asked, all=True), key=lambda row: (row[0], row[1]))
    return _told(rows)


def _told(rows: list[Any]) -> LeftToDo:
    again = WorkState.RETURNED.value
    states = {component: state for what, _, _, _, state, component in rows if what == "work"}
    return LeftToDo(
        tasks_again=tuple((ref, title) for what, _, ref, title, state, _ in rows if (what, state) == ("work", again)),
        catch_ups_again=tuple(
            (ref, title) for what, _, ref, title, state, _ in rows if (what, state) == ("missed", again)
        ),
        tasks={
            component: (ref, component in states)
            for what, _, ref, _, _, component in rows
            if what == "task" and states.get(component, "") in _LEFT
        },
        with_task=frozenset(component for what, _, _, _, _, component in rows if what == "task"),
        caught_up=frozenset(ref for what, _, ref, _, state, _ in rows if what == "missed" and state not in _LEFT),
    )
