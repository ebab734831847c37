"""Building and changing drafts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.building import create_programme, draft_from
from goldenthread.programmes.actions.catalogue import load_catalogue
from goldenthread.programmes.actions.components import (
    add_component,
    change_component,
    move_component,
    remove_component,
)
from goldenthread.programmes.actions.designing import add_module, move_module, remove_module, rename_module
from goldenthread.programmes.models import Component, Module, Programme, Release
from goldenthread.programmes.queries.building import component_sheet, module_page, programmes, release_page
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.queries.fitting import why_ask_first
from goldenthread.programmes.queries.releases import component_by_ref, component_facts, release_outline
from goldenthread.programmes.types import ComponentDraft, ComponentKind, Direction, ReleaseState, Route
from tests.makers.counting import statements_of
from tests.makers.programmes import make_draft, make_edition, make_release

DRAFT = ComponentDraft(
    kind=ComponentKind.WEBINAR, title=" A webinar ", minutes=45, routes=frozenset({Route.ONLINE}), about="Live."
)


def titles(release) -> list[str]:
    return [module.title for module in release_outline(release).modules]


def test_a_curriculum_lead_begins_a_programme_with_an_empty_draft(cast, at) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)
    page = qualification_page("npqsl-2020", by=cast.curriculum_lead)

    edition = make_edition(cast, at=at)

    release = create_programme(
        qualification=page.card.ref, edition=edition.ref, title=" Ours ", by=cast.curriculum_lead, at=at
    )

    outline = release_outline(release)
    assert (outline.release.title, outline.release.number, outline.release.state) == ("Ours", 1, ReleaseState.DRAFT)
    assert outline.release.name == "Ours, release 1"
    assert outline.modules == ()
    assert AuditEntry.objects.filter(did="programmes.create_programme", by=str(cast.curriculum_lead)).count() == 1
    assert qualification_page("npqsl-2020", by=cast.curriculum_lead).card.programmes == 1
    assert qualification_page("npqsl-2020", by=cast.facilitator).card.programmes == 0


@pytest.mark.parametrize(
    ("who", "title", "code"),
    [
        ("programme_manager", "New", "not_a_designer"),
        ("curriculum_lead", " ", "no_title"),
        ("curriculum_lead", "Senior leadership at Fenland", "title_taken"),
    ],
)
def test_a_programme_is_refused_and_nothing_is_made(cast, at, who, title, code) -> None:
    make_draft(cast, at=at)
    page = qualification_page("npqsl-2020", by=cast.curriculum_lead)

    with pytest.raises(Refused) as refused:
        create_programme(
            qualification=page.card.ref,
            edition=make_edition(cast, at=at).ref,
            title=title,
            by=getattr(cast, who),
            at=at,
        )

    assert refused.value.refusal.code == code
    assert Programme.objects.count() == 1


def test_modules_are_added_renamed_moved_and_removed(cast, at) -> None:
    lead, release = cast.curriculum_lead, make_draft(cast, at=at)
    third = add_module(release, title="A third", by=lead, at=at)

    rename_module(third, title="The third", by=lead, at=at)
    move_module(third, Direction.UP, by=lead, at=at)
    moved = titles(release)
    remove_module(third, by=lead, at=at)

    assert moved == ["Culture and teaching", "The third", "Change that lasts"]
    assert titles(release) == ["Culture and teaching", "Change that lasts"]
    did = AuditEntry.objects.filter(to=str(release)).order_by("-id").values_list("did", flat=True)[:4]
    assert [d.removeprefix("programmes.") for d in did] == [
        "remove_module",
        "move_module",
        "rename_module",
        "add_module",
    ]


def test_a_module_without_a_title_is_refused(cast, at) -> None:
    lead, release = cast.curriculum_lead, make_draft(cast, at=at)
    module = release_outline(release).modules[0]

    for act in (
        lambda: add_module(release, title="", by=lead, at=at),
        lambda: rename_module(module.ref, title="", by=lead, at=at),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == "no_title"
    assert titles(release) == ["Culture and teaching", "Change that lasts"]


def test_a_component_is_added_changed_moved_and_removed(cast, at) -> None:
    lead, release = cast.curriculum_lead, make_draft(cast, at=at)
    first, second = release_outline(release).modules
    ref = add_component(first.ref, DRAFT, by=lead, at=at)
    added = component_by_ref(ref)

    change_component(ref, replace(DRAFT, title="Changed", is_required=False), by=lead, at=at)
    change_component(ref, replace(DRAFT, title="Changed"), by=lead, at=at, module=second.ref)
    after_the_last = component_by_ref(ref)
    move_component(ref, Direction.UP, by=lead, at=at)
    last_two = [c.title for c in release_outline(release).modules[1].components][-2:]
    remove_component(ref, by=lead, at=at)

    assert (added.title, added.minutes, added.routes, added.position) == ("A webinar", 45, {Route.ONLINE}, 10)
    assert (added.is_on(Route.ONLINE), added.is_on(Route.BLENDED), added.about) == (True, False, "Live.")
    assert (after_the_last.module, after_the_last.position, after_the_last.title) == (
        "Change that lasts",
        10,
        "Changed",
    )
    assert last_two == ["Changed", "Coaching 2"]
    assert not Component.objects.filter(ref=ref).exists()
    assert AuditEntry.objects.filter(did="programmes.change_component").count() == 2


def test_a_component_stays_in_its_module_when_that_is_named(cast, at) -> None:
    lead, release = cast.curriculum_lead, make_draft(cast, at=at)
    module = release_outline(release).modules[0]

    change_component(module.components[0].ref, DRAFT, by=lead, at=at, module=module.ref)

    assert release_outline(release).modules[0].components[0].title == "A webinar"


def test_a_component_does_not_go_to_a_module_of_another_release(cast, at) -> None:
    lead, release = cast.curriculum_lead, make_draft(cast, at=at)
    other = release_outline(make_draft(cast, at=at, title="Another")).modules[0]
    component = release_outline(release).components[0]

    with pytest.raises(ObjectDoesNotExist):
        change_component(component.ref, DRAFT, by=lead, at=at, module=other.ref)


def test_an_impossible_component_is_refused_and_nothing_changes(cast, at) -> None:
    release = make_draft(cast, at=at)
    before = release_outline(release)

    with pytest.raises(Refused) as refused:
        change_component(before.components[0].ref, replace(DRAFT, minutes=0), by=cast.curriculum_lead, at=at)

    assert refused.value.refusal.code == "odd_minutes"
    assert release_outline(release) == before


def every_change(outline, cast, at, by):
    module, component = outline.modules[0].ref, outline.components[0].ref
    release = outline.release.ref
    return {
        "add a module": lambda: add_module(release, title="New", by=by, at=at),
        "rename a module": lambda: rename_module(module, title="New", by=by, at=at),
        "move a module": lambda: move_module(module, Direction.DOWN, by=by, at=at),
        "remove a module": lambda: remove_module(module, by=by, at=at),
        "add a component": lambda: add_component(module, DRAFT, by=by, at=at),
        "change a component": lambda: change_component(component, DRAFT, by=by, at=at),
        "move a component": lambda: move_component(component, Direction.DOWN, by=by, at=at),
        "remove a component": lambda: remove_component(component, by=by, at=at),
    }


def test_a_published_release_never_changes(cast, at) -> None:
    built = make_release(cast, at=at)

    for what, act in every_change(built.outline, cast, at, cast.curriculum_lead).items():
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == "release_is_fixed", what
    assert release_outline(built.release) == built.outline


def test_a_draft_is_not_there_for_anyone_but_curriculum_leads(cast, at) -> None:
    release = make_draft(cast, at=at)
    before = release_outline(release)

    for what, act in every_change(before, cast, at, cast.programme_manager).items():
        with pytest.raises(ObjectDoesNotExist):
            pytest.fail(f"{what}: {act()}")
    with pytest.raises(Release.DoesNotExist):
        release_page(release, by=cast.inspector)
    with pytest.raises(Component.DoesNotExist):
        component_sheet(before.components[0].ref, by=cast.coach)
    assert programmes(by=cast.programme_manager) == ()
    assert release_outline(release) == before


def test_staff_who_may_read_a_release_may_not_change_it(cast, at) -> None:
    built = make_release(cast, at=at)

    for act in every_change(built.outline, cast, at, cast.facilitator).values():
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == "not_a_designer"


def test_the_next_draft_is_a_copy_and_the_published_release_stays(cast, at) -> None:
    built = make_release(cast, at=at)

    draft = draft_from(built.release, by=cast.curriculum_lead, at=at)
    again = draft_from(built.release, by=cast.curriculum_lead, at=at)
    rename_module(release_outline(draft).modules[0].ref, title="New name", by=cast.curriculum_lead, at=at)
    copied = release_outline(draft)

    assert again == draft
    assert (copied.release.number, copied.release.state) == (2, ReleaseState.DRAFT)
    assert titles(draft) == ["New name", "Change that lasts"]
    assert [(c.kind, c.title, c.minutes, c.routes, c.stands_apart) for c in copied.components] == [
        (c.kind, c.title, c.minutes, c.routes, c.stands_apart) for c in built.outline.components
    ]
    assert release_outline(built.release) == built.outline
    assert AuditEntry.objects.filter(did="programmes.draft_from", to=str(draft)).count() == 1


def test_only_a_curriculum_lead_begins_the_next_draft(cast, at) -> None:
    built = make_release(cast, at=at)

    with pytest.raises(Refused) as refused:
        draft_from(built.release, by=cast.programme_manager, at=at)

    assert refused.value.refusal.code == "not_a_designer"
    assert Release.objects.count() == 1


def test_pages_take_the_same_number_of_statements_however_much_there_is(cast, at) -> None:
    lead, release = cast.curriculum_lead, make_draft(cast, at=at)
    module = add_module(release, title="More", by=lead, at=at)
    asks = (lambda: release_page(release, by=lead), lambda: release_outline(release), lambda: programmes(by=lead))
    few = [statements_of(ask) for ask in asks]
    for _ in range(5):
        add_component(module, DRAFT, by=lead, at=at)
    make_draft(cast, at=at, title="Another")

    assert [statements_of(ask) for ask in asks] == few == [8, 3, 2]


def test_a_module_is_read_with_its_components_by_those_who_see_its_release(cast, at) -> None:
    lead, draft = cast.curriculum_lead, make_draft(cast, at=at)
    first, second = release_outline(draft).modules
    lone = add_module(draft, title="Alone", by=lead, at=at)

    module, release = module_page(second.ref, by=lead)

    assert (module, release.ref, release.state) == (second, draft, ReleaseState.DRAFT)
    assert [c.title for c in module.components][:2] == ["Webinar: evidence in practice", "Planning an implementation"]
    assert module_page(lone, by=lead)[0].components == ()
    assert [statements_of(lambda ref=ref: module_page(ref, by=lead)) for ref in (lone, first.ref)] == [3, 3]
    for reader in (cast.coach, cast.outsider, cast.participant):
        with pytest.raises(Module.DoesNotExist):
            module_page(second.ref, by=reader)


def test_components_are_found_by_id_and_by_reference(cast, at) -> None:
    built = make_release(cast, at=at)
    first, second = built.outline.components[:2]

    found = component_facts([first.id], refs=[second.ref])

    assert found == {first.id: first, second.id: second}
    assert Module.objects.count() == 2


def test_whether_a_framework_fits_a_qualification_is_asked_in_two_statements(cast, at) -> None:
    load_catalogue(by=cast.curriculum_lead, at=at)
    lead, senior = cast.curriculum_lead, qualification_page("npqsl-2020", by=cast.curriculum_lead).card.ref
    odd, fitting = make_edition(cast, at=at).ref, make_edition(cast, at=at, code="NPQSL").ref

    assert why_ask_first(qualification=senior, edition=odd, by=lead).code == "odd_framework"
    assert why_ask_first(qualification=senior, edition=fitting, by=lead) is None
    assert statements_of(lambda: why_ask_first(qualification=senior, edition=odd, by=lead)) == 2
