"""What study puts on a first page: the unit to open next, and what communities have for somebody."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from goldenthread.learning.queries.studying import study_lists
from goldenthread.learning.types import StudyLine
from goldenthread.people.types import Actor, Duty
from goldenthread.web.learning.discussing_home import talk_for
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import count, hours


def part(actor: Actor, *, at: datetime) -> HomePart | None:
    """The next unit of each programme that somebody studies on, and what waits in communities."""
    talk = talk_for(actor, at=at)
    if not actor.wears(Duty.PARTICIPANT):
        return HomePart(talk) if talk else None
    units = tuple(_thing(study.next) for study in study_lists(by=actor) if study.next and study.next.unit)
    return HomePart((*units, *talk))


def _thing(line: StudyLine) -> NextThing:
    read = f"Go on with page {line.resume_at} of {line.pages}." if line.pages_read else ""
    return NextThing(
        title=f"{'Go on with' if line.pages_read else 'Begin'} {line.title}",
        href=reverse("learning:unit", args=[line.unit]),
        why=read or f"{line.module}, {count(line.pages, 'page')}.",
        meta=f"About {hours(line.minutes_left)} left" if line.pages_read else f"About {hours(line.minutes)}",
    )
