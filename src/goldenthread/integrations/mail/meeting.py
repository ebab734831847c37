"""Letters about coaching meetings: suggested, booked, moved, called off, near; and that somebody asks for help."""

from __future__ import annotations

from goldenthread.coaching.types.meetings import HelpNews, MeetingNews
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.wording import day, moment

COACH = "You get this letter because you coach on this programme."
COACHED = "You get this letter because you have a coach on this programme."


def letter_about_meeting(news: MeetingNews, *, url: str) -> Letter:
    """What has changed, to the one of the two who did not change it."""
    on = day(news.starts_at)
    if news.state == "cancelled":
        return _letter(
            news,
            kind="called_off",
            subject=f"Called off: your meeting with {news.other} on {on}",
            first=f"{news.other} called the meeting off.",
            url=url,
        )
    if news.is_theirs_to_answer:
        return _letter(
            news,
            kind="suggested",
            subject=f"{news.other} suggests that you meet on {on}",
            first="Accept this time, or suggest another.",
            url=url,
        )
    return _letter(
        news,
        kind="booked",
        subject=f"You meet {news.other} on {on}",
        first="The meeting is booked. This is when it is now.",
        url=url,
    )


def letter_before_meeting(news: MeetingNews, *, url: str) -> Letter:
    """That it is near, and how to prepare."""
    prepare = (
        "Read what they have prepared, what is open, and what the meeting is about."
        if news.is_coach
        else "Write what you want to work on, and what you did since. Your coach reads it once you share it."
    )
    subject = f"Soon: you meet {news.other} on {day(news.starts_at)}"
    return _letter(news, kind="near", subject=subject, first=prepare, url=url)


def letter_about_help(news: HelpNews, *, url: str) -> Letter:
    """That a participant asks their coach for help; what they say stays on the page."""
    return Letter(
        key=f"coaching.help:{news.ref}",
        kind="coaching.help_asked",
        address=news.address,
        name=news.name,
        subject=f"{news.participant} asks you for help",
        paragraphs=("They wrote to you on their coaching page. Read it there, and say what you do about it.",),
        button="Open their record",
        url=url,
        closing=COACH,
    )


def _letter(news: MeetingNews, *, kind: str, subject: str, first: str, url: str) -> Letter:
    facts = (
        ("When", f"{moment(news.starts_at)}, {news.minutes} minutes"),
        ("How", news.place),
        ("Where", news.where),
        ("Why", news.why),
    )
    return Letter(
        key=f"coaching.{kind}:{news.ref}:{news.number}:{news.person}",
        kind=f"coaching.meeting_{kind}",
        address=news.address,
        name=news.name,
        subject=subject,
        paragraphs=(first,),
        facts=tuple((name, value) for name, value in facts if value),
        button="Open the meeting",
        url=url,
        closing=COACH if news.is_coach else COACHED,
    )
