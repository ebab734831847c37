"""What a route covers: the matrix, gaps, over-weights, orphans and hours."""

from __future__ import annotations

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.programmes.rules.coverage import coverage
from goldenthread.programmes.types import ComponentKind, CoverageColumn, Route, StatementPlace, Tie, Use

ONE, TWO, THREE = (
    StatementPlace(uuid4(), section, number, "Words")
    for section, number in (("Culture", "1"), ("Culture", "2"), ("Teaching", "1"))
)


def column(title: str, *routes: Route, minutes: int = 60, apart: bool = False) -> CoverageColumn:
    return CoverageColumn(uuid4(), ComponentKind.EVENT, title, minutes, frozenset(routes or Route), apart)


def test_a_route_shows_its_own_components_only() -> None:
    blended, online = column("Event", Route.BLENDED), column("Live", Route.ONLINE)
    ties = {blended.ref: [Tie(ONE.ref, Use.TAUGHT)], online.ref: [Tie(TWO.ref, Use.TAUGHT)]}

    shown = coverage([ONE, TWO], [blended, online], ties, route=Route.BLENDED)

    assert shown.columns == (blended,)
    assert shown.gaps == (TWO,)
    assert (shown.taught, shown.minutes) == (1, 60)
    assert coverage([ONE, TWO], [blended, online], ties, route=None).gaps == ()


def test_a_gap_is_a_statement_that_nothing_teaches_even_where_it_is_practised() -> None:
    task = column("Task")

    shown = coverage([ONE], [task], {task.ref: [Tie(ONE.ref, Use.PRACTISED)]}, route=None)

    assert (shown.gaps, shown.unpractised, shown.unassessed) == ((ONE,), (), (ONE,))
    assert shown.rows[0].all_uses == {Use.PRACTISED}


def test_one_component_may_use_a_statement_in_several_ways() -> None:
    event = column("Event")

    shown = coverage([ONE], [event], {event.ref: [Tie(ONE.ref, Use.TAUGHT), Tie(ONE.ref, Use.ASSESSED)]}, route=None)

    assert shown.rows[0].uses == (frozenset({Use.TAUGHT, Use.ASSESSED}),)
    assert shown.rows[0].components == 1


def test_an_orphan_serves_nothing_and_is_not_meant_to() -> None:
    lost, apart, elsewhere = column("Lost"), column("Induction", apart=True), column("Elsewhere")

    shown = coverage([ONE], [lost, apart, elsewhere], {elsewhere.ref: [Tie(TWO.ref, Use.TAUGHT)]}, route=None)

    assert shown.orphans == (lost, elsewhere)


def test_hours_are_shared_over_the_statements_a_component_serves() -> None:
    event, induction = column("Event", minutes=90), column("Induction", minutes=30, apart=True)
    ties = {event.ref: [Tie(s.ref, Use.TAUGHT) for s in (ONE, TWO, THREE)]}

    shown = coverage([ONE, TWO, THREE], [event, induction], ties, route=Route.ONLINE)

    assert [(h.name, h.minutes, h.share) for h in shown.by_section] == [
        ("Culture", 60, 50),
        ("Teaching", 30, 25),
        ("No section", 30, 25),
    ]
    assert [(h.name, h.minutes, h.share) for h in shown.by_kind] == [("Event", 120, 100)]


def test_an_empty_release_has_no_hours() -> None:
    shown = coverage([ONE], [], {}, route=Route.ONLINE)

    assert [(h.minutes, h.share) for h in shown.by_section] == [(0, 0)]
    assert shown.by_kind == ()


def test_both_routes_together_have_no_hours() -> None:
    event = column("Event", minutes=90)

    shown = coverage([ONE], [event], {event.ref: [Tie(ONE.ref, Use.TAUGHT)]}, route=None)

    assert (shown.minutes, shown.by_section, shown.by_kind, shown.taught) == (0, (), (), 1)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from(Use))))
def test_taught_and_gaps_are_everything(pairs) -> None:
    places, columns = [ONE, TWO, THREE], [column(str(i)) for i in range(4)]
    ties: dict = {}
    for s, c, use in pairs:
        ties.setdefault(columns[c].ref, []).append(Tie(places[s].ref, use))

    shown = coverage(places, columns, ties, route=Route.BLENDED)

    assert shown.taught + len(shown.gaps) == 3
    assert sum(h.minutes for h in shown.by_kind) == shown.minutes == 240
