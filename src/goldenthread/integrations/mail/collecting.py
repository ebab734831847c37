"""The letter about a portfolio: that somebody new reads what is shared."""

from __future__ import annotations

from goldenthread.coaching.types.collecting import READER_NAMES, NewReader
from goldenthread.integrations.mail.messages import Letter


def letter_about_reader(told: NewReader, *, url: str) -> Letter:
    """Who has been named, what they can read, and how it is taken back. Nothing of the entries is in it."""
    role = READER_NAMES[told.role].lower()
    entries, them = ("one entry", "it") if told.entries == 1 else (f"{told.entries} entries", "them")
    return Letter(
        key=told.key,
        kind="coaching.new_reader",
        address=told.address,
        name=told.name,
        subject=f"{told.reader} can read what you share with {role}",
        paragraphs=(
            f"{told.reader} now walks beside you as {role}.",
            f"You have shared {entries} of your portfolio with {role}, so they can read {them} from now on.",
            "If you do not want that, open the entry and choose who may read it.",
        ),
        button="Open your portfolio",
        url=url,
        closing="You get this letter because somebody was named beside you. Nothing you have not shared can be read.",
    )
