"""The letter with which a sponsor is asked to comment on a project."""

from __future__ import annotations

from goldenthread.assessment.types.sponsoring import SponsorAsked
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
