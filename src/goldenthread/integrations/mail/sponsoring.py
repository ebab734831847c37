"""The letters with which a sponsor is asked to comment on a project, and its writer hears that they have."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.types.sponsoring import CommentsSigned, SponsorAsked
from goldenthread.ground.types.days import deadline
from goldenthread.integrations.mail.messages import Letter


def letter_to_sponsor(told: SponsorAsked, *, url: str) -> Letter:
    """Who asks, what for, and until when; the link opens one project until its window closes."""
    return Letter(
        key=f"assessment.sponsor_asked:{told.ref}:{told.letter}",
        kind="assessment.sponsor_asked",
        address=told.address,
        name=told.name,
        subject=f"{told.participant} asks for your comments on their project",
        paragraphs=(
            f"{told.participant} takes part in {told.programme} and names you as the sponsor of their project.",
            "Please write what you saw of it, and sign it with your name. You can change it until the window closes.",
        ),
        facts=(("Open until", deadline(told.closes_at)),),
        button="Write your comments",
        url=url,
        closing=(
            f"You get this letter because {told.participant} named you. The link is yours alone; please do not pass it "
            "on."
        ),
    )


def letter_that_they_signed(told: CommentsSigned, *, url: str) -> Letter:
    """That the comments are there: once, however often they are changed, until the project is handed in. Then each time
    that it was handed in without those which stand now."""
    if told.closes_at is not None:
        return _signed_after(told, until=told.closes_at, url=url)
    return Letter(
        key=f"assessment.sponsor_commented:{told.ask}",
        kind="assessment.sponsor_commented",
        address=told.address,
        name=told.name,
        subject=f"{told.sponsor} has signed their comments on your project",
        paragraphs=("They stand with your project, and go with it when you hand it in.",),
        button="Open your project",
        url=url,
        closing="You get this letter because you asked for these comments.",
    )


def _signed_after(told: CommentsSigned, *, until: datetime, url: str) -> Letter:
    """That what stands now did not go with the project, and what to do so that it does."""
    return Letter(
        key=f"assessment.sponsor_commented:{told.ask}:{told.number}",
        kind="assessment.sponsor_commented",
        address=told.address,
        name=told.name,
        subject=f"{told.sponsor} has signed comments after you handed in your project",
        paragraphs=(
            "You handed your project in without these comments. Whoever marks it reads what you handed in, not these.",
            "If they are to be read, hand in again before your window closes. Otherwise you need do nothing.",
        ),
        facts=(("Hand in again by", deadline(until)),),
        button="Open your project",
        url=url,
        closing="You get this letter because you asked for these comments.",
    )
