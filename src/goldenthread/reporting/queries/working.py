"""Who is to be reminded of a task or a catch-up now and was not yet, and what the letter says when it goes out."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from goldenthread.cohorts.models import Enrolment, Session
from goldenthread.cohorts.types import State
from goldenthread.ground.types.days import LONDON
from goldenthread.learning.queries.due import catch_ups_due, handed_in_already, is_still_due, tasks_due
from goldenthread.programmes.types import Route
from goldenthread.reporting.models import Reminder
from goldenthread.reporting.queries.occasions import told_anew
from goldenthread.reporting.queries.subscribing import who_wants
from goldenthread.reporting.rules.reminding import is_late, work_days
from goldenthread.reporting.types import Kind, Occasion, WorkReminder
from goldenthread.reporting.types.subscribing import Stream

TASKS, CATCH_UPS = (Kind.TASK_NEAR, Kind.TASK_LATE), (Kind.CATCH_NEAR, Kind.CATCH_LATE)
# Who has paused is left in peace; who is accepted and not begun yet has nothing to hand in.
_WORKS = [State.ACTIVE.value]


def task_reminders_due(*, at: datetime) -> tuple[Occasion, ...]:
    """Those to remind of a task that is due soon, or was due lately, and is not handed in; in five statements."""
    today = at.astimezone(LONDON).date()
    due = tasks_due(*work_days(today))
    people: defaultdict[tuple[int, Route], list[int]] = defaultdict(list)
    rows = Enrolment.objects.filter(cohort__in={one.cohort_id for one in due}, state__in=_WORKS)
    for pk, cohort, route in rows.order_by("pk").values_list("pk", "cohort_id", "route"):
        people[cohort, Route(route)].append(pk)
    is_in = handed_in_already({one.task for one in due})
    return told_anew(
        Occasion(TASKS[is_late(one.due_on, on=today)], person, one.task, one.due_on)
        for one in due
        for person in people[one.cohort_id, one.route]
        if (one.task, person) not in is_in
    )


def catch_up_reminders_due(*, at: datetime) -> tuple[Occasion, ...]:
    """Those to remind of a session that they missed and have not made up for; in five statements."""
    today = at.astimezone(LONDON).date()
    due = catch_ups_due(*work_days(today))
    rows = Enrolment.objects.filter(pk__in={one.enrolment_id for one in due}, state__in=_WORKS)
    works = set(rows.values_list("pk", flat=True))
    return told_anew(
        Occasion(CATCH_UPS[is_late(one.due_on, on=today)], one.enrolment_id, one.session, one.due_on)
        for one in due
        if one.enrolment_id in works
    )


def work_reminder_to_send(ref: UUID, *, at: datetime) -> WorkReminder | None:
    """What the letter of a reminder says now; ``None`` where it has become needless: it was handed in or credited
    since, the day was moved, they have left, or want no such letters. In at most eleven statements.

    :raises Reminder.DoesNotExist: if there is none.
    """
    row = Reminder.objects.select_related("enrolment__participant", "enrolment__cohort__release__programme").get(
        ref=ref
    )
    enrolment = row.enrolment
    if enrolment.state not in _WORKS or not enrolment.participant.is_active:
        return None
    if not who_wants([enrolment.participant_id], Stream.WORK):
        return None
    title = _task(row) if Kind(row.kind) in TASKS else _session(row, at=at)
    if title is None:
        return None
    who = enrolment.participant
    programme = enrolment.cohort.release.programme.title
    return WorkReminder(row.ref, Kind(row.kind), who.ref, who.email, who.name, row.subject, title, programme, row.day)


def _task(row: Reminder) -> str | None:
    """The title of a task that is still to be handed in by the day that was announced."""
    if (row.subject, row.enrolment_id) in handed_in_already({row.subject}):
        return None
    place = (row.enrolment.cohort_id, row.enrolment.route)
    due = {(one.task, one.cohort_id, one.route.value): one.title for one in tasks_due(row.day, row.day)}
    return due.get((row.subject, *place))


def _session(row: Reminder, *, at: datetime) -> str | None:
    """The title of a missed session that may still be made up for by the day that was announced."""
    session = Session.objects.select_related("component").filter(ref=row.subject).first()
    if session is None or not is_still_due(row.subject, row.enrolment.ref, at=at):
        return None
    return session.component.title
