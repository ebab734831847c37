"""What learning puts on a first page: the unit to open next, work that came back, reviews that wait, and talk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from goldenthread.learning.queries.catching_up import waiting_catch_ups
from goldenthread.learning.queries.coming_back import to_do_again
from goldenthread.learning.queries.reviewing import waiting_for_feedback
from goldenthread.learning.queries.studying import study_lists
from goldenthread.learning.types import StudyLine
from goldenthread.people.types import Actor, Duty
from goldenthread.web.learning.catching_up import PARTNER
from goldenthread.web.learning.discussing_home import talk_for
from goldenthread.web.learning.reviewing import REVIEWERS
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import count, hours


def part(actor: Actor, *, at: datetime) -> HomePart | None:
    """What came back to do again, the next unit of each programme, what waits for this actor's review, and
    what waits in communities."""
    things = (*_waiting(actor), *(_own(actor) if actor.wears(Duty.PARTICIPANT) else ()), *talk_for(actor, at=at))
    if not things and not actor.wears(Duty.PARTICIPANT):
        return None
    return HomePart(things)


def _own(actor: Actor) -> Iterator[NextThing]:
    came_back = to_do_again(by=actor)
    for task, title in came_back.tasks:
        why = "Your reviewer asks you to do it again, and says what would make it better."
        yield NextThing(title=f"Do {title} again", href=reverse("learning:task", args=[task]), why=why)
    for session, title in came_back.catch_ups:
        href = reverse("learning:catch-up", args=[session])
        yield NextThing(title=f"Add to your reflection on {title}", href=href, why="It came back with what is missing.")
    for study in study_lists(by=actor):
        if study.next and study.next.unit:
            yield _thing(study.next)


def _waiting(actor: Actor) -> Iterator[NextThing]:
    if actor.wears(*REVIEWERS) and (tasks := waiting_for_feedback(by=actor)):
        why = "Those who have waited longest come first."
        yield NextThing(title=f"Review {count(tasks, 'task')}", href=reverse("learning:queue"), why=why)
    if actor.wears(*PARTNER) and (missed := waiting_catch_ups(by=actor)):
        why = "Somebody missed a session and has made up for it."
        yield NextThing(title=f"Review {count(missed, 'catch-up')}", href=reverse("learning:catch-up-board"), why=why)


def _thing(line: StudyLine) -> NextThing:
    read = f"Go on with page {line.resume_at} of {line.pages}." if line.pages_read else ""
    return NextThing(
        title=f"{'Go on with' if line.pages_read else 'Begin'} {line.title}",
        href=reverse("learning:unit", args=[line.unit]),
        why=read or f"{line.module}, {count(line.pages, 'page')}.",
        meta=f"About {hours(line.minutes_left)} left" if line.pages_read else f"About {hours(line.minutes)}",
    )
