"""The home of a headteacher, sponsor or mentor: their people in groups, those whom an hour would help first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goldenthread.cohorts.types import State
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.queries.composing import help_told
from goldenthread.reporting.queries.people import Standing, as_line, those_i_support
from goldenthread.reporting.types import MOST, Block, Count, PeopleGroup, Thing

NOBODY = "Nobody at your school is on a programme yet. They appear here once they have a place."
GROUPS = ("They ask for your help", "Behind an even pace", "Near an even pace, or ahead", "Paused", "Finished")


def supporter(by: Actor, at: datetime) -> Block:
    """How each of one's people is getting on, and whom an hour would help most; in six statements."""
    people = those_i_support(by=by, at=at)
    asked = help_told(people, at=at)
    duty = next(d for d in (Duty.HEADTEACHER, Duty.SPONSOR, Duty.MENTOR) if by.wears(d))
    groups = {title: [s for s in people if _group(s, asked) == title] for title in GROUPS}
    pressing = [*groups[GROUPS[0]], *groups[GROUPS[1]]]
    studying = [s for s in people if s.state not in {State.DEFERRED, State.COMPLETED}]
    behind = sum(not s.is_on_pace for s in studying)
    return Block(
        duty=duty,
        title="Your people",
        things=tuple(Thing(s.name, asked.get(s.id, s.help_wanted), "person", s.ref) for s in pressing[:MOST]),
        counts=(
            Count("On a programme", len(people), "paused and finished with them", "my_people"),
            Count("Behind an even pace", behind, f"of {len(studying)} who study now"),
        ),
        groups=tuple(
            PeopleGroup(title, tuple(as_line(s, help_asked=asked.get(s.id, "")) for s in held))
            for title, held in groups.items()
            if held
        ),
        when_empty=NOBODY if not people else "Nobody asks for help, and everybody is near an even pace.",
    )


def _group(standing: Standing, asked: Mapping[int, str]) -> str:
    if standing.state is State.COMPLETED:
        return GROUPS[4]
    if standing.state is State.DEFERRED:
        return GROUPS[3]
    if standing.id in asked:
        return GROUPS[0]
    return GROUPS[2] if standing.is_on_pace else GROUPS[1]
