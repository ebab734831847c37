"""The letter that brings a progress update."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.integrations.mail.messages import Letter
from goldenthread.reporting.types import Cause, Told, Update

# A letter says a few lines about so many people; the others stand as one line each, with their link.
NAMED = 6
CLOSING = (
    "You get this letter because you support somebody on this programme. The links open this update only, without "
    "signing in, for 90 days; please do not pass them on."
)
MUST = "That a result is out is always told, whatever you chose."
# What a letter about one person is called, by what happened to them.
SUBJECTS: Mapping[Cause, str] = MappingProxyType(
    {
        Cause.BEHIND: "How {} is getting on, and what would help",
        Cause.RESULT: "How {} is getting on: a result is out",
        Cause.DEFERRED: "{} has paused the programme",
        Cause.RESUMED: "{} has come back to the programme",
        Cause.WITHDRAWN: "{} has left the programme",
        Cause.ROUTE: "{} has changed route or cohort",
        Cause.CATCH_UP: "{} has made up for a missed session",
        Cause.COMPLETED: "{} has completed the programme",
    }
)
CORRECTED_SUBJECT = "How {} is getting on: a result was corrected"


def letter_with_update(update: Update, *, address: str, url: str, unsubscribe: str = "") -> Letter:
    """A few lines on each who needs attention, a line with a link for everybody else, and a button to the page.

    Plain text says it whole as well. A head of sixty finds the few first.
    """
    people = update.people
    behind = sum(1 for person in people if not person.is_on_pace)
    opening = (_opening(len(people), behind),) if len(people) > 1 else _news(update)
    return Letter(
        key=f"reporting.update:{update.ref}",
        kind="reporting.update",
        address=address,
        name=update.to,
        subject=subject_of(update),
        paragraphs=(*opening, *(_about(person) for person in people[:NAMED])),
        links=tuple(
            (_in_a_line(person), f"{url}#person-{place}")
            for place, person in enumerate(people, start=1)
            if place > NAMED
        ),
        button="Read the whole update",
        url=url,
        closing=CLOSING if unsubscribe else f"{CLOSING} {MUST}",
        unsubscribe=unsubscribe,
    )


def subject_of(update: Update) -> str:
    """What the letter is called: what happened, where it is about one person; otherwise how they are getting on."""
    people = update.people
    if len(people) == 1:
        says = CORRECTED_SUBJECT if update.is_corrected else SUBJECTS.get(update.cause, "How {} is getting on")
        return says.format(people[0].name)
    if update.cause is Cause.BEHIND:
        return f"{len(people)} of your people need a hand"
    return f"How {len(people)} of your people are getting on"


def _opening(people: int, behind: int) -> str:
    if not behind:
        return f"All {people} are near an even pace, or there."
    need = "needs" if behind == 1 else "need"
    return f"{behind} of {people} {need} your attention, and {'stands' if behind == 1 else 'stand'} first."


def _news(update: Update) -> tuple[str, ...]:
    """What has happened, where that is why the letter comes."""
    return () if update.cause in {Cause.ON_DEMAND, Cause.SCHEDULED} else (f"{update.cause_name}.",)


def _about(person: Told) -> str:
    said = [f"{person.name} ({person.state.lower()}), {person.programme}."]
    said += person.news
    said += [f"Engagement: {person.engagement}."] if person.engagement else []
    said += person.sentences[1:2] if person.engagement else person.sentences
    if person.done:
        said.append(f"Done since the last update: {'; '.join(person.done)}.")
    if person.following:
        said.append(f"Next: {person.following}.")
    if person.asks:
        said.append(f"Help wanted: “{person.asks}”")
    return " ".join([*said, *([person.help_wanted] if person.help_wanted else [])])


def _in_a_line(person: Told) -> str:
    mark = "behind, " if not person.is_on_pace else ""
    return f"{person.name}: {mark}{person.engagement or person.state.lower()}"
