"""Letters to a participant about their own enrolment: paused, back, left, moved."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.cohorts.types import EnrolmentNews, Event
from goldenthread.integrations.mail.messages import Letter

MOVED = "transfer"
# By what happened: the subject, and what follows from it.
WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        Event.DEFER.value: (
            "You have paused: {programme}",
            "Your place on {cohort} is kept, and so is what was credited. Nothing is asked of you meanwhile.",
        ),
        Event.RESUME.value: (
            "Welcome back: {programme}",
            "You take part in {cohort} again. Everything that was credited is kept.",
        ),
        Event.WITHDRAW.value: (
            "You have left: {programme}",
            "You no longer take part in {cohort}. Your record is kept, and you can read it.",
        ),
        Event.REOPEN.value: (
            "Your completion was taken back: {programme}",
            (
                "Your result was corrected and does not pass, so you take part in {cohort} again. Everything that was "
                "credited is kept. Your result says why, and what comes next."
            ),
        ),
        Event.REPAUSE.value: (
            "Your completion was taken back: {programme}",
            (
                "Your result was corrected and does not pass, so your place on {cohort} is paused as it was before. "
                "Everything that was credited is kept. Your result says why, and what comes next."
            ),
        ),
        MOVED: (
            "You have moved: {programme}",
            "You take part in {cohort} now. What you did is carried over.",
        ),
    }
)


def letter_about_enrolment(news: EnrolmentNews, *, url: str) -> Letter:
    """What happened, and whom to ask if it is not right. Reasons stay on the record."""
    subject, follows = WORDS[news.what]
    told = {"programme": news.programme, "cohort": news.cohort}
    return Letter(
        key=f"cohorts.enrolment:{news.enrolment}:{news.what}:{news.number}",
        kind="cohorts.enrolment_changed",
        address=news.address,
        name=news.name,
        subject=subject.format(**told),
        paragraphs=(
            *((f"{news.says}.",) if news.says else ()),
            follows.format(**told),
            f"If this is not right, tell your programme manager at {news.partner} soon.",
        ),
        facts=tuple((name, f"{when:%A %-d %B %Y}") for name, when in news.days),
        button="See your record",
        url=url,
        closing="You get this letter because you have a place on this programme.",
    )
