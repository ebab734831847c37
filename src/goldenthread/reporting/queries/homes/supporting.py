"""The home of a headteacher, sponsor or mentor: their people, those who need help first."""

from __future__ import annotations

from datetime import datetime

from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.queries.people import my_people
from goldenthread.reporting.types import MOST, Block, Count, Thing

NOBODY = "Nobody at your school is on a programme yet. They appear here once they have a place."


def supporter(by: Actor, at: datetime) -> Block:
    """How each of one's people is getting on, and whom an hour would help most."""
    people = my_people(by=by, at=at)
    duty = next(d for d in (Duty.HEADTEACHER, Duty.SPONSOR, Duty.MENTOR) if by.wears(d))
    wanting = [p for p in people if p.help_wanted and not p.is_on_pace]
    return Block(
        duty=duty,
        title="Your people",
        things=tuple(Thing(p.name, p.help_wanted, "person", p.enrolment) for p in wanting[:MOST]),
        counts=(Count("On a programme", len(people)), Count("Behind an even pace", len(wanting), f"of {len(people)}")),
        people=people,
        when_empty=NOBODY if not people else "Everybody is near an even pace.",
    )
