"""Reminders of tasks and catch-ups: before the day and once after it, and not to those who need or want none."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.actions.due import set_due_date
from goldenthread.cohorts.models import Enrolment, Session
from goldenthread.cohorts.types import Mark, Source
from goldenthread.ground.models import NoticeRow
from goldenthread.people.models import Person
from goldenthread.reporting.actions.reminding import remind_of_catch_ups, remind_of_tasks
from goldenthread.reporting.actions.subscribing import choose
from goldenthread.reporting.models import Reminder
from goldenthread.reporting.queries.working import catch_up_reminders_due, task_reminders_due, work_reminder_to_send
from goldenthread.reporting.types import Kind
from goldenthread.reporting.types.subscribing import Pace, Stream
from tests.makers.cohorts import enrol_many
from tests.makers.counting import statements_of
from tests.makers.tasks import catch_up, do_task, make_practice, miss

# The task is due on 26 January on its cohort; the session that is missed ended on 8 September, the maker says.
BEFORE, AFTER = timedelta(days=18), timedelta(days=24)


@pytest.fixture
def practice(cast, at):
    return make_practice(cast, at=at)


def test_a_task_is_called_to_mind_before_its_day_and_once_after_it(cast, practice, at) -> None:
    assert remind_of_tasks(at=at + timedelta(days=17)) == 0

    assert [remind_of_tasks(at=at + BEFORE) for _ in range(2)] == [1, 0]
    first = Reminder.objects.get()
    told = work_reminder_to_send(first.ref, at=at + BEFORE)
    assert (told.kind, told.name, told.title, told.subject) == (
        Kind.TASK_NEAR,
        "Parveen Begum",
        "Describe a culture you lead",
        practice.task,
    )
    assert [remind_of_tasks(at=at + AFTER), remind_of_tasks(at=at + AFTER + timedelta(days=1))] == [1, 0]
    assert remind_of_tasks(at=at + timedelta(days=60)) == 0
    assert [row.kind for row in Reminder.objects.order_by("pk")] == ["task_near", "task_late"]
    assert NoticeRow.objects.filter(kind="reporting.work_reminder_made").count() == 2
    assert work_reminder_to_send(Reminder.objects.last().ref, at=at + AFTER).kind is Kind.TASK_LATE

    do_task(practice, cast.participant, at=at + AFTER)
    assert work_reminder_to_send(first.ref, at=at + AFTER) is None
    Reminder.objects.all().delete()
    assert remind_of_tasks(at=at + AFTER) == 0


def test_a_missed_session_is_called_to_mind_before_and_once_after_and_not_once_it_is_made_up_for(
    cast, practice, at
) -> None:
    session = miss(cast, practice.enrolled, at=at)
    ended = Session.objects.get(ref=session).ends_at

    assert remind_of_catch_ups(at=ended + timedelta(days=24)) == 0
    component = practice.enrolled.cohort.built.component("Event 1")
    credit(
        practice.enrolment,
        component.ref,
        source=Source.BY_HAND,
        source_ref=uuid4(),
        share=Fraction(1, 4),
        by=cast.programme_manager,
        at=at,
    )
    assert [remind_of_catch_ups(at=ended + timedelta(days=26)) for _ in range(2)] == [1, 0]
    row = Reminder.objects.get()
    told = work_reminder_to_send(row.ref, at=at)
    assert (told.kind, told.subject, told.due_on) == (Kind.CATCH_NEAR, session, ended.date() + timedelta(days=28))
    assert remind_of_catch_ups(at=ended + timedelta(days=30)) == 1
    assert statements_of(lambda: catch_up_reminders_due(at=ended + timedelta(days=26))) == 5
    catch_up(session, cast.participant, at=at)
    assert work_reminder_to_send(row.ref, at=at) is None
    Reminder.objects.all().delete()
    assert remind_of_catch_ups(at=ended + timedelta(days=30)) == 0
    Session.objects.filter(ref=session).update(ref="00000000-0000-4000-8000-000000000001")
    row.save(force_insert=True)
    assert work_reminder_to_send(row.ref, at=at) is None


def test_who_was_there_has_nothing_to_catch_up_on(cast, practice, at) -> None:
    session = miss(cast, practice.enrolled, at=at, mark=Mark.PRESENT)

    assert remind_of_catch_ups(at=Session.objects.get(ref=session).ends_at + timedelta(days=26)) == 0


@pytest.mark.parametrize("why", ["paused", "switched off", "gone", "moved"])
def test_a_reminder_that_has_become_needless_or_is_not_wanted_is_not_sent(cast, practice, at, why) -> None:
    remind_of_tasks(at=at + BEFORE)
    row = Reminder.objects.get()
    if why == "paused":
        row.enrolment.state = "deferred"
        row.enrolment.save()
    elif why == "switched off":
        choose({Stream.WORK: Pace.NEVER}, by=cast.participant, at=at)
    elif why == "gone":
        Person.objects.filter(pk=cast.participant.person_id).update(is_active=False)
    else:
        later = (at + timedelta(days=400)).date()
        by, task = cast.programme_manager, practice.component.ref
        set_due_date(practice.enrolled.cohort.ref, task, later, why="Moved", by=by, at=at)

    assert work_reminder_to_send(row.ref, at=at + BEFORE) is None


def test_what_is_due_takes_as_many_statements_for_one_as_for_many(cast, practice, at) -> None:
    session = miss(cast, practice.enrolled, at=at)
    then = Session.objects.get(ref=session).ends_at + timedelta(days=26)

    def asked() -> list[int]:
        return [
            statements_of(lambda: task_reminders_due(at=at + BEFORE)),
            statements_of(lambda: catch_up_reminders_due(at=then)),
        ]

    few = asked()
    enrol_many(cast, practice.enrolled.cohort, 3, at=at)

    assert (asked(), len(task_reminders_due(at=at + BEFORE))) == (few, 4)
    Enrolment.objects.update(state="deferred")
    assert task_reminders_due(at=at + BEFORE) == catch_up_reminders_due(at=then) == ()
