"""Local variants: made, added to, exchanged in, carried over, published; and the core as it was."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
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
from goldenthread.programmes.queries.coverage import coverage_book, coverage_page, picker
from goldenthread.programmes.queries.dropping import dropping_page
from goldenthread.programmes.queries.moving import moving_page
from goldenthread.programmes.queries.releases import (
    component_by_ref,
    component_facts,
    component_of_any_variant,
    release_outline,
)
from goldenthread.programmes.queries.using import uses_of_statement
from goldenthread.programmes.queries.varying import exchange_page, variant_line, variant_page
from goldenthread.programmes.types import (
    Clash,
    ComponentDraft,
    ComponentKind,
    Direction,
    ReleaseState,
    Route,
    Tie,
    Use,
    VariantDraft,
    VariantKind,
)
from tests.makers.counting import statements_of
from tests.makers.programmes import make_draft, make_next_edition, make_wide_draft

COAST = VariantDraft(" The coast ", VariantKind.REGION, " Far apart. ")
SEA = ComponentDraft(kind=ComponentKind.EVENT, title="Event by the sea", minutes=120, routes=frozenset({Route.BLENDED}))
WALK = replace(SEA, kind=ComponentKind.COACHING, title="A walk", routes=frozenset(Route))


@pytest.fixture
def draft(cast, at):
    return make_draft(cast, at=at)


@pytest.fixture
def coast(cast, at, draft):
    return make_variant(draft, COAST, by=cast.curriculum_lead, at=at)


@pytest.fixture
def stand_in(cast, at, draft, coast):
    return exchange_component(event_of(draft).ref, coast, SEA, by=cast.curriculum_lead, at=at)


@pytest.fixture
def walk(cast, at, draft, coast, refs):
    module = release_outline(draft).modules[0].ref
    tied = replace(WALK, ties=frozenset({Tie(refs[4], Use.TAUGHT)}))
    return add_component(module, tied, by=cast.curriculum_lead, at=at, variant=coast)


@pytest.fixture
def refs(cast, draft):
    page = picker(event_of(draft).ref, by=cast.curriculum_lead)
    return [place.ref for place in page.shown]


def event_of(release):
    return next(c for c in release_outline(release).components if c.title.startswith("Event 1"))


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
    mine = Component.objects.in_bulk([walk, stand_in], field_name="ref")

    assert (len(titles(draft)), len(titles(draft, variant=coast))) == (18, 19)
    assert component_facts([row.pk for row in mine.values()], refs=[walk]) == {}
    for ref in (walk, stand_in):
        with pytest.raises(Component.DoesNotExist):
            component_by_ref(ref)
        assert component_of_any_variant(ref).variant == coast
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
    assert component_of_any_variant(stand_in).clash is None

    tie_statements(core.ref, {Tie(refs[0], Use.TAUGHT)}, by=lead, at=at)
    first = component_of_any_variant(stand_in).clash
    settle_clash(stand_in, by=lead, at=at)
    settled = component_of_any_variant(stand_in).clash
    change_component(core.ref, replace(same, title="Event 1, anew"), by=lead, at=at)

    assert (first, settled, component_of_any_variant(stand_in).clash) == (Clash.CHANGED, None, Clash.CHANGED)
    assert [each.component.ref for each in variant_page(draft, coast, by=lead).clashes] == [stand_in]
    assert refused(lambda: publish_release(draft, by=lead, at=at)) == "not_ready"
    assert release_outline(draft).release.state is ReleaseState.DRAFT
    settle_clash(stand_in, by=lead, at=at)
    publish_release(draft, by=lead, at=at)
    assert [e.facts["clash"] for e in AuditEntry.objects.filter(did="programmes.settle_clash")] == [
        "changed",
        "changed",
    ]


def test_what_the_core_removes_stays_in_the_variant_until_somebody_decides(cast, at, draft, coast, stand_in) -> None:
    lead, core = cast.curriculum_lead, event_of(draft)

    remove_component(core.ref, by=lead, at=at)

    left = component_of_any_variant(stand_in)
    assert (left.clash, left.stood_for, left.instead_of) == (Clash.REMOVED, core.title, None)
    assert SEA.title in titles(draft, variant=coast)
    assert SEA.title not in titles(draft)
    assert "“Event 1: leading culture” was removed" in release_page(draft, by=lead).blocks[0].says
    settle_clash(stand_in, by=lead, at=at)
    assert refused(lambda: settle_clash(stand_in, by=lead, at=at)) == "no_clash"
    assert component_of_any_variant(stand_in).stood_for == ""
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
    assert component_of_any_variant(stand_in).module_ref == second.ref
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


def test_a_partners_variant_is_seen_by_that_partner_and_the_provider_only(cast, at, draft) -> None:
    lead = cast.curriculum_lead
    ours = make_variant(draft, VariantDraft("Harbour", VariantKind.PARTNER, partner=cast.partner.ref), by=lead, at=at)
    shore = make_variant(draft, COAST, by=lead, at=at)
    module = release_outline(draft).modules[0].ref
    held = [
        add_component(module, replace(WALK, title=f"Walk {n}", stands_apart=True), by=lead, at=at, variant=one)
        for n, one in enumerate((ours, shore))
    ]
    publish_release(draft, by=lead, at=at)

    for actor, seen in (
        (cast.inspector, {ours, shore}),
        (cast.partner_manager, {ours, shore}),
        (cast.outsider, {shore}),
        (lead, {ours, shore}),
    ):
        assert {v.ref for v in coverage_page(draft, by=actor).variants} == seen
        assert {card.variant.ref for card in release_page(draft, by=actor).variants} == seen
        assert {c.variant for m in dropping_page(draft, by=actor).modules for c in m.components} - {None} == seen
    assert component_sheet(held[1], by=cast.outsider).component.variant == shore
    for look in (
        lambda: variant_page(draft, ours, by=cast.outsider),
        lambda: component_sheet(held[0], by=cast.outsider),
        lambda: coverage_page(draft, by=cast.outsider, variant=ours),
        lambda: coverage_book(draft, by=cast.outsider, variant=ours),
        lambda: variant_line(shore, by=cast.participant),
    ):
        with pytest.raises(ObjectDoesNotExist):
            look()


def test_coverage_is_told_of_the_core_and_of_each_variant(cast, draft, coast, walk, stand_in) -> None:
    lead = cast.curriculum_lead

    core, theirs = coverage_page(draft, by=lead), coverage_page(draft, by=lead, variant=coast, route=Route.ONLINE)
    book = coverage_book(draft, by=lead, variant=coast)

    assert [place.number for place in core.coverage.gaps] == ["1.5", "2.5"]
    assert [place.number for place in theirs.coverage.gaps] == ["2.5"]
    assert (core.variant, theirs.variant.ref) == (None, coast)
    assert [(s.variant.title if s.variant else "", s.route, s.taught, s.components) for s in theirs.summaries] == [
        ("", Route.BLENDED, 10, 14),
        ("", Route.ONLINE, 10, 14),
        ("The coast", Route.BLENDED, 11, 15),
        ("The coast", Route.ONLINE, 11, 15),
    ]
    assert {column.variant for column in theirs.coverage.columns} == {"", "The coast"}
    assert (book.name, [v.name for v in book.variations]) == ("The coast", ["Core", "The coast"])
    assert coverage_book(draft, by=lead).name == "Core"


def test_a_dropped_component_is_looked_at_and_still_there(cast, draft, coast, stand_in) -> None:
    lead, core = cast.curriculum_lead, event_of(draft)
    before = release_outline(draft)

    page = dropping_page(draft, by=lead, drop=[core.ref, uuid4()])

    assert page.dropped == (core,)
    assert [c.ref for c in page.left_over] == [stand_in]
    assert {lack.code for lack in page.breaks} == {"few_events", "clash"} | {lack.code for lack in page.breaks} - {
        "clash"
    }
    assert [one.name for one in page.outcomes] == ["Blended route"]
    assert page.may_change
    assert release_outline(draft) == before
    empty = dropping_page(draft, by=lead)
    assert (empty.dropped, empty.outcomes, empty.breaks, empty.lost) == ((), (), (), 0)


@pytest.mark.parametrize("size", [(1, 1, 1), (60, 10, 11)], ids=["one", "many"])
def test_pages_take_the_same_number_of_statements_whatever_the_size(cast, at, size) -> None:
    components, sections, each = size
    lead = cast.curriculum_lead
    draft = make_wide_draft(cast, at=at, components=components, sections=sections, each=each)
    first = release_outline(draft).components[0].ref
    variants = [
        make_variant(draft, replace(COAST, title=f"V {n}"), by=lead, at=at) for n in range(5 if components > 1 else 1)
    ]
    made = [exchange_component(first, one, WALK, by=lead, at=at) for one in variants]

    assert len(coverage_page(draft, by=lead).coverage.rows) == sections * (each + 1)
    assert [
        statements_of(ask)
        for ask in (
            lambda: coverage_page(draft, by=lead, variant=variants[0]),
            lambda: coverage_book(draft, by=lead),
            lambda: dropping_page(draft, by=lead, drop=[first]),
            lambda: variant_page(draft, variants[0], by=lead),
            lambda: exchange_page(variants[0], first, by=lead),
            lambda: release_page(draft, by=lead),
            lambda: component_sheet(made[0], by=lead),
            lambda: picker(first, by=lead),
            lambda: release_outline(draft, variant=variants[0]),
        )
    ] == [6, 6, 6, 5, 4, 8, 7, 4, 3]
    publish_release(draft, by=lead, at=at)
    assert statements_of(lambda: draft_from(draft, by=lead, at=at)) == 15
