"""Who sees a variant, what is told of its coverage, and what dropping a component would do."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.actions.components import (
    add_component,
)
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.actions.varying import (
    exchange_component,
    make_variant,
)
from goldenthread.programmes.queries.building import component_sheet, release_page
from goldenthread.programmes.queries.coverage import coverage_book, coverage_page, picker
from goldenthread.programmes.queries.dropping import dropping_page
from goldenthread.programmes.queries.releases import (
    release_outline,
)
from goldenthread.programmes.queries.varying import exchange_page, variant_line, variant_page
from goldenthread.programmes.types import (
    Route,
    VariantDraft,
    VariantKind,
)
from tests.makers.counting import statements_of
from tests.makers.programmes import make_wide_draft
from tests.makers.variants import COAST, WALK, event_of


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


@pytest.mark.parametrize("kind", [VariantKind.REGION, VariantKind.PARTNER])
def test_a_variant_of_the_next_draft_stands_in_no_older_release(cast, at, draft, walk, coast, kind) -> None:
    lead = cast.curriculum_lead
    publish_release(draft, by=lead, at=at)
    partner = cast.partner.ref if kind is VariantKind.PARTNER else None
    later = draft_from(draft, by=lead, at=at)
    planned = make_variant(later, VariantDraft("The marsh", kind, partner=partner), by=lead, at=at)
    module = release_outline(later).modules[0].ref
    add_component(module, replace(WALK, title="Planned", stands_apart=True), by=lead, at=at, variant=planned)

    assert variant_page(later, planned, by=lead).variant.title == "The marsh"
    for actor in (cast.coach, cast.assessor, cast.facilitator, cast.partner_manager, cast.programme_manager, lead):
        assert variant_page(draft, coast, by=actor).variant.title == "The coast"
        for look in (
            lambda by: variant_page(draft, planned, by=by),
            lambda by: coverage_page(draft, by=by, variant=planned),
            lambda by: coverage_book(draft, by=by, variant=planned),
        ):
            with pytest.raises(ObjectDoesNotExist):
                look(actor)


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
