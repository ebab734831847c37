"""The letter that brings a progress update."""

from __future__ import annotations

from goldenthread.integrations.mail.messages import Letter
from goldenthread.reporting.types import Told, Update

# A letter names so many people one by one; the page names all.
NAMED = 6
CLOSING = (
    "You get this letter because you support somebody on this programme. The button opens this update only, without "
    "signing in, for 90 days; please do not pass it on."
)


def letter_with_update(update: Update, *, address: str, url: str) -> Letter:
    """A few lines on each person, and a button to the page that says it whole."""
    names = [person.name for person in update.people]
    whom = names[0] if len(names) == 1 else f"{len(names)} of your people"
    more = len(names) - NAMED
    return Letter(
        key=f"reporting.update:{update.ref}",
        kind="reporting.update",
        address=address,
        name=update.to,
        subject=f"How {whom} {'is' if len(names) == 1 else 'are'} getting on",
        paragraphs=(
            *(_about(person) for person in update.people[:NAMED]),
            *((f"And {more} more on the page.",) if more > 0 else ()),
        ),
        button="Read the whole update",
        url=url,
        closing=CLOSING,
    )


def _about(person: Told) -> str:
    said = [f"{person.name}: {person.engagement} of {person.programme}."]
    if person.following:
        said.append(f"Next: {person.following}.")
    return " ".join([*said, *([person.help_wanted] if person.help_wanted else [])])
