"""The letters that call a task or a missed session to mind."""

from __future__ import annotations

from datetime import datetime, time

from goldenthread.ground.types.days import LONDON, day
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.reminding import CLOSING
from goldenthread.reporting.types import Kind, WorkReminder

# By the kind: the subject, and what it means for whoever reads it.
_SAYS = {
    Kind.TASK_NEAR: (
        "{title} is due on {day}",
        "You have not handed it in yet. What you have written so far is kept on its page.",
    ),
    Kind.TASK_LATE: (
        "{title} was due on {day}",
        "You can still hand it in, and you get feedback as before. This is said once.",
    ),
    Kind.CATCH_NEAR: (
        "Catch up on {title} by {day}",
        "You were not at this session, or not for all of it. What there is of it, and what to write, is on its page.",
    ),
    Kind.CATCH_LATE: (
        "You have not caught up on {title}",
        "It was due on {day}. You can still hand in what makes up for it. This is said once.",
    ),
}


def letter_about_work(told: WorkReminder, *, url: str, unsubscribe: str) -> Letter:
    """That something is due soon, or was due and is not handed in."""
    subject, first = _SAYS[told.kind]
    due = day(datetime.combine(told.due_on, time(12), LONDON))
    facts = {"title": told.title, "day": due}
    return Letter(
        key=f"reporting.reminder:{told.ref}",
        kind=f"reporting.{told.kind.value}",
        address=told.address,
        name=told.name,
        subject=subject.format(**facts),
        paragraphs=(first.format(**facts),),
        facts=(("Programme", told.programme), ("Due", due)),
        button="Open it",
        url=url,
        closing=CLOSING,
        unsubscribe=unsubscribe,
        way_out="Stop reminders of tasks and catch-up",
    )
