"""The letters about times of one's own, what was decided about an assessment, and a next attempt."""

from __future__ import annotations

from goldenthread.assessment.types.own_times import TimesTold
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.wording import moment

CLOSING = "You get this letter because you take part in this assessment."


def letter_about_times(told: TimesTold, *, url: str) -> Letter:
    """Until when the window is open for its reader now; the reason stands only where it was everybody's."""
    said = "" if not told.what else f"What happened: {told.what}"
    first = f"Your window for {told.programme} now closes on {moment(told.closes_at)}. This is your own time."
    return Letter(
        key=f"assessment.own_time:{told.key}",
        kind="assessment.own_time",
        address=told.address,
        name=told.name,
        subject=f"Your window closes on {moment(told.closes_at)}",
        paragraphs=(first, *((said,) if said else ())),
        facts=(("Your window closes", moment(told.closes_at)),),
        button="Open your assessment",
        url=url,
        closing=CLOSING,
    )
