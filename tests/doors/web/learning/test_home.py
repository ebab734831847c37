"""What study puts on a participant's first page."""

from __future__ import annotations

from goldenthread.learning.actions.reading import read_page
from goldenthread.programmes.models import Component
from goldenthread.web.learning.home import part
from tests.makers.cohorts import make_enrolment
from tests.makers.learning import make_unit


def test_the_next_unit_is_begun_and_then_gone_on_with(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    component = Component.objects.get(ref=enrolled.cohort.built.component("How culture is built").ref)
    unit = make_unit(component, pages=3, checks=False, by=cast.curriculum_lead, at=at)

    begun = part(cast.participant, at=at)
    read_page(unit, 1, by=cast.participant, at=at)
    gone_on = part(cast.participant, at=at)

    assert [(t.title, t.why) for t in begun.things] == [
        ("Begin How culture is built", "Culture and teaching, 3 pages.")
    ]
    assert [(t.title, t.why) for t in gone_on.things] == [
        ("Go on with How culture is built", "Go on with page 2 of 3.")
    ]


def test_nobody_else_is_told_to_study(cast, at) -> None:
    make_enrolment(cast, at=at)

    assert part(cast.coach, at=at) is None
    assert part(cast.outside_participant, at=at).things == ()
