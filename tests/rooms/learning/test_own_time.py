"""Where what a participant does in their own time is done, and how far it is."""

from __future__ import annotations

from uuid import uuid4

from goldenthread.learning.actions.reading import read_page
from goldenthread.learning.actions.writing import open_unit
from goldenthread.learning.queries.own_time import own_work
from goldenthread.programmes.models import Component
from tests.makers.counting import statements_of
from tests.makers.discussing import make_prompt, make_talking
from tests.makers.learning import make_unit
from tests.makers.tasks import make_task


def test_every_component_leads_to_its_own_page_and_says_how_it_stands(cast, at) -> None:
    talking = make_talking(cast, at=at)
    built, mine = talking.cohort.built, talking.enrolments["participant"]
    study, draft, done, community = (
        built.component(title) for title in ("How culture", "Planning an", "Describe a culture", "Community 1")
    )
    unit = make_unit(Component.objects.get(ref=study.ref), checks=False, by=cast.curriculum_lead, at=at)
    read_page(unit, 1, by=cast.participant, at=at)
    open_unit(draft.ref, by=cast.curriculum_lead, at=at)
    task, thread = make_task(cast, done, at=at), make_prompt(cast, talking, at=at)

    found = own_work(mine, built.outline.components, by=cast.participant, at=at)

    assert {ref: (work.page, work.ref, work.standing) for ref, work in found.items()} == {
        study.ref: ("unit", unit, "Begun"),
        done.ref: ("task", task, "Not begun"),
        community.ref: ("thread", thread, "Open"),
    }
    assert own_work(mine, [study], by=cast.participant, at=at).keys() == {study.ref}
    assert statements_of(lambda: own_work(mine, built.outline.components, by=cast.participant, at=at)) <= 6
    for enrolment, who in ((mine, talking.rosa), (uuid4(), cast.participant), (mine, cast.coach)):
        assert own_work(enrolment, built.outline.components, by=who, at=at) == {}
