"""Ties between components and statements, and the coverage they make."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from goldenthread.frameworks.models import Edition
from goldenthread.frameworks.queries.editions import statements_of as edition_statements
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.building import create_programme, draft_from
from goldenthread.programmes.actions.components import add_component, change_component, tie_statements
from goldenthread.programmes.models import Component, ComponentStatement, Programme, Release
from goldenthread.programmes.queries.building import component_sheet
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.queries.closing import closing_page
from goldenthread.programmes.queries.coverage import coverage_page, picker, places
from goldenthread.programmes.queries.releases import component_by_ref, component_statements, release_outline
from goldenthread.programmes.types import ComponentDraft, ComponentKind, Route, Tie, Use
from tests.makers.counting import statements_of
from tests.makers.programmes import make_draft, make_edition, make_release


@pytest.fixture
def draft(cast, at):
    return make_draft(cast, at=at)


@pytest.fixture
def refs(cast, at):
    return [place.ref for place in places(make_edition(cast, at=at).ref)]


def chosen(ref, cast) -> set[Tie]:
    return set(component_sheet(ref, by=cast.curriculum_lead).ties)


def test_statements_are_chosen_and_all_others_let_go(draft, refs, cast, at) -> None:
    event = release_outline(draft).components[1]
    ties = {Tie(refs[0], Use.TAUGHT), Tie(refs[0], Use.ASSESSED), Tie(refs[3], Use.PRACTISED)}

    told = tie_statements(event.ref, ties, by=cast.curriculum_lead, at=at)

    assert told == chosen(event.ref, cast) == ties
    assert [(line.number, uses) for line, uses in component_statements(event.ref)] == [
        (1, {Use.TAUGHT, Use.ASSESSED}),
        (4, {Use.PRACTISED}),
    ]
    entry = AuditEntry.objects.get(did="programmes.tie_statements")
    assert (entry.to, entry.facts["ties"]) == (str(draft), "3")


def test_what_was_not_on_offer_or_came_in_the_meantime_stays(draft, refs, cast, at) -> None:
    study = release_outline(draft).components[3]
    before = chosen(study.ref, cast)
    shown, meanwhile = {Tie(refs[0], Use.TAUGHT)}, Tie(refs[5], Use.TAUGHT)
    tie_statements(study.ref, {*before, meanwhile}, by=cast.curriculum_lead, at=at)

    told = tie_statements(study.ref, {Tie(refs[0], Use.ASSESSED)}, shown=shown, by=cast.curriculum_lead, at=at)

    assert before == {Tie(refs[0], Use.TAUGHT), Tie(refs[1], Use.TAUGHT)}
    assert told == chosen(study.ref, cast) == {Tie(refs[0], Use.ASSESSED), Tie(refs[1], Use.TAUGHT), meanwhile}


def test_choosing_a_statement_takes_the_mark_of_serving_none_away(draft, refs, cast, at) -> None:
    induction = release_outline(draft).components[0]

    tie_statements(induction.ref, (), by=cast.curriculum_lead, at=at)
    still = component_by_ref(induction.ref).stands_apart
    tie_statements(induction.ref, {Tie(refs[0], Use.TAUGHT)}, by=cast.curriculum_lead, at=at)

    assert (still, component_by_ref(induction.ref).stands_apart) == (True, False)


def test_a_component_that_serves_statements_is_not_marked_as_serving_none(draft, cast, at) -> None:
    event = release_outline(draft).components[1]
    draft_of_it = ComponentDraft(ComponentKind.EVENT, event.title, 60, event.routes, stands_apart=True)

    with pytest.raises(Refused) as refused:
        change_component(event.ref, draft_of_it, by=cast.curriculum_lead, at=at)

    assert refused.value.refusal.code == "apart_and_tied"
    change_component(event.ref, replace(draft_of_it, stands_apart=False), by=cast.curriculum_lead, at=at)
    assert len(chosen(event.ref, cast)) == 5


def test_a_statement_of_another_framework_is_refused_and_nothing_changes(draft, cast, at) -> None:
    other = make_edition(cast, at=at, code="OTHER")
    event = release_outline(draft).components[1]
    before = chosen(event.ref, cast)
    foreign = Tie(places(other.ref)[0].ref, Use.TAUGHT)

    for tie in (foreign, Tie(uuid4(), Use.TAUGHT)):
        with pytest.raises(Refused) as refused:
            tie_statements(event.ref, {tie}, by=cast.curriculum_lead, at=at)
        assert refused.value.refusal.code == "not_of_the_edition"
    made = Component.objects.count()
    with pytest.raises(Refused):
        add_component(
            event.module_ref,
            ComponentDraft(ComponentKind.EVENT, "New", 60, event.routes, ties=frozenset({foreign})),
            by=cast.curriculum_lead,
            at=at,
        )

    assert chosen(event.ref, cast) == before
    assert Component.objects.count() == made


def test_a_published_release_keeps_its_statements(cast, at, refs) -> None:
    built = make_release(cast, at=at)
    event = built.of_kind(ComponentKind.EVENT)[0]
    before = chosen(event.ref, cast)

    with pytest.raises(Refused) as refused:
        tie_statements(event.ref, {Tie(refs[0], Use.TAUGHT)}, by=cast.curriculum_lead, at=at)
    with pytest.raises(Refused) as not_theirs:
        tie_statements(event.ref, (), by=cast.programme_manager, at=at)

    assert refused.value.refusal.code == "release_is_fixed"
    assert not_theirs.value.refusal.code == "not_a_designer"
    assert chosen(event.ref, cast) == before


def test_the_next_draft_has_the_same_statements(cast, at) -> None:
    built = make_release(cast, at=at)

    copy = release_outline(draft_from(built.release, by=cast.curriculum_lead, at=at))

    pairs = zip(built.outline.components, copy.components, strict=True)
    assert all(chosen(old.ref, cast) == chosen(new.ref, cast) for old, new in pairs)
    assert ComponentStatement.objects.count() == 2 * sum(len(chosen(c.ref, cast)) for c in copy.components)


def test_coverage_names_what_nothing_teaches_route_by_route(cast, at) -> None:
    built = make_release(cast, at=at)

    both = coverage_page(built.release, by=cast.inspector)
    online = coverage_page(built.release, by=cast.inspector, route=Route.ONLINE)

    assert [place.number for place in both.coverage.gaps] == ["1.5", "2.5"]
    assert [place.number for place in online.coverage.gaps] == ["1.5", "2.5"]
    assert len(both.coverage.rows) == 12
    assert (len(both.coverage.columns), len(online.coverage.columns)) == (18, 14)
    assert both.coverage.orphans == ()
    assert [h.name for h in online.coverage.by_section] == ["1. Part 1", "2. Part 2", "No section"]
    assert both.coverage.by_section == ()
    assert [each.route for each in both.by_route] == list(Route)
    assert [each.minutes for each in both.by_route] == [1260, 1260]
    assert online.by_route == (online.coverage,)
    assert not both.may_change
    assert (both.coverage.taught, both.coverage.practised, both.coverage.assessed) == (10, 4, 4)


def test_coverage_and_picker_take_the_same_number_of_statements_however_much_there_is(draft, cast, at) -> None:
    lead, outline = cast.curriculum_lead, release_outline(draft)
    asks = (lambda: coverage_page(draft, by=lead), lambda: picker(outline.components[1].ref, by=lead))
    few = [statements_of(ask) for ask in asks]
    for _ in range(3):
        add_component(
            outline.modules[0].ref,
            ComponentDraft(ComponentKind.EVENT, "New", 60, frozenset(Route), stands_apart=True),
            by=lead,
            at=at,
        )

    assert [statements_of(ask) for ask in asks] == few == [6, 4]


def test_closing_a_gap_offers_every_component_with_what_it_does(draft, refs, cast) -> None:
    lead = cast.curriculum_lead

    page = closing_page(draft, refs[4], by=lead)
    online = closing_page(draft, refs[0], by=lead, route=Route.ONLINE)

    assert (page.statement.number, page.refusal, page.variant) == ("1.5", None, None)
    assert [line.uses for line in page.lines] == [frozenset()] * 18
    assert [line.served for line in page.lines][:4] == [0, 5, 5, 2]
    assert page.titled(page.lines[3].component.ref) == "How culture is built"
    assert page.titled(uuid4()) == page.titled(None) == ""
    assert len(online.lines) == 14
    assert {use for line in online.lines for use in line.uses} == set(Use)
    assert closing_page(draft, refs[0], by=lead).refusal is None
    assert statements_of(lambda: closing_page(draft, refs[0], by=lead)) == 6
    with pytest.raises(ComponentStatement.DoesNotExist):
        closing_page(draft, uuid4(), by=lead)


def test_the_picker_offers_the_edition_with_what_is_chosen(draft, cast) -> None:
    event = release_outline(draft).components[1]

    page = picker(event.ref, by=cast.curriculum_lead, find="thing 1.2")

    assert [place.text for place in page.shown] == ["Leaders know thing 1.2."]
    assert (page.size, page.chosen, page.refusal) == (12, 5, None)
    with pytest.raises(Component.DoesNotExist):
        picker(event.ref, by=cast.programme_manager)


def test_a_programme_is_not_begun_on_a_superseded_edition(draft, cast, at) -> None:
    edition = make_edition(cast, at=at)
    Edition.objects.filter(ref=edition.ref).update(state="superseded", superseded_at=at)
    qualification = qualification_page("npqsl-2020", by=cast.curriculum_lead).card.ref

    with pytest.raises(Refused) as refused:
        create_programme(qualification=qualification, edition=edition.ref, title="Late", by=cast.curriculum_lead, at=at)

    assert refused.value.refusal.code == "edition_superseded"
    assert Programme.objects.count() == Release.objects.count() == 1
    assert len(edition_statements([edition.ref])) == 12
