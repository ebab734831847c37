"""What a participant has still to hand in: tasks, and what makes up for sessions they missed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, Value

from goldenthread.cohorts.types import COMES, NextThing
from goldenthread.learning.models import CatchUp, Task, Work
from goldenthread.learning.rules.catching_up import ILLUSTRATIVE, due_by
from goldenthread.learning.rules.states import State, WorkState
from goldenthread.people.types import Actor

_LEFT = frozenset({"", WorkState.DRAFTED.value})


@dataclass(frozen=True)
class LeftToDo:
    """``again``: what a reviewer gave back: tasks by reference and title with their component, catch-ups by their
    session and its title with the day on which they are due. ``due``: that day, for every catch-up that was begun.

    ``tasks``: the task of each component asked about that was not handed in, with whether it was begun.
    ``with_task``: the components that have a task. ``caught_up``: the sessions for which something was handed in.
    """

    tasks_again: tuple[tuple[UUID, str, UUID], ...] = ()
    catch_ups_again: tuple[tuple[UUID, str, date], ...] = ()
    tasks: Mapping[UUID, tuple[UUID, bool]] = field(default_factory=dict)
    caught_up: frozenset[UUID] = frozenset()
    with_task: frozenset[UUID] = frozenset()
    due: Mapping[UUID, date] = field(default_factory=dict)

    def catch_up_due(self, missed: NextThing) -> date | None:
        """By when a missed session is caught up on, as its own page says."""
        begun = self.due.get(missed.session) if missed.session else None
        return begun or (due_by(missed.ends_at, ILLUSTRATIVE) if missed.ends_at else None)


def left_to_do(components: Collection[UUID], *, by: Actor, at: datetime) -> LeftToDo:
    """What came back to be done again, the oldest first, and what of these components was not handed in yet.

    In one statement. Of who has paused or left, and once a cohort is over, nothing is asked again. Whoever
    asks names components of this participant's own programme.
    """
    tasks = Task.objects.filter(component__ref__in=components, versions__state=State.PUBLISHED.value).order_by()
    now = {"enrolment__state__in": [state.value for state in COMES], "enrolment__cohort__ends_on__gte": at.date()}
    works = Work.objects.written_by(by).filter(**now).order_by()
    missed = CatchUp.objects.written_by(by).filter(**now).order_by()
    own, undated = F("task__component__ref"), Value(None, output_field=DateField())
    told = works.values_list(Value("work"), "pk", F("task__ref"), F("task__component__title"), "state", own, undated)
    reached = F("session__component__ref")
    beside = missed.values_list(
        Value("missed"), "pk", F("session__ref"), F("session__component__title"), "state", reached, "due_on"
    )
    asked = tasks.values_list(
        Value("task"), "pk", "ref", F("component__title"), Value(""), F("component__ref"), undated
    )
    rows = sorted(told.union(beside, asked, all=True), key=lambda row: (row[0], row[1]))
    return _told(rows)


def _told(rows: list[Any]) -> LeftToDo:
    again = WorkState.RETURNED.value
    states = {component: state for what, _, _, _, state, component, _ in rows if what == "work"}
    missed = [(ref, title, state, due) for what, _, ref, title, state, _, due in rows if what == "missed"]
    return LeftToDo(
        tasks_again=tuple(
            (ref, title, component)
            for what, _, ref, title, state, component, _ in rows
            if (what, state) == ("work", again)
        ),
        catch_ups_again=tuple((ref, title, due) for ref, title, state, due in missed if state == again),
        tasks={
            component: (ref, component in states)
            for what, _, ref, _, _, component, _ in rows
            if what == "task" and states.get(component, "") in _LEFT
        },
        with_task=frozenset(component for what, _, _, _, _, component, _ in rows if what == "task"),
        caught_up=frozenset(ref for ref, _, state, _ in missed if state not in _LEFT),
        due={ref: due for ref, _, _, due in missed},
    )
