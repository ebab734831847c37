"""The letters of a review: to those who are asked to answer, and to the participant when it is closed."""

from __future__ import annotations

from goldenthread.coaching.types.reviews import RaterLetter, ReportLetter
from goldenthread.ground.types.days import deadline
from goldenthread.integrations.mail.messages import Letter


def letter_to_rater(told: RaterLetter, *, url: str) -> Letter:
    """Who asks, what for, and how it stays confidential; the link opens one form and works once."""
    first = (
        f"{told.participant} takes part in {told.programme} and asks for your view of how they lead."
        if not told.reminder
        else f"{told.participant} asked for your view of how they lead, and the form is still open."
    )
    return Letter(
        key=f"coaching.rater_asked:{told.rater}:{told.reminder}",
        kind="coaching.rater_asked" if not told.reminder else "coaching.rater_reminded",
        address=told.address,
        name=told.name,
        subject=f"{told.participant} asks for your view"
        if not told.reminder
        else f"{told.participant} still hopes for your view",
        paragraphs=(
            first,
            (
                "It takes about ten minutes. Nobody sees your answers by themselves: they are shown only together with "
                "those of others, and only when enough people have answered. The form explains this before you begin."
            ),
        ),
        facts=(("What it is", told.instrument), ("Open until", deadline(told.closes_at))),
        button="Open the form",
        url=url,
        closing=(
            f"You get this letter because {told.participant} named you. The link is yours alone; please do not pass it "
            "on. Behind it you can also decline, or say that you want no more letters like this."
        ),
    )


def letter_about_report(told: ReportLetter, *, url: str) -> Letter:
    """That the report is there. Only its owner can open it."""
    enough = "Your report is ready." if told.is_enough else "Your own answers are ready to read."
    return Letter(
        key=f"coaching.review_closed:{told.review}",
        kind="coaching.review_closed",
        address=told.address,
        name=told.name,
        subject="Your report is ready",
        paragraphs=(
            f"{told.instrument} is closed. {enough}",
            "Only you can open it. If you want to talk it over, you can share it with your coach from its page.",
        ),
        button="Read it",
        url=url,
        closing="You get this letter because you take part in this programme.",
    )
