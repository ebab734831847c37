"""The letters about tasks and catch-up: something waits, or an answer has come."""

from __future__ import annotations

from goldenthread.integrations.mail.messages import Letter
from goldenthread.learning.queries.letters import Told

REVIEWS = "You get this letter because you review work on this programme."
TAKES_PART = "You get this letter because you take part in this programme."
# What a participant is told, by the answer: the subject, and what it means for them.
_TASK = {
    "accepted": (
        "Your feedback on {title} has come",
        "It is good enough, and it is credited. Read what was said of each statement.",
    ),
    "again": (
        "Your feedback on {title} has come",
        "Your reviewer asks you to do it again, and says what would make it better. Your words are still there.",
    ),
    "replied": ("Your question about {title} is answered", "Your reviewer has answered what you asked."),
    "reopened": (
        "{title} is being looked at again",
        "The last answer was taken back, and its credit with it if it had one. You get another answer.",
    ),
}
_CATCH_UP = {
    "accepted": ("You have caught up on {title}", "Your reflection is accepted, and it is credited."),
    "again": (
        "Your reflection on {title} needs more",
        "It came back with what is missing. Your words are still there.",
    ),
    "reopened": (
        "Your reflection on {title} is being looked at again",
        "The last answer was taken back, and its credit with it if it had one. You get another answer.",
    ),
}


def letter_to_reviewer(told: Told, *, url: str, kind: str) -> Letter:
    """That work waits, or that somebody asked about feedback."""
    says = {
        "learning.task_submitted": (f"{told.participant} handed in {told.title}", "It waits for your feedback."),
        "learning.task_asked": (
            f"{told.participant} asks about your feedback",
            f"It is about your feedback on {told.title}.",
        ),
        "learning.catch_up_submitted": (
            f"{told.participant} caught up on {told.title}",
            "Their reflection waits for your review.",
        ),
    }
    subject, first = says[kind]
    return _letter(told, kind=kind, subject=subject, first=first, button="Open it", url=url, closing=REVIEWS)


def letter_about_task(told: Told, *, url: str) -> Letter:
    """To a participant: feedback has come, a question was answered, or an answer was taken back."""
    subject, first = _TASK[told.answer]
    return _letter(
        told,
        kind=f"learning.task_{told.answer}",
        subject=subject.format(title=told.title),
        first=first,
        button="Open your task",
        url=url,
        closing=TAKES_PART,
    )


def letter_about_catch_up(told: Told, *, url: str) -> Letter:
    """To a participant: a reflection was answered, or the answer was taken back."""
    subject, first = _CATCH_UP[told.answer]
    return _letter(
        told,
        kind=f"learning.catch_up_{told.answer}",
        subject=subject.format(title=told.title),
        first=first,
        button="Open it",
        url=url,
        closing=TAKES_PART,
    )


def _letter(told: Told, *, kind: str, subject: str, first: str, button: str, url: str, closing: str) -> Letter:
    return Letter(
        key=told.key,
        kind=kind,
        address=told.to,
        name=told.name,
        subject=subject,
        paragraphs=(first,),
        facts=(("Why", told.why),) if told.why else (),
        button=button,
        url=url,
        closing=closing,
    )
