"""What a participant has done that is worth keeping in a portfolio: accepted tasks, catch-ups, reflections in units.

Open to rooms beside by way of the door: whoever asks gets nothing but their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from uuid import UUID

from goldenthread.learning.models import CatchUp, Question, Reflection, Work
from goldenthread.learning.queries.practising import accepted_tasks
from goldenthread.learning.rules.states import WorkState
from goldenthread.learning.types.keeping import Done, DoneKind
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.releases import ties_of_releases
from goldenthread.programmes.types import Tie


def done_by(enrolment: UUID, *, by: Actor) -> tuple[Done, ...]:
    """Everything of one's own enrolment that counted: tasks that were accepted in the version that was, catch-ups that
    were accepted, and the newest words of every reflection in a unit. In twelve statements at most.
    """
    if not by.wears(Duty.PARTICIPANT):
        return ()
    mine = {"enrolment__ref": enrolment, "enrolment__participant_id": by.person_id}
    return tuple(chain(_tasks(enrolment, by=by), _catch_ups(mine), _reflections(mine)))


def _tasks(enrolment: UUID, *, by: Actor) -> Iterator[Done]:
    if not Work.objects.written_by(by).filter(enrolment__ref=enrolment, state=WorkState.ACCEPTED.value).exists():
        return
    for task in accepted_tasks(enrolment):
        statements = tuple(line.statement.ref for line in task.judged)
        files = tuple(file.ref for file in task.files)
        yield Done(DoneKind.TASK, task.work, task.title, task.words, statements, files, task.accepted_at)


def _catch_ups(mine: Mapping[str, object]) -> Iterator[Done]:
    rows = list(
        CatchUp.objects.filter(**mine, state=WorkState.ACCEPTED.value)
        .select_related("session__component__module")
        .prefetch_related("sent", "steps")
        .order_by("pk")
    )
    ties = ties_of_releases({row.session.component.module.release_id for row in rows}) if rows else {}
    for row in rows:
        sent = max(row.sent.all(), key=lambda one: one.number)
        accepted = max(step.at for step in row.steps.all() if step.state == WorkState.ACCEPTED.value)
        words = f"{sent.words}\n\nResearch:\n{sent.references}"
        component = row.session.component
        yield Done(DoneKind.CATCH_UP, row.ref, component.title, words, _of(ties, component.pk), (), accepted)


def _reflections(mine: Mapping[str, object]) -> Iterator[Done]:
    newest: dict[UUID, Reflection] = {}
    rows = Reflection.objects.filter(**mine).select_related("unit__component__module")
    for row in rows.order_by("at", "id"):
        newest[row.question_key] = row
    asked = dict(Question.objects.filter(key__in=newest).order_by("page__version__number").values_list("key", "prompt"))
    ties = ties_of_releases({row.unit.component.module.release_id for row in newest.values()}) if newest else {}
    for key, row in newest.items():
        component = row.unit.component
        words = f"{asked.get(key, '')}\n\n{row.words}".strip()
        yield Done(DoneKind.REFLECTION, key, component.title, words, _of(ties, component.pk), (), row.at)


def _of(ties: Mapping[int, frozenset[Tie]], component: int) -> tuple[UUID, ...]:
    """The statements that a component serves, each once."""
    return tuple(sorted({tie.statement for tie in ties.get(component, frozenset())}))
