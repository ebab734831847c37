"""Hyphens at the ends of lines, and documents whose items end without a stop."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Kind, Reading

UNSTOPPED = """One – Orchards
Learn that
1. Trees need light
2. Roots want room to grow and {roots}
3. Water is lost by leaves
4. A graft joins two trees
Learn how to
Plant an orchard, by:
- Planting trees no closer than four metres
- Watering weekly in the {watering}
- Staking against the wind
- Pruning in winter
Pick fruit, by:
- Sorting by size;
- Packing in straw
"""


def words(reading: Reading, kind: Kind) -> list[str]:
    return [item.text for item in reading.items if item.kind is kind]


def test_items_without_stops_are_whole_where_the_document_has_them_so() -> None:
    reading = read(UNSTOPPED.format(roots="spread", watering="first summer"))

    assert words(reading, Kind.LEARN_THAT) == [
        "Trees need light",
        "Roots want room to grow and spread",
        "Water is lost by leaves",
        "A graft joins two trees",
    ]
    assert words(reading, Kind.PRACTICE)[1:3] == ["Watering weekly in the first summer", "Staking against the wind"]
    assert not [doubt for item in reading.items for doubt in item.doubts]
    assert reading.is_reliable


def test_an_item_whose_last_word_leads_on_is_cut_all_the_same() -> None:
    reading = read(UNSTOPPED.format(roots="the", watering="first summer"))

    doubted = {item.text: {doubt.code for doubt in item.doubts} for item in reading.items if item.doubts}
    assert "cut_short" in doubted["Roots want room to grow and the"]


def test_an_item_goes_on_below_where_its_document_has_no_stops() -> None:
    reading = read(UNSTOPPED.format(roots="spread", watering="first\nsummer"))

    assert "Watering weekly in the first summer" in words(reading, Kind.PRACTICE)
    assert reading.is_reliable


def test_a_soft_hyphen_at_a_lines_end_is_none_of_the_words() -> None:
    reading = read("One – Rooms\nLearn that\n1. Each class\u00ad\nroom is kept.\n2. A classroom is warm.\n")

    assert words(reading, Kind.LEARN_THAT) == ["Each classroom is kept.", "A classroom is warm."]
    assert not [doubt for item in reading.items for doubt in item.doubts]


def test_a_parted_word_that_is_nowhere_else_may_have_a_hyphen_of_its_own() -> None:
    reading = read("One – Rooms\nLearn that\n1. A well\u00ad\nchosen example is kept.\n2. A classroom is warm.\n")

    assert [doubt.code for item in reading.items for doubt in item.doubts] == ["hyphen_closed"]


def test_a_soft_hyphen_within_a_line_is_how_a_hyphen_is_drawn() -> None:
    reading = read("One – Rooms\nLearn that\n1. A well\u00adchosen example is kept.\n2. A \u00adclassroom is warm.\n")

    assert words(reading, Kind.LEARN_THAT) == ["A well-chosen example is kept.", "A classroom is warm."]


@pytest.mark.parametrize("below", ["Rooms are kept.", "2. A classroom is warm."])
def test_a_soft_hyphen_before_something_new_leaves_a_cut_word(below: str) -> None:
    reading = read(f"One – Rooms\nLearn that\n1. Each class\u00ad\n{below}\n")

    first = reading.items[0]
    assert first.text.startswith("Each class")
    assert "\u00ad" not in first.text
