"""Two ways of reading are compared back to where they meet, or to the horizon, whichever is nearer."""

from __future__ import annotations

from goldenthread.frameworks.rules.paths import HORIZON, Step, differing


def path(columns: str, start: Step | None = None, at: int = 0) -> Step | None:
    """Steps that take token after token to these columns."""
    for place, column in enumerate(columns, start=at):
        start = Step(start, place, column, "words")
    return start


def test_only_what_lies_after_the_parting_is_compared() -> None:
    shared = path("LLL")

    assert differing(path("LRL", shared, 3), path("LLL", shared, 3)) == {4}
    assert differing(shared, shared) == frozenset()


def test_a_path_that_took_fewer_tokens_differs_in_those_it_did_not_take() -> None:
    shared = path("LL")

    assert differing(path("LL", shared, 2), shared) == {2, 3}
    assert differing(shared, path("LL", shared, 2)) == frozenset()


def test_nothing_beyond_the_horizon_is_compared() -> None:
    long = HORIZON + 50

    assert min(differing(path("L" * long), path("R" * long))) == long - 1 - HORIZON
    assert differing(path("L" * long), path("L" * 10)) == frozenset(range(long - 1 - HORIZON, long))
    assert differing(path("L" * 10), path("L" * long)) == frozenset()
