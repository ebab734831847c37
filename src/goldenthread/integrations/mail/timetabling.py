"""Letters about sessions: moved, taken out, or a place at one."""

from __future__ import annotations

from goldenthread.cohorts.types.timetables import SessionLetter, SessionNews
from goldenthread.ground.types.days import clock, day, moment
from goldenthread.integrations.mail.messages import Letter

COMING = "You get this letter because you take part in this programme."
LEADING = "You get this letter because you facilitate this session."


def letter_about_move(news: SessionNews, to: SessionLetter, *, url: str) -> Letter:
    """When and where a session is now."""
    expects = "You facilitate this session." if to.leads else "You are expected at this session."
    return _letter(
        news,
        to,
        kind="moved",
        subject=f"Changed: {news.title} is now on {day(news.starts_at)}",
        paragraphs=("This session has changed. This is when and where it is now.", expects),
        facts=_facts(news),
        button="See the session",
        url=url,
    )


def letter_about_removal(news: SessionNews, to: SessionLetter, *, url: str) -> Letter:
    """That a session is no more, and what somebody comes to instead."""
    note = to.note or ("" if to.leads else "If another date is planned for it, you find it among your sessions.")
    return _letter(
        news,
        to,
        kind="removed",
        subject=f"Taken out: {news.title} on {day(news.starts_at)}",
        paragraphs=(
            f"The session of {moment(news.starts_at)} was taken out of the timetable.",
            *((note,) if note else ()),
        ),
        facts=(),
        button="See your sessions",
        url=url,
    )


def letter_about_seat(news: SessionNews, to: SessionLetter, *, url: str) -> Letter:
    """That somebody has a place now."""
    return _letter(
        news,
        to,
        kind="seat",
        subject=f"You have a place: {news.title} on {day(news.starts_at)}",
        paragraphs=(
            "You have a place at this session, in place of any other you had for it.",
            "If you cannot come, choose another session before it begins, so that somebody else can have the place.",
        ),
        facts=_facts(news),
        button="See the session",
        url=url,
    )


def _facts(news: SessionNews) -> tuple[tuple[str, str], ...]:
    facts = (
        ("When", f"{moment(news.starts_at)} to {clock(news.ends_at)}"),
        ("Where", news.place),
        ("Online", news.link),
        ("Cohort", news.cohort),
    )
    return tuple((name, value) for name, value in facts if value)


def _letter(
    news: SessionNews,
    to: SessionLetter,
    *,
    kind: str,
    subject: str,
    paragraphs: tuple[str, ...],
    facts: tuple[tuple[str, str], ...],
    button: str,
    url: str,
) -> Letter:
    return Letter(
        key=f"cohorts.{kind}:{news.ref}:{news.number}:{to.person}",
        kind=f"cohorts.session_{kind}",
        address=to.address,
        name=to.name,
        subject=subject,
        paragraphs=paragraphs,
        facts=facts,
        button=button,
        url=url,
        closing=LEADING if to.leads else COMING,
    )
