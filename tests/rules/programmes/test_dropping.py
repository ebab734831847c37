"""What would follow if components were dropped."""

from __future__ import annotations

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.programmes.rules.coverage import columns_of, coverage, held_by, summary
from goldenthread.programmes.rules.dropping import breaks, left_over, outcomes, without
from goldenthread.programmes.types import Clash, ComponentKind, Route, Shortcoming, StatementPlace, Tie, Use
from tests.rules.programmes.test_varying import COAST, component, outline, variant

BLENDED = frozenset({Route.BLENDED})
A, B = (StatementPlace(uuid4(), section, section, "Words") for section in ("1", "2"))
ONLY, SHARED = component("Only", minutes=30), component("Shared", minutes=50, routes=BLENDED)
STAND_IN = component("Stands in", variant=COAST, instead_of=ONLY.ref, minutes=20, kind=ComponentKind.COACHING)
WHOLE = outline((ONLY, SHARED, STAND_IN))
TIES = {
    ONLY.id: [Tie(A.ref, Use.TAUGHT), Tie(A.ref, Use.ASSESSED), Tie(B.ref, Use.PRACTISED)],
    SHARED.id: [Tie(A.ref, Use.TAUGHT)],
    STAND_IN.id: [Tie(B.ref, Use.TAUGHT)],
}
VARIANTS = (variant(COAST, "Coast"),)


def lost(found) -> dict:
    return {one.name: [(loss.statement, loss.uses) for loss in one.losses] for one in found}


def test_only_what_nothing_else_does_is_lost_route_by_route() -> None:
    found = outcomes(WHOLE, {ONLY.ref}, variants=VARIANTS, statements=[A, B], ties=TIES)

    assert lost(found) == {
        "Blended route": [(A, (Use.ASSESSED,)), (B, (Use.PRACTISED,))],
        "Online-only route": [(A, (Use.TAUGHT, Use.ASSESSED)), (B, (Use.PRACTISED,))],
    }
    assert [(one.before, one.after) for one in found] == [(80, 50), (30, 0)]
    assert [(line.name, line.before, line.after) for line in found[0].by_section] == [("1", 65, 50), ("2", 15, 0)]
    assert [(line.name, line.before, line.after) for line in found[1].by_kind] == [("Webinar", 30, 0)]


def test_a_variant_loses_its_own_and_what_it_shares_with_the_core() -> None:
    own = outcomes(WHOLE, {STAND_IN.ref}, variants=VARIANTS, statements=[A, B], ties=TIES)
    shared = outcomes(WHOLE, {SHARED.ref}, variants=VARIANTS, statements=[A, B], ties=TIES)

    # Without its stand-in, the variant does what the core does.
    assert lost(own) == {"Coast: blended route": [(B, (Use.TAUGHT,))], "Coast: online-only route": [(B, (Use.TAUGHT,))]}
    assert [(line.name, line.before, line.after) for line in own[1].by_kind] == [
        ("Coaching", 20, 0),
        ("Webinar", 0, 30),
    ]
    assert lost(shared) == {"Blended route": [], "Coast: blended route": [(A, (Use.TAUGHT,))]}


def test_what_stood_for_a_dropped_component_is_left_over_and_to_be_decided() -> None:
    after = without(WHOLE, {ONLY.ref})

    assert [c.title for c in after.components] == ["Shared", "Stands in"]
    assert (after.components[1].clash, after.components[1].stood_for) == (Clash.REMOVED, "Only")
    assert left_over(WHOLE, {ONLY.ref}) == (STAND_IN,)
    assert left_over(WHOLE, {ONLY.ref, STAND_IN.ref}) == ()
    assert without(WHOLE, set()) == WHOLE


def test_only_what_gets_worse_is_said_to_break() -> None:
    old, new, fewer = (Shortcoming(code, code, "") for code in ("untied", "empty_route", "event_online"))

    assert breaks([old], [old, new, fewer]) == (new,)


@given(st.sets(st.sampled_from([ONLY.ref, SHARED.ref, STAND_IN.ref])))
def test_what_is_lost_and_what_is_left_are_everything_there_was(dropped) -> None:
    for outcome in outcomes(WHOLE, dropped, variants=(), statements=[A, B], ties=TIES):
        before, after = (
            coverage([A, B], columns_of(each), held_by(each, TIES), route=outcome.route)
            for each in (without(WHOLE, {STAND_IN.ref}), without(WHOLE, dropped | {STAND_IN.ref}))
        )
        for was, left in zip(before.rows, after.rows, strict=True):
            gone = {use for loss in outcome.losses if loss.statement == was.statement for use in loss.uses}
            assert was.all_uses == left.all_uses | gone
            assert not left.all_uses & gone


def test_a_summary_says_the_same_as_the_whole_matrix() -> None:
    core = without(WHOLE, {STAND_IN.ref})

    for route in Route:
        short = summary([A, B], core, TIES, variant=None, route=route)
        full = coverage([A, B], columns_of(core), held_by(core, TIES), route=route)
        assert (short.taught, short.practised, short.assessed) == (full.taught, full.practised, full.assessed)
        assert (short.components, short.minutes, short.statements) == (len(full.columns), full.minutes, 2)
