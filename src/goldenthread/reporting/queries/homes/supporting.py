"""The home of a headteacher, sponsor or mentor: their people in groups, those whom an hour would help first."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.queries.supporting import those_i_support
from goldenthread.reporting.rules.supporting import REASONS, STUDIES, counted
from goldenthread.reporting.types import MOST, Block, Count, PeopleGroup, Thing
from goldenthread.reporting.types.supporting import Need

NOBODY = "Nobody at your school is on a programme yet. They appear here once they have a place."


def supporter(by: Actor, at: datetime) -> Block:
    """How each of one's people is getting on, and whom an hour would help most; in at most eleven statements."""
    people = those_i_support(by=by, at=at)
    duty = next(d for d in (Duty.HEADTEACHER, Duty.SPONSOR, Duty.MENTOR) if by.wears(d))
    pressing = [one for one in people if one.need <= Need.BEHIND]
    studying = [one for one in people if one.otherwise in STUDIES]
    behind = sum(one.otherwise is Need.BEHIND for one in studying)
    return Block(
        duty=duty,
        title="Your people",
        things=tuple(
            Thing(one.standing.name, one.asks or one.standing.help_wanted, "person", one.standing.ref)
            for one in pressing[:MOST]
        ),
        counts=(
            Count("With a place on a programme", len(people), counted([one.otherwise for one in people]), "my_people"),
            Count("Behind an even pace", behind, f"of {len(studying)} on it now"),
        ),
        groups=tuple(
            PeopleGroup(REASONS[need], tuple(one.as_line() for one in held))
            for need, held in groupby(people, key=lambda one: one.need)
        ),
        when_empty=NOBODY if not people else "Nobody asks for help, and everybody is near an even pace.",
    )
