"""What learning puts on a first page: the unit to open next, work that came back, reviews that wait, and talk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from goldenthread.cohorts.queries.engagement import my_page, my_places
from goldenthread.cohorts.types import NextThing as AheadThing
from goldenthread.learning.queries.left_to_do import LeftToDo, left_to_do
from goldenthread.learning.queries.reviewing import reviews_waiting
from goldenthread.learning.queries.studying import study_lists
from goldenthread.learning.types import StudyLine
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import ComponentKind, ComponentRef
from goldenthread.web.learning.catching_up import PARTNER
from goldenthread.web.learning.discussing_home import talk_for
from goldenthread.web.learning.reviewing import REVIEWERS
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import count, day, hours


def part(actor: Actor, *, at: datetime) -> HomePart | None:
    """What came back to do again, the next unit of each programme, what waits for this actor's review, and
    what waits in communities."""
    things = (*_waiting(actor), *(_own(actor, at) if actor.wears(Duty.PARTICIPANT) else ()), *talk_for(actor, at=at))
    if not things and not actor.wears(Duty.PARTICIPANT):
        return None
    return HomePart(things)


def _own(actor: Actor, at: datetime) -> Iterator[NextThing]:
    """What came back, what was missed, tasks to hand in, and the next unit, with the days on which they are due."""
    page = my_page(by=actor, at=at)
    places = [place.mine for place in my_places(by=actor)]
    asked = {mine.ref for mine in places if mine.is_asked(on=at.date())}
    if page and page.mine.ref not in asked:
        page = None
    open_ = {thing.component.ref: thing for thing in page.ahead if thing.session is None} if page else {}
    tasks = [thing for thing in open_.values() if thing.component.kind is ComponentKind.FORMATIVE_TASK]
    left = left_to_do([thing.component.ref for thing in tasks], by=actor, at=at) if asked else LeftToDo()
    for task, title, component in left.tasks_again:
        why = "Your reviewer asks you to do it again, and says what would make it better."
        again = NextThing(title=f"Do {title} again", href=reverse("learning:task", args=[task]), why=why)
        yield again.due_on(_due(open_.get(ComponentRef(component))), at=at)
    for session, title, due in left.catch_ups_again:
        href = reverse("learning:catch-up", args=[session])
        back = "It came back with what is missing."
        yield NextThing(title=f"Add to your reflection on {title}", href=href, why=back).due_on(due, at=at)
    for thing in page.missed if page else ():
        if thing.session not in left.caught_up | {session for session, *_ in left.catch_ups_again}:
            why = f"You were not there for all of it on {day(thing.starts_at)}. Making up for it counts."
            href = reverse("learning:catch-up", args=[thing.session])
            title = f"Catch up on {thing.component.title}"
            yield NextThing(title=title, href=href, why=why).due_on(left.catch_up_due(thing), at=at)
    for study in study_lists(by=actor) if asked else ():
        if study.enrolment in asked and study.next and study.next.unit:
            yield _thing(study.next, _due(open_.get(ComponentRef(study.next.component))), at=at)
    for thing in tasks:
        yield from _task(thing, left, at=at)


def _task(thing: AheadThing, left: LeftToDo, *, at: datetime) -> Iterator[NextThing]:
    """A task to hand in; one that was handed in and waits is no thing to do. Without a page of its own, it is done
    where the component says."""
    component = thing.component
    takes = f"About {hours(component.minutes)}."
    if component.ref in left.tasks:
        task, is_begun = left.tasks[component.ref]
        why = f"{'You have begun it' if is_begun else 'Not begun yet'}. {takes}"
        to_hand_in = NextThing(f"Hand in {component.title}", reverse("learning:task", args=[task]), why)
        yield to_hand_in.due_on(thing.due_on, at=at)
    elif component.ref not in left.with_task:
        to_do = NextThing(component.title, reverse("cohorts:mine"), f"A task to do in your school. {takes}")
        yield to_do.due_on(thing.due_on, at=at)


def _due(thing: AheadThing | None) -> date | None:
    return thing.due_on if thing else None


def _waiting(actor: Actor) -> Iterator[NextThing]:
    if not actor.wears(*REVIEWERS):
        return
    tasks, missed = reviews_waiting(by=actor)
    if tasks:
        why = "Those who have waited longest come first."
        yield NextThing(title=f"Review {count(tasks, 'task')}", href=reverse("learning:queue"), why=why)
    if missed and actor.wears(*PARTNER):
        why = "Somebody missed a session and has made up for it."
        yield NextThing(title=f"Review {count(missed, 'catch-up')}", href=reverse("learning:catch-up-board"), why=why)


def _thing(line: StudyLine, due_on: date | None, *, at: datetime) -> NextThing:
    read = f"Go on with page {line.resume_at} of {line.pages}." if line.pages_read else ""
    takes = f"About {hours(line.minutes_left)} left" if line.pages_read else f"About {hours(line.minutes)}"
    opens = NextThing(
        title=f"{'Go on with' if line.pages_read else 'Begin'} {line.title}",
        href=reverse("learning:unit", args=[line.unit]),
        why=read or f"{line.module}, {count(line.pages, 'page')}.",
    )
    return opens.due_on(due_on, at=at, more=takes)
