"""Local variants: made, added to, exchanged in, carried over, published; and the core as it was."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.actions.components import (
    add_component,
    change_component,
    move_component,
    remove_component,
    tie_statements,
)
from goldenthread.programmes.actions.designing import remove_module
from goldenthread.programmes.actions.moving import move_release
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.actions.varying import (
    change_variant,
    exchange_component,
    make_variant,
    remove_variant,
    settle_clash,
)
from goldenthread.programmes.models import Component, Release, Variant
from goldenthread.programmes.queries.building import component_sheet, module_page, release_page
from goldenthread.programmes.queries.moving import moving_page
from goldenthread.programmes.queries.releases import (
    component_by_ref,
    component_facts,
    release_outline,
)
from goldenthread.programmes.queries.using import uses_of_statement
from goldenthread.programmes.queries.varying import exchange_page, variant_line, variant_page
from goldenthread.programmes.types import (
    Clash,
    ComponentDraft,
    Direction,
    ReleaseState,
    Tie,
    Use,
    VariantDraft,
    VariantKind,
)
from tests.makers.programmes import make_next_edition
from tests.makers.variants import COAST, SEA, WALK, event_of


def titles(release, **whose) -> list[str]:
    return [c.title for c in release_outline(release, **whose).components]


def refused(act) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.refusal.code


def test_a_variant_is_made_and_holds_the_core(cast, at, draft) -> None:
    ref = make_variant(draft, COAST, by=cast.curriculum_lead, at=at)

    page = variant_page(draft, ref, by=cast.curriculum_lead)
    assert (page.variant.title, page.variant.about, page.variant.kind) == (
        "The coast",
        "Far apart.",
        VariantKind.REGION,
    )
    assert page.outline == page.core == release_outline(draft)
    assert (page.differences, page.refusal, page.lacks) == ((), None, ())
    assert AuditEntry.objects.get(did="programmes.make_variant").facts == {"variant": str(ref)}
    assert [card.variant.ref for card in release_page(draft, by=cast.curriculum_lead).variants] == [ref]


def test_a_partners_variant_names_the_partner(cast, at, draft) -> None:
    ours = VariantDraft("Harbour", VariantKind.PARTNER, partner=cast.partner.ref)

    ref = make_variant(draft, ours, by=cast.curriculum_lead, at=at)

    assert variant_line(ref, by=cast.curriculum_lead).partner == cast.partner.name


def test_a_variant_is_refused_and_nothing_is_made(cast, at, draft, coast) -> None:
    def attempt(said, by=cast.curriculum_lead, release=draft):
        return lambda: make_variant(release, said, by=by, at=at)

    assert refused(attempt(replace(COAST, title=""))) == "no_title"
    assert refused(attempt(COAST)) == "variant_title_taken"
    assert refused(attempt(VariantDraft("New", VariantKind.PARTNER, partner=uuid4()))) == "no_such_partner"
    with pytest.raises(Release.DoesNotExist):
        attempt(replace(COAST, title="New"), by=cast.programme_manager)()
    publish_release(draft, by=cast.curriculum_lead, at=at)
    assert refused(attempt(replace(COAST, title="New"))) == "release_is_fixed"
    assert refused(attempt(replace(COAST, title="New"), by=cast.programme_manager)) == "not_a_designer"
    assert [row.ref for row in Variant.objects.all()] == [coast]


def test_a_variant_is_changed_by_those_who_design(cast, at, coast) -> None:
    new = VariantDraft("Shore", VariantKind.PHASE)

    change_variant(coast, new, by=cast.curriculum_lead, at=at)

    line = variant_line(coast, by=cast.curriculum_lead)
    assert (line.title, line.kind, line.about) == ("Shore", VariantKind.PHASE, "")
    assert AuditEntry.objects.get(did="programmes.change_variant").facts["was"] == "The coast"
    assert refused(lambda: change_variant(coast, COAST, by=cast.programme_manager, at=at)) == "not_a_designer"
    assert variant_line(coast, by=cast.curriculum_lead) == line


def test_a_component_is_exchanged_in_its_place_with_its_statements(cast, at, draft, coast) -> None:
    core, before = event_of(draft), release_outline(draft)

    ref = exchange_component(core.ref, coast, SEA, by=cast.curriculum_lead, at=at)

    theirs = titles(draft, variant=coast)
    assert theirs == [SEA.title if title == core.title else title for title in titles(draft)]
    assert release_outline(draft) == before
    sheet, old = (component_sheet(each, by=cast.curriculum_lead) for each in (ref, core.ref))
    assert sheet.ties == old.ties
    assert (sheet.core.ref, [c.ref for c in old.stand_ins]) == (core.ref, [ref])
    assert AuditEntry.objects.get(did="programmes.exchange_component").facts["core"] == str(core.ref)


def test_what_stands_apart_begins_without_statements(cast, at, draft, coast) -> None:
    apart = replace(SEA, stands_apart=True)

    ref = exchange_component(event_of(draft).ref, coast, apart, by=cast.curriculum_lead, at=at)

    assert component_sheet(ref, by=cast.curriculum_lead).ties == frozenset()


def test_an_exchange_is_refused_and_nothing_is_made(cast, at, draft, coast, stand_in) -> None:
    lead, core, made = cast.curriculum_lead, event_of(draft), Component.objects.count()

    assert refused(lambda: exchange_component(core.ref, coast, SEA, by=lead, at=at)) == "exchanged_already"
    assert refused(lambda: exchange_component(stand_in, coast, SEA, by=lead, at=at)) == "not_of_the_core"
    other = release_outline(draft).components[3].ref
    assert refused(lambda: exchange_component(other, coast, replace(SEA, minutes=0), by=lead, at=at)) == "odd_minutes"
    with pytest.raises(Variant.DoesNotExist):
        exchange_component(other, uuid4(), SEA, by=lead, at=at)
    assert exchange_page(coast, core.ref, by=lead)[3].code == "exchanged_already"
    assert exchange_page(coast, other, by=lead)[3] is None
    assert Component.objects.count() == made


def test_the_core_is_the_same_to_everybody_whatever_variants_hold(cast, at, draft, coast, stand_in, walk, refs) -> None:
    core = event_of(draft)
    assert (len(titles(draft)), len(titles(draft, variant=coast))) == (18, 19)
    for ref in (walk, stand_in):
        (found,) = component_facts(refs=[ref]).values()
        assert found == component_by_ref(ref)
        assert found.variant == coast
    assert component_by_ref(core.ref) == core
    assert not {walk, stand_in} & {
        use.component for ref in refs for use in uses_of_statement(ref, by=cast.curriculum_lead)
    }
    module = release_outline(draft).modules[0]
    assert module_page(module.ref, by=cast.curriculum_lead)[0] == module
    page = release_page(draft, by=cast.curriculum_lead)
    assert page.outline == release_outline(draft)
    assert [(card.added, card.exchanged) for card in page.variants] == [(1, 1)]


def test_what_the_core_changes_is_to_be_decided_before_publishing(cast, at, draft, coast, stand_in, refs) -> None:
    lead, core = cast.curriculum_lead, event_of(draft)
    same = ComponentDraft(core.kind, core.title, core.minutes, core.routes)
    change_component(core.ref, same, by=lead, at=at)
    tie_statements(core.ref, component_sheet(core.ref, by=lead).ties, by=lead, at=at)
    assert component_by_ref(stand_in).clash is None

    tie_statements(core.ref, {Tie(refs[0], Use.TAUGHT)}, by=lead, at=at)
    first = component_by_ref(stand_in).clash
    settle_clash(stand_in, by=lead, at=at)
    settled = component_by_ref(stand_in).clash
    change_component(core.ref, replace(same, title="Event 1, anew"), by=lead, at=at)

    assert (first, settled, component_by_ref(stand_in).clash) == (Clash.CHANGED, None, Clash.CHANGED)
    assert [each.component.ref for each in variant_page(draft, coast, by=lead).clashes] == [stand_in]
    assert refused(lambda: publish_release(draft, by=lead, at=at)) == "not_ready"
    assert release_outline(draft).release.state is ReleaseState.DRAFT
    settle_clash(stand_in, by=lead, at=at)
    publish_release(draft, by=lead, at=at)
    assert [e.facts["clash"] for e in AuditEntry.objects.filter(did="programmes.settle_clash").order_by("id")] == [
        "changed",
        "changed",
    ]


def test_what_the_core_removes_stays_in_the_variant_until_somebody_decides(cast, at, draft, coast, stand_in) -> None:
    lead, core = cast.curriculum_lead, event_of(draft)

    remove_component(core.ref, by=lead, at=at)

    left = component_by_ref(stand_in)
    assert (left.clash, left.stood_for, left.instead_of) == (Clash.REMOVED, core.title, None)
    assert SEA.title in titles(draft, variant=coast)
    assert SEA.title not in titles(draft)
    assert "“Event 1: leading culture” was removed" in release_page(draft, by=lead).blocks[0].says
    settle_clash(stand_in, by=lead, at=at)
    assert refused(lambda: settle_clash(stand_in, by=lead, at=at)) == "no_clash"
    assert component_by_ref(stand_in).stood_for == ""
    assert [each.core for each in variant_page(draft, coast, by=lead).added] == [None]


def test_a_stand_in_follows_what_it_stands_for_and_is_not_moved_by_itself(
    cast, at, draft, coast, stand_in, walk
) -> None:
    lead, core = cast.curriculum_lead, event_of(draft)
    first, second = release_outline(draft).modules
    again = add_component(
        first.ref, replace(WALK, title="Another walk", stands_apart=True), by=lead, at=at, variant=coast
    )

    assert refused(lambda: move_component(stand_in, Direction.UP, by=lead, at=at)) == "stands_in"
    assert refused(lambda: change_component(stand_in, SEA, by=lead, at=at, module=second.ref)) == "stands_in"
    move_component(again, Direction.UP, by=lead, at=at)
    move_component(core.ref, Direction.UP, by=lead, at=at)
    assert titles(draft)[:2] == [core.title, "Welcome and needs analysis"]
    assert [c.title for c in release_outline(draft, variant=coast).modules[0].components][-2:] == [
        "Another walk",
        "A walk",
    ]
    change_component(core.ref, replace(SEA, title="Event 1"), by=lead, at=at, module=second.ref)
    assert titles(draft, variant=coast)[-1] == SEA.title
    assert component_by_ref(stand_in).module_ref == second.ref
    assert refused(lambda: remove_module(first.ref, by=lead, at=at)) == "module_holds_variants"
    assert len(release_outline(draft).modules) == 2


def test_the_next_release_carries_its_variants(cast, at, draft, coast, stand_in, walk) -> None:
    lead = cast.curriculum_lead
    publish_release(draft, by=lead, at=at)

    after = draft_from(draft, by=lead, at=at)

    assert titles(after, variant=coast) == titles(draft, variant=coast)
    assert titles(after) == titles(draft)
    page = variant_page(after, coast, by=lead)
    assert [each.core.ref for each in page.exchanged] == [event_of(after).ref]
    assert page.exchanged[0].component.ref != stand_in
    assert component_sheet(page.added[0].component.ref, by=lead).ties == component_sheet(walk, by=lead).ties
    remove_component(event_of(after).ref, by=lead, at=at)
    assert variant_page(after, coast, by=lead).clashes
    assert not variant_page(draft, coast, by=lead).clashes


def test_moving_to_a_new_edition_carries_variants_and_asks_of_their_statements(
    cast, at, draft, coast, walk, refs
) -> None:
    lead = cast.curriculum_lead
    tie_statements(walk, {Tie(refs[0], Use.TAUGHT)}, by=lead, at=at)
    publish_release(draft, by=lead, at=at)
    later = make_next_edition(cast, at=at)
    page = moving_page(draft, by=lead)
    assert "A walk (The coast)" in page.questions[0].components

    moved = move_release(
        draft, {q.old.ref: q.new.ref if q.new else None for q in page.questions}, edition=later.ref, by=lead, at=at
    )

    assert titles(moved, variant=coast) == titles(draft, variant=coast)
    (added,) = variant_page(moved, coast, by=lead).added
    (line, _) = component_sheet(added.component.ref, by=lead).statements[0]
    assert line.text == "Leaders always know thing 1.1."


def test_a_published_variant_never_changes(cast, at, draft, coast, stand_in, walk) -> None:
    lead = cast.curriculum_lead
    publish_release(draft, by=lead, at=at)
    before = release_outline(draft, variant=coast)

    for act in (
        lambda: remove_variant(draft, coast, by=lead, at=at),
        lambda: settle_clash(walk, by=lead, at=at),
        lambda: exchange_component(before.components[3].ref, coast, SEA, by=lead, at=at),
        lambda: remove_component(walk, by=lead, at=at),
    ):
        assert refused(act) == "release_is_fixed"
    with pytest.raises(IntegrityError), transaction.atomic():
        Component.objects.filter(ref=walk).update(variant=None)
    assert release_outline(draft, variant=coast) == before
    assert variant_page(draft, coast, by=lead).refusal.code == "release_is_fixed"


def test_a_variant_leaves_a_draft_and_stays_where_it_was_published(cast, at, draft, coast, stand_in, walk) -> None:
    lead = cast.curriculum_lead
    publish_release(draft, by=lead, at=at)
    after = draft_from(draft, by=lead, at=at)

    remove_variant(after, coast, by=lead, at=at)

    assert titles(after, variant=coast) == titles(after)
    assert titles(draft, variant=coast) != titles(draft)
    assert AuditEntry.objects.get(did="programmes.remove_variant").facts["components"] == "2"
    assert [card.variant.ref for card in release_page(draft, by=cast.inspector).variants] == [coast]


def test_a_variant_that_was_never_published_is_gone_with_its_components(cast, at, draft, coast, stand_in, walk) -> None:
    remove_variant(draft, coast, by=cast.curriculum_lead, at=at)

    assert Variant.objects.count() == 0
    assert not Component.objects.exclude(variant=None).exists()
    with pytest.raises(Variant.DoesNotExist):
        remove_variant(draft, coast, by=cast.curriculum_lead, at=at)
