"""What study puts on a participant's first page."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.learning.actions.reading import read_page
from goldenthread.programmes.models import Component
from goldenthread.web.learning.home import part
from tests.makers.cohorts import make_enrolment
from tests.makers.learning import make_unit
from tests.makers.tasks import do_task, make_practice, miss


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
    do_task(practice, cast.participant, at=at)
    left = [t.title for t in part(cast.participant, at=at).things]
    assert f"Hand in {practice.component.title}" not in left
    assert practice.component.title not in left


def test_nobody_else_is_told_to_study(cast, at) -> None:
    make_enrolment(cast, at=at)

    assert part(cast.coach, at=at) is None
    assert part(cast.outside_participant, at=at).things == ()
