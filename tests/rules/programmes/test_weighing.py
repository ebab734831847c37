"""Statements that take far more time than the others, route by route."""

from __future__ import annotations

from uuid import uuid4

from goldenthread.programmes.rules.coverage import coverage
from goldenthread.programmes.rules.weighing import OVER_WEIGHT
from goldenthread.programmes.types import ComponentKind, CoverageColumn, Heavy, Route, StatementPlace, Tie, Use

PLACES = tuple(StatementPlace(uuid4(), "Culture", f"1.{n}", "Words") for n in range(1, 7))
BLENDED, ONLINE = Route.BLENDED, Route.ONLINE


def column(title: str, minutes: int, *routes: Route) -> CoverageColumn:
    return CoverageColumn(uuid4(), ComponentKind.EVENT, title, minutes, frozenset(routes or Route), False)


def heavy(columns: dict[CoverageColumn, tuple[StatementPlace, ...]], route: Route | None = None) -> tuple[Heavy, ...]:
    ties = {each.ref: [Tie(place.ref, Use.PRACTISED) for place in places] for each, places in columns.items()}
    return coverage(PLACES, list(columns), ties, route=route).heavy


def test_a_long_task_on_two_statements_weighs_on_both_though_it_is_one_component() -> None:
    found = heavy({column("Task", 25 * 60, BLENDED): PLACES[:2], column("Event", 6 * 60, BLENDED): PLACES})

    assert found == (Heavy(PLACES[0], BLENDED, 810, 2), Heavy(PLACES[1], BLENDED, 810, 2))


def test_many_short_components_do_not_weigh_for_being_many() -> None:
    many = {column(f"Note {n}", 5): PLACES[:1] for n in range(9)}

    assert heavy({**many, column("Event", 6 * 60): PLACES}) == ()


def test_what_takes_little_time_is_not_heavy_however_little_the_others_take() -> None:
    least = OVER_WEIGHT.least_minutes
    short = {column("Event", 60): PLACES}

    assert heavy({**short, column("Task", least - 11): PLACES[:1]}, BLENDED) == ()
    assert [each.minutes for each in heavy({**short, column("Task", least - 10): PLACES[:1]}, BLENDED)] == [least]


def test_each_route_is_weighed_by_itself() -> None:
    every = {column("Event", 6 * 60): PLACES}
    task = {column("Task", 300, ONLINE): PLACES[2:3]}

    assert heavy({**every, **task}) == heavy({**every, **task}, ONLINE) == (Heavy(PLACES[2], ONLINE, 360, 2),)
    assert heavy({**every, **task}, BLENDED) == ()


def test_nothing_weighs_where_nothing_is_served() -> None:
    assert heavy({column("Event", 600): ()}) == ()


def test_the_heaviest_stands_first_with_both_its_routes() -> None:
    columns = {
        column("Event", 6 * 60): PLACES,
        column("Task", 300): PLACES[2:3],
        column("Longer task", 350, ONLINE): PLACES[3:4],
        column("Same", 340, BLENDED): PLACES[3:4],
    }

    found = [(each.statement.number, each.route, each.minutes) for each in heavy(columns)]

    assert found == [("1.4", BLENDED, 400), ("1.4", ONLINE, 410), ("1.3", BLENDED, 360), ("1.3", ONLINE, 360)]
