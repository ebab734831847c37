"""The letter that asks how a session was."""

from __future__ import annotations

from goldenthread.ground.types.days import day
from goldenthread.integrations.mail.messages import Letter
from goldenthread.reporting.types.surveying import AskLetter


def letter_that_asks(asked: AskLetter, *, url: str) -> Letter:
    """One minute, one screen, and nobody is recognised: said before the button."""
    return Letter(
        key=f"reporting.survey:{asked.asked}",
        kind="reporting.survey",
        address=asked.address,
        name=asked.name,
        subject=f"How was {asked.session}?",
        paragraphs=(
            f"You were at {asked.session} on {day(asked.held_at)}. A few questions, one minute, on one screen.",
            (
                "Your answers are kept without your name. Nobody sees any before the survey has ended, and only where "
                f"at least {asked.minimum} people have answered."
            ),
        ),
        facts=(("Open until", day(asked.closes_at)),),
        button="Say how it was",
        url=url,
        closing="You get this letter because you take part in this programme.",
    )
