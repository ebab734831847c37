"""Local variants: what somebody in one does, and what clashes."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.programmes.rules.publishing import all_shortcomings
from goldenthread.programmes.rules.varying import (
    cards,
    clash_of,
    composed,
    differences,
    seen_in,
    why_not_exchange,
    why_not_place,
    why_not_remove_module,
    why_not_settle,
    why_not_vary,
)
from goldenthread.programmes.types import (
    Clash,
    ComponentFacts,
    ComponentKind,
    ComponentRef,
    ModuleOutline,
    ModuleRef,
    ReleaseLine,
    ReleaseOutline,
    ReleaseState,
    Route,
    RouteOffer,
    StatementPlace,
    Tie,
    Use,
    VariantDraft,
    VariantKind,
    VariantLine,
)

COAST, FENS = UUID(int=1), UUID(int=2)
LINE = ReleaseLine(1, uuid4(), 1, ReleaseState.DRAFT, uuid4(), "Ours", "NPQX (2030)", "New", "MADE (2020)", uuid4())


def component(title: str, **rest) -> ComponentFacts:
    said = {
        "id": abs(hash(title)) % 10**9,
        "ref": ComponentRef(uuid4()),
        "kind": ComponentKind.WEBINAR,
        "title": title,
        "minutes": 60,
        "weight": 1,
        "routes": frozenset(Route),
        "is_required": True,
        "position": 1,
        "module": "One",
        "module_ref": ModuleRef(uuid4()),
        "release_id": 1,
    }
    return ComponentFacts(**(said | rest))


def outline(*modules: tuple[ComponentFacts, ...]) -> ReleaseOutline:
    return ReleaseOutline(
        LINE, tuple(ModuleOutline(n, ModuleRef(uuid4()), n, f"Module {n}", inside) for n, inside in enumerate(modules))
    )


def variant(ref: UUID, title: str) -> VariantLine:
    return VariantLine(1, ref, title, VariantKind.REGION, "", "", None)


def titles(release: ReleaseOutline) -> list[list[str]]:
    return [[c.title for c in module.components] for module in release.modules]


ONE, TWO = component("One"), component("Two")
STAND_IN = component("By the sea", variant=COAST, variant_title="Coast", instead_of=ONE.ref)
ADDED = component("Also", variant=COAST, variant_title="Coast")
OTHERS = component("In the fens", variant=FENS, variant_title="Fens", instead_of=ONE.ref)
WHOLE = outline((ADDED, ONE, OTHERS, STAND_IN), (TWO,))


def test_the_core_holds_nothing_of_any_variant() -> None:
    assert titles(composed(WHOLE, None)) == [["One"], ["Two"]]


def test_a_variant_has_its_stand_ins_in_their_places_and_what_it_adds_at_the_end() -> None:
    assert titles(composed(WHOLE, COAST)) == [["By the sea", "Also"], ["Two"]]
    assert titles(composed(WHOLE, FENS)) == [["In the fens"], ["Two"]]
    assert titles(composed(WHOLE, uuid4())) == [["One"], ["Two"]]


def test_what_stood_for_something_that_is_gone_is_an_addition() -> None:
    lost = outline((STAND_IN,), (TWO,))

    assert titles(composed(lost, COAST)) == [["By the sea"], ["Two"]]
    assert titles(composed(lost, None)) == [[], ["Two"]]


@given(st.lists(st.sampled_from([None, COAST, FENS]), max_size=12))
def test_the_core_is_the_same_whatever_variants_there_are(owners) -> None:
    inside = tuple(component(str(n), variant=owner) for n, owner in enumerate(owners))

    core = composed(outline(inside), None)

    assert core.components == tuple(c for c in inside if c.variant is None)
    assert composed(outline(inside), COAST).components == core.components + tuple(
        c for c in inside if c.variant == COAST
    )


def test_only_the_variants_that_are_seen_are_left() -> None:
    assert titles(seen_in(WHOLE, [variant(FENS, "Fens")])) == [["One", "In the fens"], ["Two"]]


def test_a_variant_says_where_it_differs_and_how_much() -> None:
    clash = replace(STAND_IN, clash=Clash.CHANGED)
    whole = outline((ADDED, ONE, clash), (TWO,))

    found = differences(whole, COAST)
    told = cards(whole, [variant(COAST, "Coast"), variant(FENS, "Fens")], and_empty=False)

    assert [(each.component, each.core) for each in found] == [(ADDED, None), (clash, ONE)]
    assert [(card.variant.title, card.added, card.exchanged, card.clashes) for card in told] == [("Coast", 1, 1, 1)]
    assert len(cards(whole, [variant(FENS, "Fens")], and_empty=True)) == 1


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (VariantDraft(" ", VariantKind.PHASE), "no_title"),
        (VariantDraft("V" * 201, VariantKind.PHASE), "long_title"),
        (VariantDraft("Coast", VariantKind.PARTNER), "no_partner"),
        (VariantDraft("Coast", VariantKind.REGION, partner=uuid4()), "partner_too_many"),
        (VariantDraft("Coast", VariantKind.REGION), None),
        (VariantDraft("Coast", VariantKind.PARTNER, partner=uuid4()), None),
    ],
)
def test_a_variant_says_whose_it_is(draft, code) -> None:
    refusal = why_not_vary(draft)

    assert (refusal.code if refusal else None) == code


def test_only_the_core_is_exchanged_and_once() -> None:
    assert why_not_exchange(ONE, stand_in="") is None
    assert why_not_exchange(STAND_IN, stand_in="").code == "not_of_the_core"
    assert why_not_exchange(ONE, stand_in="By the sea").code == "exchanged_already"


def test_a_module_with_components_of_variants_stays() -> None:
    assert why_not_remove_module([]) is None
    assert "“Also (Coast)”" in why_not_remove_module(["Also (Coast)"]).says


def test_a_stand_in_has_the_place_of_what_it_stands_for() -> None:
    assert why_not_place(stands_in=False) is None
    assert why_not_place(stands_in=True).code == "stands_in"


def test_a_clash_is_said_and_settled() -> None:
    assert why_not_settle("changed") is None
    assert why_not_settle("").code == "no_clash"
    assert clash_of(STAND_IN, ONE) == ""
    assert clash_of(replace(STAND_IN, clash=Clash.CHANGED), ONE).startswith("“One” was changed")
    gone = replace(STAND_IN, instead_of=None, clash=Clash.REMOVED, stood_for="One")
    assert clash_of(gone, None).startswith("“One” was removed")


def test_a_release_lacks_what_its_core_lacks_and_what_each_variant_lacks_beyond_it() -> None:
    offers = [RouteOffer(Route.BLENDED, events=1, events_required=True)]
    event = component("Event", kind=ComponentKind.EVENT, stands_apart=True)
    webinar = component("Webinar", variant=COAST, instead_of=event.ref, clash=Clash.CHANGED)
    place = StatementPlace(uuid4(), "1", "1.1", "Words")
    whole = outline((event, webinar))

    lacks = all_shortcomings(
        whole,
        [variant(COAST, "Coast"), variant(FENS, "Fens")],
        ties={event.id: [Tie(place.ref, Use.TAUGHT)]},
        offers=offers,
        statements=[place],
    )

    assert [(lack.code, lack.blocks) for lack in lacks] == [
        ("clash", True),
        ("untied", True),
        ("few_events", True),
        ("untaught", False),
    ]
    assert all(lack.says.startswith("In the variant “Coast”: ") for lack in lacks)
    assert lacks[0].component == webinar.ref
