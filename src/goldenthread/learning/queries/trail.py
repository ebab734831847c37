"""What the record says of learning: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf

from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.learning.models import CatchUp, Item, Material, Post, Prompt, Space, Task, Thread, Unit, Work
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "learning.follow_edition": Deed("Tied a library item to the statements of the new edition", "library_item"),
        "learning.open_unit": Deed("Began to write a unit", "unit"),
        "learning.add_page": Deed("Added a page", "unit"),
        "learning.change_page": Deed("Changed a page", "unit"),
        "learning.move_page": Deed("Moved a page", "unit"),
        "learning.remove_page": Deed("Removed a page", "unit"),
        "learning.ask_question": Deed("Added a question", "unit"),
        "learning.change_question": Deed("Changed a question", "unit"),
        "learning.remove_question": Deed("Removed a question", "unit"),
        "learning.add_media": Deed("Added a picture, video or file", "unit"),
        "learning.restore_page": Deed("Brought back a page of an old version", "unit"),
        "learning.publish_unit": Deed("Published a unit", "unit"),
        "learning.finish": Deed("Finished a unit", "enrolment"),
        "learning.reflect": Deed("Wrote a reflection", "enrolment"),
        "learning.share_reflection": Deed("Shared a reflection with coach and tutor", "enrolment"),
        "learning.unshare_reflection": Deed("Took back the sharing of a reflection", "enrolment"),
        "learning.add_item": Deed("Proposed an item for the library", "library_item"),
        "learning.change_item": Deed("Changed an item of the library", "library_item"),
        "learning.share_item": Deed("Put a proposed item into the library", "library_item"),
        "learning.decline_item": Deed("Declined an item for the library", "library_item"),
        "learning.withdraw_item": Deed("Took an item out of the library", "library_item"),
        "learning.make_group": Deed("Gathered a group", "community"),
        "learning.leave_group": Deed("Left a group", "community"),
        "learning.change_group": Deed("Changed a group", "community"),
        "learning.write_prompt": Deed("Wrote a prompt", "prompt"),
        "learning.carry_prompt": Deed("Carried a prompt over to the next release", "prompt"),
        "learning.withdraw_prompt": Deed("Took a prompt back", "prompt"),
        "learning.open_prompt": Deed("Opened the thread of a prompt", "thread"),
        "learning.start_thread": Deed("Began a thread", "thread"),
        "learning.post": Deed("Posted", "post"),
        "learning.edit_post": Deed("Edited a post", "post"),
        "learning.contribute": Deed("Said enough for a prompt", "enrolment"),
        "learning.take_back_contribution": Deed("No longer had enough for a prompt", "enrolment"),
        "learning.report_post": Deed("Reported a post", "post"),
        "learning.dismiss_report": Deed("Left a reported post as it is", "post"),
        "learning.hide_post": Deed("Hid a post", "post"),
        "learning.restore_post": Deed("Restored a post", "post"),
        "learning.close_thread": Deed("Closed a thread", "thread"),
        "learning.reopen_thread": Deed("Reopened a thread", "thread"),
        "learning.pin_thread": Deed("Pinned or unpinned a thread", "thread"),
        "learning.move_thread": Deed("Moved a thread", "thread"),
        "learning.follow_space": Deed("Chose how to hear of a community", "community"),
        "learning.follow_thread": Deed("Chose how to hear of a thread", "thread"),
        "learning.follow_mentions": Deed("Chose how to hear of mentions", ""),
        "learning.stop_digest": Deed("Stopped the e-mail of the day by a link", ""),
        "learning.stop_by_letter": Deed("Stopped e-mails by a link", "thread"),
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


def _items(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Item.objects.all(), refs, "{title}", seen=Item.objects.seen_by(by))


def _spaces(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    # Named as it is everywhere: a group by its name, any other space by what it is of. No page: it asks for a day.
    rows = Space.objects.annotate(
        says=Coalesce(NullIf("title", Value("")), "cohort__title", "programme__title", Value("A community"))
    )
    return things(rows, refs, "{says}", seen=Space.objects.none())


def _threads(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    rows = Thread.objects.annotate(says=Coalesce("prompt__title", "title"))
    return things(rows, refs, "{says}", seen=Thread.objects.none())


def _posts(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    rows = Post.objects.annotate(says=Coalesce("thread__prompt__title", "thread__title"))
    return things(rows, refs, "Post {number} in {says}", seen=Post.objects.none())


def _prompts(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Prompt.objects.all(), refs, "{title}", seen=Prompt.objects.none())


NAMERS: Mapping[str, Namer] = MappingProxyType(
    {
        "unit": _units,
        "library_item": _items,
        "community": _spaces,
        "thread": _threads,
        "post": _posts,
        "prompt": _prompts,
        "task": _tasks,
        "work": _works,
        "catch-up": _catch_ups,
        "material": _materials,
    }
)
