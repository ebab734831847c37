"""Make the reminders that are due, each once, and leave a notice for each letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice
from goldenthread.ground.types.days import LONDON
from goldenthread.reporting.actions.updating import make_for
from goldenthread.reporting.models import Reminder
from goldenthread.reporting.queries.booking import bookings_due
from goldenthread.reporting.queries.planning import plan_of
from goldenthread.reporting.queries.reminding import closings_due, fell_behind, openings_due, sessions_due
from goldenthread.reporting.queries.working import CATCH_UPS, TASKS, catch_up_reminders_due, task_reminders_due
from goldenthread.reporting.types import Cause, FellBehind, Kind, Occasion

# So many in one transaction: few enough that nobody else waits long for the database.
AT_ONCE = 100
WORK = frozenset((*TASKS, *CATCH_UPS))


def remind_of_openings(*, at: datetime) -> int:
    """Remind whoever can open their brief now; how many."""
    return _make_all(openings_due(at=at), at=at)


def remind_of_closings(*, at: datetime) -> int:
    """Remind whoever has handed in nothing while their window closes; how many."""
    return _make_all(closings_due(at=at), at=at)


def remind_of_bookings(*, at: datetime) -> int:
    """Invite whoever can book a window for their project, and remind them before booking closes; how many."""
    return _make_all(bookings_due(at=at), at=at)


def remind_of_sessions(*, at: datetime) -> int:
    """Remind whoever has a session near at hand; how many."""
    return _make_all(sessions_due(at=at), at=at)


def remind_of_tasks(*, at: datetime) -> int:
    """Remind whoever has a task due soon, or lately, that is not handed in; how many."""
    return _make_all(task_reminders_due(at=at), at=at)


def remind_of_catch_ups(*, at: datetime) -> int:
    """Remind whoever has to make up for a missed session soon, or had to lately; how many."""
    return _make_all(catch_up_reminders_due(at=at), at=at)


def tell_who_fell_behind(*, at: datetime) -> int:
    """Make a progress update for each who supports somebody that has fallen behind; about how many people.

    Not on cohorts whose plan says that nobody is told of it.
    """
    return sum(
        _tell(found, at=at) for found in fell_behind(at=at) if Cause.BEHIND in plan_of(found.cohort_id, at=at).events
    )


def _make_all(due: Sequence[Occasion], *, at: datetime) -> int:
    return sum(_make(due[n : n + AT_ONCE], at=at) for n in range(0, len(due), AT_ONCE))


@atomic
def _make(due: Sequence[Occasion], *, at: datetime) -> int:
    made = 0
    for each in due:
        row, is_new = Reminder.objects.get_or_create(
            kind=each.kind.value,
            enrolment_id=each.enrolment_id,
            subject=each.subject,
            day=each.day,
            defaults={"made_at": at},
        )
        if is_new:
            _tell_of(row, at=at)
            made += 1
    return made


def _tell_of(row: Reminder, *, at: datetime) -> None:
    facts = {"reminder": str(row.ref)}
    if Kind(row.kind) in WORK:
        post(Notice("reporting.work_reminder_made", facts), at=at)
    else:
        post(Notice("reporting.reminder_made", facts), at=at)


@atomic
def _tell(found: FellBehind, *, at: datetime) -> int:
    """All of one cohort together, so that a head with many staff gets one letter; about nobody twice in a day."""
    day = at.astimezone(LONDON).date()
    rows = [
        Reminder(kind=Kind.BEHIND.value, enrolment_id=pk, subject=found.cohort, day=day, made_at=at)
        for pk in found.enrolments
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    occasion = f"behind:{found.cohort}:{day}"
    updates = make_for(
        found.enrolments, cause=Cause.BEHIND, occasion=occasion, cohort=found.cohort_id, by_id=None, at=at
    )
    audit(
        by="clock",
        did="reporting.tell_who_fell_behind",
        to=str(found.cohort),
        at=at,
        people=str(len(found.enrolments)),
        updates=str(updates),
    )
    return len(found.enrolments)
