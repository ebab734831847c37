"""What the record says of learning: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.learning.models import CatchUp, Material, Task, Unit, Work
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "learning.open_unit": Deed("Began to write a unit", "unit"),
        "learning.add_page": Deed("Added a page", "unit"),
        "learning.change_page": Deed("Changed a page", "unit"),
        "learning.move_page": Deed("Moved a page", "unit"),
        "learning.remove_page": Deed("Removed a page", "unit"),
        "learning.ask_question": Deed("Added a question", "unit"),
        "learning.change_question": Deed("Changed a question", "unit"),
        "learning.remove_question": Deed("Removed a question", "unit"),
        "learning.publish_unit": Deed("Published a unit", "unit"),
        "learning.finish": Deed("Finished a unit", "enrolment"),
        "learning.open_task": Deed("Began to write a task", "task"),
        "learning.change_task": Deed("Changed a task", "task"),
        "learning.add_exemplar": Deed("Added an exemplar", "task"),
        "learning.change_exemplar": Deed("Changed an exemplar", "task"),
        "learning.remove_exemplar": Deed("Removed an exemplar", "task"),
        "learning.publish_task": Deed("Published a task", "task"),
        "learning.begin_task": Deed("Began a task", "work"),
        "learning.attach_file": Deed("Attached a file", "work"),
        "learning.detach_file": Deed("Took a file away from the draft", "work"),
        "learning.hand_in": Deed("Handed in a task", "work"),
        "learning.take_work": Deed("Took a task to review", "work"),
        "learning.pass_work_on": Deed("Passed a task on to another reviewer", "work"),
        "learning.send_feedback": Deed("Sent feedback on a task", "work"),
        "learning.reopen_work": Deed("Opened a task again", "work"),
        "learning.remark": Deed("Asked or answered a question about feedback", "work"),
        "learning.begin_catch_up": Deed("Began to catch up on a session", "catch-up"),
        "learning.hand_in_catch_up": Deed("Handed in a reflection", "catch-up"),
        "learning.answer_catch_up": Deed("Answered a reflection", "catch-up"),
        "learning.reopen_catch_up": Deed("Opened a catch-up again", "catch-up"),
        "learning.provide_for_session": Deed("Put something beside a session", "session"),
        "learning.provide_for_component": Deed("Put something beside a component", "component"),
        "learning.remove_material": Deed("Took something away from a session", "material"),
    }
)


def _units(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Unit.objects.all(), refs, "{component__title}", seen=Unit.objects.seen_by(by))


def _tasks(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Task.objects.all(), refs, "{component__title}", seen=Task.objects.seen_by(by))


def _works(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{task__component__title}, {enrolment__participant__name}"
    return things(Work.objects.all(), refs, says, seen=Work.objects.read_by(by))


def _catch_ups(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{session__component__title}, {enrolment__participant__name}"
    return things(CatchUp.objects.all(), refs, says, seen=CatchUp.objects.read_by(by))


def _materials(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Material.objects.all(), refs, "{title}")


NAMERS: Mapping[str, Namer] = MappingProxyType(
    {"unit": _units, "task": _tasks, "work": _works, "catch-up": _catch_ups, "material": _materials}
)
