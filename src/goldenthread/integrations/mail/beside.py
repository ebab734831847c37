"""The letter about a portfolio: that somebody new reads what is shared."""

from __future__ import annotations

from goldenthread.coaching.types.collecting import READER_NAMES, NewReader
from goldenthread.integrations.mail.messages import Letter


def letter_about_reader(told: NewReader, *, url: str) -> Letter:
    """Who has been named, what they can read, and how it is taken back. Nothing of the entries is in it."""
    role = READER_NAMES[told.role].lower()
    entries = (told.entries, "entry of your portfolio", "entries of your portfolio")
    counts = (entries, (told.reports, "report", "reports"))
    shared = " and ".join(f"{n} {one if n == 1 else more}" for n, one, more in counts if n)
    return Letter(
        key=told.key,
        kind="coaching.new_reader",
        address=told.address,
        name=told.name,
        subject=f"{told.reader} can read what you share with {role}",
        paragraphs=(
            f"{told.reader} now walks beside you as {role}.",
            f"What you have shared with {role} they can read from now on: {shared}.",
            "If you do not want that, open what you shared and choose who may read it.",
        ),
        button="Open your portfolio",
        url=url,
        closing="You get this letter because somebody was named beside you. Nothing you have not shared can be read.",
    )
