"""The letters about times of one's own, what was decided about an assessment, and a next attempt."""

from __future__ import annotations

from goldenthread.assessment.types.own_times import DecisionTold, MoveTold, TimesTold
from goldenthread.ground.types.days import moment
from goldenthread.integrations.mail.messages import Letter

CLOSING = "You get this letter because you take part in this assessment."


def letter_about_times(told: TimesTold, *, url: str) -> Letter:
    """Until when the window is open for its reader now; the reason stands only where it was everybody's."""
    own = "" if told.what else " This is your own time."
    said = (
        f"What happened: {told.what}" if told.what else "",
        "What you handed in stands. You may replace it until then, and need not." if told.has_handed_in else "",
    )
    first = f"Your window for {told.programme} now closes on {moment(told.closes_at)}.{own}"
    return Letter(
        key=f"assessment.own_time:{told.key}",
        kind="assessment.own_time",
        address=told.address,
        name=told.name,
        subject=f"Your window closes on {moment(told.closes_at)}",
        paragraphs=(first, *(each for each in said if each)),
        facts=(("Your window closes", moment(told.closes_at)),),
        button="Open your assessment",
        url=url,
        closing=CLOSING,
    )


def letter_about_move(told: MoveTold, *, url: str) -> Letter:
    """Which times the window has for its reader now."""
    stands = "What you handed in stands. You may replace it until it closes, and need not."
    return Letter(
        key=f"assessment.window_moved:{told.key}",
        kind="assessment.window_moved",
        address=told.address,
        name=told.name,
        subject="The times of your assessment window have changed",
        paragraphs=(
            f"The window for {told.programme} has other times. These hold now, whatever an earlier letter said.",
            *((stands,) if told.has_handed_in else ()),
        ),
        facts=(("Your window opens", moment(told.opens_at)), ("Your window closes", moment(told.closes_at))),
        button="Open your assessment",
        url=url,
        closing=CLOSING,
    )


def letter_about_putting_off(told: DecisionTold, *, url: str) -> Letter:
    """That its reader is not assessed in a window, that they stay on the programme, and what comes next."""
    says = "You were withdrawn from this assessment" if told.is_withdrawn else "Your assessment was put off"
    then = f"It comes in the window that opens on {moment(told.opens_at)}." if told.opens_at else ""
    stays = "You are still on the programme. Your programme manager can tell you about later windows."
    return Letter(
        key=f"assessment.put_off:{told.key}",
        kind="assessment.put_off",
        address=told.address,
        name=told.name,
        subject=says,
        paragraphs=(f"{says}: {told.programme}.", *((then,) if then else ()), stays),
        button="Open your assessment",
        url=url,
        closing=CLOSING,
    )


_HELP = {
    "arranged": ("Something is arranged for your next attempt", "When and where it is stands"),
    "done": ("What you agreed for your next attempt", "What you agreed for it stands"),
    "waived": ("Support before your next attempt was waived", "What it was and why stands"),
}


def letter_about_help(told: DecisionTold, *, url: str) -> Letter:
    """That something about support before the next attempt can be read."""
    subject, says = _HELP[told.stands]
    return Letter(
        key=f"assessment.help_recorded:{told.key}",
        kind="assessment.help_recorded",
        address=told.address,
        name=told.name,
        subject=subject,
        paragraphs=(f"This is about your next attempt at {told.programme}. {says} on your page of attempts.",),
        button="Read it",
        url=url,
        closing=CLOSING,
    )


def letter_about_circumstances(told: DecisionTold, *, url: str) -> Letter:
    """That it is decided; what was asked and answered is on the page only."""
    return Letter(
        key=f"assessment.circumstances:{told.key}",
        kind="assessment.circumstances",
        address=told.address,
        name=told.name,
        subject="It is decided what you asked for",
        paragraphs=(
            (
                f"What you asked for in the assessment of {told.programme} is decided. The answer is on the page where "
                "you asked."
            ),
        ),
        button="Read the answer",
        url=url,
        closing=CLOSING,
    )
