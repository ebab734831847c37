"""The letter with which somebody of another organisation is asked to moderate a sample."""

from __future__ import annotations

from goldenthread.assessment.types.handing_over import GuestAsked
from goldenthread.ground.types.days import deadline
from goldenthread.integrations.mail.messages import Letter


def letter_to_guest(told: GuestAsked, *, url: str) -> Letter:
    """What they are asked for, and until when. It names no script, no participant and no marker."""
    return Letter(
        key=f"assessment.guest_invited:{told.ref}",
        kind="assessment.guest_invited",
        address=told.address,
        name=told.name,
        subject="You are asked to moderate a sample of scripts",
        paragraphs=(
            "You can read a sample of scripts by number, with what their markers gave, and say what you would give.",
            "Sign in with this e-mail address. Of what is assessed you see this sample alone.",
            "Your access ends by itself. Frameworks and the library are open to everybody who signs in.",
        ),
        facts=(("Open until", deadline(told.until)),),
        button="Open the sample",
        url=url,
        closing="You get this letter because a moderator gave you access. Nobody else can use it.",
    )
