"""Letters about coaching meetings: suggested, booked, moved, called off, near; and that somebody asks for help."""

from __future__ import annotations

from datetime import datetime

from goldenthread.coaching.types.meetings import HelpNews, MeetingNews
from goldenthread.ground.types.days import day, moment
from goldenthread.integrations.mail.messages import Letter

COACH = "You get this letter because you coach on this programme."
# The other time is off, and what was booked stands: which of the two said so.
KEPT = {
    "decline": "They keep the time that is booked, and not the other one that you suggested.",
    "withdraw": "They took back the other time that they had suggested. The meeting stands as it was booked.",
}
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
        first = "Accept this time, or suggest another."
        if news.instead:
            on = day(news.instead.at)
            first = "Accept this time, or keep the one that is booked: it stands until you accept."
        subject = f"{news.other} suggests that you meet on {on}"
        return _letter(news, kind="suggested", subject=subject, first=first, url=url)
    if news.event in KEPT:
        return _letter(
            news, kind="kept", subject=f"As booked: you meet {news.other} on {on}", first=KEPT[news.event], url=url
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
    says = "They wrote to you on their coaching page. Read it there, and say what you do about it."
    return _about_help(
        news, "coaching.help_asked", f"{news.participant} asks you for help", says, key="coaching.help", url=url
    )


def letter_that_help_is_taken_back(news: HelpNews, *, url: str) -> Letter:
    """That somebody who asked for help no longer does, to the coach who was told that they did."""
    says = "They took back what they had asked. Nothing waits for an answer."
    return _about_help(
        news,
        "coaching.help_taken_back",
        f"{news.participant} no longer asks you for help",
        says,
        key="coaching.help_taken_back",
        url=url,
    )


def _about_help(news: HelpNews, kind: str, subject: str, says: str, *, key: str, url: str) -> Letter:
    return Letter(
        key=f"{key}:{news.ref}",
        kind=kind,
        address=news.address,
        name=news.name,
        subject=subject,
        paragraphs=(says,),
        button="Open their record",
        url=url,
        closing=COACH,
    )


def _letter(news: MeetingNews, *, kind: str, subject: str, first: str, url: str) -> Letter:
    booked = (("When", _when(news.starts_at, news.minutes)), ("How", news.place), ("Where", news.where))
    facts: tuple[tuple[str, str], ...] = (*booked, ("Why", news.why))
    if news.instead:
        other = (_when(news.instead.at, news.instead.minutes), news.instead.place, news.instead.where)
        if kind == "suggested":
            facts = (
                *zip(("Suggested", "How", "Where"), other, strict=True),
                ("Why", news.why),
                ("Booked", booked[0][1]),
            )
        else:
            facts = (*facts, ("Also suggested", other[0]))
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


def _when(starts_at: datetime, minutes: int) -> str:
    return f"{moment(starts_at)}, {minutes} minutes"
