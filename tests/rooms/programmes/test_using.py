"""Where a statement is taught, practised and assessed."""

from __future__ import annotations

from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.actions.components import tie_statements
from goldenthread.programmes.actions.publishing import publish_release, retire_release
from goldenthread.programmes.queries.coverage import places
from goldenthread.programmes.queries.using import uses_of_statement
from goldenthread.programmes.types import ReleaseState, Tie, Use
from tests.makers.counting import statements_of
from tests.makers.frameworks import a_content_reading, publish_whole
from tests.makers.programmes import make_edition, make_release


def test_a_statement_knows_its_components_by_release(cast, at) -> None:
    made = make_release(cast, at=at)
    first, *_, last = (place.ref for place in places(make_edition(cast, at=at).ref) if place.section_number == 1)
    event = made.component("Event 1")
    draft = draft_from(made.release, by=cast.curriculum_lead, at=at)

    found = uses_of_statement(first, by=cast.curriculum_lead)

    assert [use.release.number for use in found[:1]] == [2]
    published = [use for use in found if use.release.number == 1]
    assert {use.title: use.uses for use in published}[event.title] == {Use.TAUGHT}
    assert next(use.component for use in published) == event.ref
    assert {use.release.ref for use in uses_of_statement(first, by=cast.coach)} == {made.release}
    assert uses_of_statement(first, by=cast.participant) == ()
    few = statements_of(lambda: uses_of_statement(last, by=cast.coach))
    assert few == statements_of(lambda: uses_of_statement(first, by=cast.coach)) == 2
    assert draft != made.release


def test_two_uses_by_one_component_are_one_line_and_retired_releases_are_left_out(cast, at) -> None:
    made = make_release(cast, at=at)
    ref = next(place.ref for place in places(make_edition(cast, at=at).ref))
    draft = draft_from(made.release, by=cast.curriculum_lead, at=at)
    retire_release(made.release, why="A new one is coming.", by=cast.curriculum_lead, at=at)
    before = uses_of_statement(ref, by=cast.curriculum_lead)
    event = next(use.component for use in before if use.title.startswith("Event 1"))

    tie_statements(event, {Tie(ref, Use.TAUGHT), Tie(ref, Use.ASSESSED)}, by=cast.curriculum_lead, at=at)

    found = {use.component: use for use in uses_of_statement(ref, by=cast.curriculum_lead)}
    assert found[event].uses == {Use.TAUGHT, Use.ASSESSED}
    assert {use.release.state for use in found.values()} == {ReleaseState.DRAFT}
    publish_release(draft, by=cast.curriculum_lead, at=at)
    assert {use.release.ref for use in uses_of_statement(ref, by=cast.coach)} == {draft}


def test_a_programme_is_held_to_what_is_learnt_and_to_criteria_and_not_to_behaviours(cast, at) -> None:
    edition = publish_whole(a_content_reading(cast, at=at), by=cast.curriculum_lead, at=at)

    found = [place.number for place in places(edition)]

    assert found == [
        "how 1.1", "about 1.1", "about 1.2", "how 1.2", "criterion 1.1.1", "criterion 1.1.2", "criterion 1.1.3",
        "how 2.1", "about 2.1", "criterion 2.1.1", "criterion 2.1.2",
    ]  # fmt: skip
