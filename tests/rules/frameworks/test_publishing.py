"""What is published is what was shown: the mark of a reading changes with anything that would be published."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from goldenthread.frameworks.rules.publishing import mark_of, why_not_publish_unseen
from goldenthread.frameworks.types import About

ABOUT = About("MADE", "Made", "Nobody", 2026)
ONE, OTHER = UUID(int=1), UUID(int=2)
SHOWN: dict[str, Any] = {
    "about": ABOUT,
    "sections": [(1, "Part", "")],
    "items": [(ONE, 1), (OTHER, 1)],
    "details": [(ONE, 1)],
    "in_force": None,
}


def mark(**more: Any) -> str:
    said = SHOWN | more
    return mark_of(said.pop("about"), **said)


@pytest.mark.parametrize(
    "change",
    [
        {"about": replace(ABOUT, licence="Another")},
        {"about": replace(ABOUT, code="OTHER")},
        {"sections": [(1, "Another", "")]},
        {"sections": [(1, "Part", "It begins.")]},
        {"items": [(ONE, 2), (OTHER, 1)]},
        {"items": [(ONE, 1)]},
        {"details": []},
        {"in_force": ONE},
    ],
)
def test_the_mark_is_another_where_anything_is(change: dict[str, Any]) -> None:
    assert mark(**change) != mark()
    refusal = why_not_publish_unseen(mark(), now=mark(**change))
    assert refusal is not None
    assert refusal.code == "changed_meanwhile"


def test_what_was_shown_is_published_in_whatever_order_it_was_fetched() -> None:
    assert mark(items=[(OTHER, 1), (ONE, 1)]) == mark()
    assert why_not_publish_unseen(mark(), now=mark()) is None


def test_where_nobody_was_shown_anything_nothing_can_have_changed() -> None:
    assert why_not_publish_unseen(None, now=mark()) is None
