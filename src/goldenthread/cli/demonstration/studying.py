"""What participants of the story do in their own time: units, coaching, tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from goldenthread.coaching.actions.meeting import record_meeting
from goldenthread.coaching.types import AgreedAction, MeetingNotes, Place
from goldenthread.coaching.types.overlapping import Overlaps
from goldenthread.cohorts.types import EnrolmentRef
from goldenthread.learning.actions.reading import answer_check, read_page
from goldenthread.learning.queries.reading import reader_page
from goldenthread.learning.types import Answer
from goldenthread.people.types import Actor
from goldenthread.programmes.types import ComponentFacts, Route


@dataclass(frozen=True)
class Placed:
    """Somebody of the story on their cohort. ``pairing`` is with the coach the story names."""

    story: Mapping[str, Any]
    enrolment: EnrolmentRef
    actor: Actor
    route: Route
    coach: Actor
    pairing: UUID


@dataclass(frozen=True)
class UnitOfStory:
    """A unit that was written: its reference, and the pages of the story it came from."""

    ref: UUID
    pages: tuple[Mapping[str, Any], ...]


def study(person: Placed, unit: UnitOfStory, *, at: datetime) -> None:
    """Read every page of a unit and answer its questions rightly."""
    for position, page in enumerate(unit.pages, 1):
        asked = reader_page(unit.ref, position, by=person.actor).questions
        for told, question in zip(page.get("questions", ()), asked, strict=True):
            answer_check(unit.ref, question.ref, Answer(frozenset({told["right"] - 1})), by=person.actor, at=at)
        read_page(unit.ref, position, by=person.actor, at=at)


def meet(person: Placed, component: ComponentFacts, *, hours: Iterable[datetime]) -> None:
    """Let the coach record a meeting that counts towards a component, at the first of these hours that they have."""
    for at in hours:
        try:
            _record(person, component, at=at)
        except Overlaps:
            continue
        return
    raise LookupError(f"{person.coach.name} has no hour left on that day.")


def _record(person: Placed, component: ComponentFacts, *, at: datetime) -> None:
    notes = MeetingNotes(
        held_at=at,
        minutes=component.minutes,
        place=Place.ONLINE,
        shared="We looked at one routine and chose what to see each day for two weeks.",
        private="Tired this term; keep the next step small.",
        actions=(AgreedAction("See the routine every day for two weeks and bring what you saw."),),
        component=component.ref,
    )
    record_meeting(person.pairing, notes, key=uuid4(), by=person.coach, at=at)
