"""The letters of communities: a post, a day's posts, and what became of a report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from goldenthread.integrations.mail.messages import Letter
from goldenthread.learning.types.discussing import Because
from goldenthread.learning.types.talking import Digest, ReportAnswer, ToTell

_WHY: Mapping[Because, str] = MappingProxyType(
    {
        Because.MENTION: "You get this letter because somebody mentioned you.",
        Because.OWN: "You get this letter because you began this thread.",
        Because.THREAD: "You get this letter because you follow this thread.",
        Because.SPACE: "You get this letter because you follow this community.",
    }
)


def letter_about_post(told: ToTell, *, reply: str, thread: str, stop: str) -> Letter:
    """What somebody wrote, and the way to answer."""
    did = "mentioned you" if told.because is Because.MENTION else "wrote"
    return Letter(
        key=f"learning.telling:{told.ref}",
        kind="learning.post",
        address=told.address,
        name=told.name,
        subject=f"{told.author} {did} in “{told.title}”",
        paragraphs=(f"{told.author} {did} in “{told.title}”, {told.space}:", told.text),
        links=(("Read the whole thread", thread),),
        button="Reply",
        url=reply,
        unsubscribe=stop,
        way_out="Stop these e-mails",
        closing=_WHY[told.because],
    )


def letter_with_digest(told: Digest, *, day: date, addresses: Mapping[str, str], home: str, stop: str) -> Letter:
    """What is new in the threads that somebody follows, a line for each."""
    number = sum(count for *_, count in told.lines)
    return Letter(
        key=f"learning.digest:{told.person}:{day}",
        kind="learning.digest",
        address=told.address,
        name=told.name,
        subject=f"{number} new {'post' if number == 1 else 'posts'} in your communities",
        paragraphs=("This is what was written in what you follow.",),
        links=tuple(
            (f"{title}, {space}: {count} new", addresses[str(thread)]) for thread, title, space, count in told.lines
        ),
        button="Open your communities",
        url=home,
        unsubscribe=stop,
        way_out="Stop these e-mails",
        closing="You get this letter once a day, when there is something new. You can choose what is in it.",
    )


def letter_about_report(told: ReportAnswer, *, url: str) -> Letter:
    """What became of a report, with the reason."""
    said = "The post you reported was hidden." if told.is_hidden else "The post you reported stays as it is."
    return Letter(
        key=f"learning.report:{told.ref}",
        kind="learning.report",
        address=told.address,
        name=told.name,
        subject=f"Your report of a post in “{told.title}”",
        paragraphs=(said, f"The reason: {told.answer}"),
        button="Open your communities",
        url=url,
        closing="You get this letter because you reported a post.",
    )
