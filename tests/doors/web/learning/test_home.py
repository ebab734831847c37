"""What study puts on a participant's first page."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from goldenthread.learning.actions.reading import read_page
from goldenthread.learning.types.practising import Verdict
from goldenthread.programmes.models import Component
from goldenthread.web.learning.home import part
from goldenthread.web.shared.next_things import HomePart, NextThing, in_order
from goldenthread.web.shared.words import day
from tests.makers.cohorts import make_enrolment
from tests.makers.learning import make_unit
from tests.makers.tasks import DUE, answer, do_task, make_practice, miss


def test_the_next_unit_is_begun_and_then_gone_on_with(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    component = Component.objects.get(ref=enrolled.cohort.built.component("How culture is built").ref)
    unit = make_unit(component, pages=3, checks=False, by=cast.curriculum_lead, at=at)

    begun = part(cast.participant, at=at)
    read_page(unit, 1, by=cast.participant, at=at)
    gone_on = part(cast.participant, at=at)

    assert next((t.title, t.why) for t in begun.things) == (
        "Begin How culture is built",
        "Culture and teaching, 3 pages.",
    )
    assert next((t.title, t.why) for t in gone_on.things) == (
        "Go on with How culture is built",
        "Go on with page 2 of 3.",
    )
    # Tasks that nobody has written a page for are done where the component says.
    assert [t.why for t in begun.things[1:]] == ["A task to do in your school. About 1 hour."] * 2


def test_a_task_and_a_missed_session_are_one_press_away_until_something_is_handed_in(cast, at) -> None:
    practice = make_practice(cast, at=at)
    session = miss(cast, practice.enrolled, at=at)

    found = {t.title: t for t in part(cast.participant, at=at).things}

    assert found[f"Hand in {practice.component.title}"].href == reverse("learning:task", args=[practice.task])
    assert found["Catch up on Event 1: leading culture"].href == reverse("learning:catch-up", args=[session])
    # What is late is first of everything, whatever else waits.
    later = at + timedelta(days=60)
    soon = HomePart((NextThing("Soon", "/", by=later),))
    *late, third = in_order([soon, part(cast.participant, at=later)], at=later)[:3]
    assert [(t.title, t.is_overdue) for t in late] == [
        ("Catch up on Event 1: leading culture", True),
        (f"Hand in {practice.component.title}", True),
    ]
    assert (late[1].meta, third.title) == (f"It was due on {day(DUE)}", "Soon")
    work = do_task(practice, cast.participant, at=at)
    left = [t.title for t in part(cast.participant, at=at).things]
    assert f"Hand in {practice.component.title}" not in left
    assert practice.component.title not in left
    answer(practice, work, Verdict.DO_AGAIN, by=cast.coach, at=at)
    again = next(t for t in part(cast.participant, at=later).things if t.title.startswith("Do "))
    assert again.is_overdue


def test_nobody_else_is_told_to_study(cast, at) -> None:
    make_enrolment(cast, at=at)

    assert part(cast.coach, at=at) is None
    assert part(cast.outside_participant, at=at).things == ()
