"""What came back to a participant to be done again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Value

from goldenthread.learning.models import CatchUp, Work
from goldenthread.learning.rules.states import WorkState
from goldenthread.people.types import Actor

Named = tuple[UUID, str]


@dataclass(frozen=True)
class CameBack:
    """Tasks by reference and title, and catch-ups by their session and its title."""

    tasks: tuple[Named, ...]
    catch_ups: tuple[Named, ...]


def to_do_again(*, by: Actor) -> CameBack:
    """Everything of this participant that a reviewer gave back, the oldest first; in one statement."""
    tasks = Work.objects.written_by(by).filter(state=WorkState.RETURNED.value).order_by()
    missed = CatchUp.objects.written_by(by).filter(state=WorkState.RETURNED.value).order_by()
    told = tasks.values_list(Value(True), "pk", F("task__ref"), F("task__component__title"))
    rows = list(
        told.union(missed.values_list(Value(False), "pk", "session__ref", "session__component__title"), all=True)
    )
    ordered = sorted(rows, key=lambda row: row[1])
    return CameBack(
        tasks=tuple((ref, title) for is_task, _, ref, title in ordered if is_task),
        catch_ups=tuple((ref, title) for is_task, _, ref, title in ordered if not is_task),
    )
