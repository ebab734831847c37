"""Which statements a picker shows, and what is chosen of them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.frameworks.types import Kind
from goldenthread.programmes.rules.picking import chosen, is_chosen, picked, set_aside
from goldenthread.programmes.types import StatementPlace, Tie, Use

CULTURE = StatementPlace(uuid4(), "1. Culture", "1.1", "Leaders build a calm school", 1)
ROUTINES = StatementPlace(uuid4(), "1. Culture", "1.2", "Routines hold when everyone keeps them", 1)
TEACHING = StatementPlace(uuid4(), "2. Teaching", "2.1", "Leaders know good teaching", 2)
ALL = [CULTURE, ROUTINES, TEACHING]


def shown(**asked: object) -> list[str]:
    return [line.statement.number for section in picked(ALL, [], **asked) for line in section.lines]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, ["1.1", "1.2", "2.1"]),
        ({"found": {CULTURE.ref, TEACHING.ref}}, ["1.1", "2.1"]),
        ({"found": set()}, []),
        ({"section": 1}, ["1.1", "1.2"]),
        ({"section": 2, "found": {ROUTINES.ref}}, []),
    ],
)
def test_what_was_found_and_sections_narrow_what_is_shown(asked, numbers) -> None:
    assert shown(**asked) == numbers


def test_every_section_counts_what_is_chosen_shown_or_not() -> None:
    ties = [Tie(CULTURE.ref, Use.TAUGHT), Tie(CULTURE.ref, Use.ASSESSED), Tie(TEACHING.ref, Use.PRACTISED)]

    first, second = picked(ALL, ties, section=2)

    assert (first.number, first.title, first.lines, first.size, first.chosen) == (1, "1. Culture", (), 2, 1)
    assert second.lines[0].uses == {Use.PRACTISED}


A, B, C = (Tie(place.ref, Use.TAUGHT) for place in ALL)


@pytest.mark.parametrize(
    ("word", "held", "seen", "ties", "becomes"),
    [
        ("all there are", {A}, None, {C}, {C}),
        ("one added", {A}, {A}, {A, B}, {A, B}),
        ("one taken away", {A, B}, {A, B}, {B}, {B}),
        ("another came meanwhile", {A}, set(), {B}, {A, B}),
        ("one left alone went meanwhile", {A}, {A, C}, {A, C}, {A}),
    ],
)
def test_only_what_was_added_and_taken_away_counts(word, held, seen, ties, becomes) -> None:
    assert chosen(held, ties, shown=seen) == becomes, word


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        ([Kind.LEARN_THAT, Kind.STEM, Kind.STANDARD], ""),
        ([Kind.STEM, Kind.PRACTICE], "Beside these, 1 practice goes with the stem it stands under and is not counted."),
        (
            [Kind.STEM, Kind.PRACTICE, Kind.PRACTICE],
            "Beside these, 2 practices go with the stems they stand under and are not counted.",
        ),
        (
            [Kind.CRITERION, Kind.BEHAVIOUR, Kind.BEHAVIOUR],
            "Beside these, 2 behaviours are rated over the whole qualification.",
        ),
    ],
)
def test_what_is_not_counted_is_said(kinds, says) -> None:
    assert set_aside(kinds) == says
    assert [is_chosen(kind) for kind in kinds] == [kind not in {Kind.PRACTICE, Kind.BEHAVIOUR} for kind in kinds]
