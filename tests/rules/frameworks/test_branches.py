"""Statements as a tree on a page: each of them once, however deep it stands."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from goldenthread.frameworks.types import EditionRef, Kind, StatementLine, StatementRef
from goldenthread.frameworks.types.editions import DEEPEST, Branch, branches


def a_line(n: int, above: int | None = None) -> StatementLine:
    return StatementLine(
        n, StatementRef(UUID(int=n)), f"X.1.S.{n}", Kind.STANDARD, n, f"Words {n}.", 1, "Part", "X (2026)",
        EditionRef(UUID(int=99)), StatementRef(UUID(int=above)) if above else None,
    )  # fmt: skip


def told(tree: tuple[Branch, ...]) -> dict[int, object]:
    return {branch.line.id: told(branch.under) for branch in tree}


def walked(tree: tuple[Branch, ...], depth: int = 0) -> Iterator[tuple[int, int]]:
    for branch in tree:
        yield branch.line.id, depth
        yield from walked(branch.under, depth + 1)


@pytest.mark.parametrize(
    ("lines", "tree"),
    [
        ([], {}),
        ([a_line(1), a_line(2, 1), a_line(3, 2), a_line(4, 2), a_line(5)], {1: {2: {3: {}, 4: {}}}, 5: {}}),
        ([a_line(1, 77), a_line(2, 1)], {1: {2: {}}}),
    ],
    ids=["nothing", "three levels", "under something elsewhere"],
)
def test_what_stands_under_what_is_shown_so(lines: list[StatementLine], tree: dict[int, object]) -> None:
    assert told(branches(lines)) == tree


def test_what_stands_very_deep_stands_in_the_last_list_in_its_order_and_nothing_is_lost() -> None:
    chain = [a_line(n, n - 1 or None) for n in range(1, 3001)]

    shown = list(walked(branches(chain)))

    assert [n for n, _ in shown] == [line.id for line in chain]
    assert [depth for _, depth in shown[: DEEPEST + 3]] == [0, 1, 2, 3, 4, 4, 4]
    assert max(depth for _, depth in shown) == DEEPEST
