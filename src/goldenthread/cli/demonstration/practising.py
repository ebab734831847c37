"""A task that some hand in and get feedback on, and sessions that some catch up on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import UUID

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.cli.demonstration.studying import Placed
from goldenthread.learning.actions.catching_up import answer_catch_up, hand_in_reflection, save_reflection
from goldenthread.learning.actions.practising import hand_in, save_work
from goldenthread.learning.actions.providing import provide_for_session
from goldenthread.learning.actions.reviewing import save_feedback, send_feedback
from goldenthread.learning.actions.tasking import add_exemplar, change_task, open_task, publish_task
from goldenthread.learning.queries.catching_up import my_catch_up, my_catch_ups
from goldenthread.learning.queries.practising import my_task
from goldenthread.learning.queries.tasking import task_editor
from goldenthread.learning.types.catching_up import MaterialDraft, MaterialKind, Reflection
from goldenthread.learning.types.practising import Judgement, ReviewSheet, Verdict
from goldenthread.learning.types.tasking import ExemplarDraft, TaskDraft, TaskRef
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ComponentKind

EVENING = time(20, 10)


def write_the_task(told: Mapping[str, Any], *, release: UUID, by: Actor, calendar: Calendar, day: int) -> TaskRef:
    """Write and publish the story's task on the formative task of the release."""
    at = calendar.moment(day)
    component = next(c for c in release_outline(release).components if c.kind is ComponentKind.FORMATIVE_TASK)
    task = open_task(component.ref, by=by, at=at)
    choices = task_editor(task, by=by).choices
    words = TaskDraft(
        asks=told["asks"],
        least_words=told["least_words"],
        most_words=told["most_words"],
        attach_what=told["attach"],
        statements=frozenset(one.ref for one in choices),
    )
    change_task(task, words, by=by, at=at)
    for exemplar in told["exemplars"]:
        against = {one.ref: words for one, words in zip(choices, exemplar.get("against", ()), strict=False)}
        draft = ExemplarDraft(exemplar["title"], exemplar["body"], exemplar["notes"], exemplar["before"], against)
        add_exemplar(task, draft, by=by, at=at)
    publish_task(task, by=by, at=at)
    return task


def practise(told: Mapping[str, Any], running: Running, task: TaskRef, calendar: Calendar) -> None:
    """Let those of the story hand in the task, their coaches answer, and those who missed a session catch up."""
    people = {person.story["email"]: person for person in running.people}
    for turn in told["turns"]:
        if turn["who"] in people:
            _take_turn(turn, people[turn["who"]], task, calendar)
    lead = actor_by_email(running.story["facilitator"])
    for caught in told["catch_ups"]:
        if caught["who"] in people:
            _catch_up(caught, people[caught["who"]], lead, calendar)


def _take_turn(turn: Mapping[str, Any], person: Placed, task: TaskRef, calendar: Calendar) -> None:
    at = calendar.moment(turn["day"], EVENING)
    before = my_task(task, by=person.actor, at=at)
    saved = save_work(task, turn["words"], revision=before.revision, by=person.actor, at=at)
    if "handed_in" not in turn:
        return
    hand_in(task, revision=saved.revision, by=person.actor, at=at)
    given = turn.get("feedback")
    if given is None:
        return
    page = my_task(task, by=person.actor, at=at)
    judgements = {
        statement.ref: Judgement(label, comment)
        for statement, (label, comment) in zip(page.version.statements, given["lines"], strict=False)
    }
    sheet = ReviewSheet(judgements, given["overall"], Verdict(given["verdict"]), given.get("next", ""))
    answered = calendar.moment(turn["day"] + 2, EVENING)
    work = page.work
    if work is not None:
        save_feedback(work, sheet, by=person.coach, at=answered)
        send_feedback(work, by=person.coach, at=answered)


def _catch_up(told: Mapping[str, Any], person: Placed, lead: Actor, calendar: Calendar) -> None:
    at = calendar.moment(told["day"], EVENING)
    line = next(line for line in my_catch_ups(by=person.actor, at=at) if line.title.startswith(told["session"]))
    if not my_catch_up(line.session, by=person.actor, at=at).materials:
        recording = MaterialDraft(MaterialKind.RECORDING, told["recording"], "https://video.example/fenland")
        provide_for_session(line.session, recording, None, by=lead, at=calendar.moment(told["day"] - 2))
    reflection = Reflection(told["words"], told["references"])
    saved = save_reflection(line.session, reflection, revision=0, by=person.actor, at=at)
    hand_in_reflection(line.session, revision=saved.revision, by=person.actor, at=at)
    ref = my_catch_up(line.session, by=person.actor, at=at).ref
    if "answer" in told and ref is not None:
        accepted = told["answer"] == "accept"
        answered = calendar.moment(told["day"] + 3)
        answer_catch_up(ref, is_accepted=accepted, why=told.get("why", ""), by=lead, at=answered)
