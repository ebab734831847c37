"""The letters about portfolios: an entry was shared, or something was said of it. What it says is not in them."""

from __future__ import annotations

from goldenthread.coaching.types.collecting import EntryLetter
from goldenthread.integrations.mail.messages import Letter

READS = "You get this letter because {who} shares their portfolio with you."
OWN = "You get this letter because it is about your portfolio."
WAY_OUT = "Choose whether you are told of portfolios"


def letter_about_entry(told: EntryLetter, *, url: str, unsubscribe: str) -> Letter:
    """That there is something to read, and where."""
    if told.is_own:
        subject, first = f"{told.said_by} commented on {told.title}", "Somebody you share it with said something of it."
    elif told.said_by:
        subject = f"{told.said_by} commented on {told.title}"
        first = f"It is in the portfolio of {told.participant}, and you said something of it before."
    else:
        subject = f"{told.participant} shares something of their portfolio with you"
        first = f"They let you read {told.title}, and may share more today. You can say something of it."
    return Letter(
        key=told.key,
        kind="coaching.entry_commented" if told.said_by else "coaching.entry_shared",
        address=told.to,
        name=told.name,
        subject=subject,
        paragraphs=(first,),
        button="Read it",
        url=url,
        closing=OWN if told.is_own else READS.format(who=told.participant),
        unsubscribe=unsubscribe,
        way_out=WAY_OUT,
    )
