"""What may be added that a document lost: never without where it comes from, and only where it may stand."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from goldenthread.frameworks.rules.adding import place_among, taken_under, why_not_add, why_not_join
from goldenthread.frameworks.types import Correction, Kind
from goldenthread.frameworks.types.added import Added
from goldenthread.frameworks.types.adding import Addition, Neighbour, Way
from goldenthread.ground.types import Refusal

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STEM, PRACTICE, STANDARD = Kind.STEM, Kind.PRACTICE, Kind.STANDARD
# A bullet without a stem, a stem with two bullets, a stem with none.
THERE = tuple(Neighbour(uuid4(), kind) for kind in (PRACTICE, STEM, PRACTICE, PRACTICE, STEM))
# Two standards by themselves, the first with one under it.
STANDARDS = (Neighbour(uuid4(), STANDARD, 1), Neighbour(uuid4(), STANDARD), Neighbour(uuid4(), STANDARD, 2))


def addition(
    kind: Kind = STEM, *, text: str = "Tend beds, by:", number: int | None = None, section: int = 1,
    source: str = "The printed copy, page 3", way: Way = Way.END, beside: UUID | None = None,
) -> Addition:  # fmt: skip
    return Addition(Correction(text, kind, number, section), source, way, beside)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (addition(), None),
        (addition(source=" \n "), "no_source"),
        (addition(source="x" * 301), "long_source"),
        (addition(text=" "), "no_text"),
        (addition(section=9), "no_section"),
        (addition(Kind.LEARN_THAT), "no_number"),
        (addition(Kind.LEARN_THAT, number=4), None),
    ],
)
def test_words_are_added_with_where_they_come_from(said: Addition, code: str | None) -> None:
    refusal = why_not_add(said, sections=frozenset({1}))

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (addition(), 5),
        (addition(way=Way.BEFORE, beside=THERE[0].ref), 0),
        (addition(way=Way.BEFORE, beside=THERE[3].ref), 3),
        (addition(PRACTICE, way=Way.UNDER, beside=THERE[1].ref), 4),
        (addition(PRACTICE, way=Way.UNDER, beside=THERE[4].ref), 5),
        (addition(Kind.LEARN_THAT, number=1, way=Way.BEFORE, beside=uuid4()), 5),
        (addition(way=Way.BEFORE, beside=uuid4()), "no_place"),
        (addition(PRACTICE, way=Way.UNDER), "no_place"),
        (addition(STEM, way=Way.UNDER, beside=THERE[1].ref), "not_under"),
        (addition(PRACTICE, way=Way.UNDER, beside=THERE[2].ref), "not_under"),
    ],
)
def test_an_addition_comes_before_an_item_last_under_it_or_at_the_end(said: Addition, place: int | str) -> None:
    found = place_among(THERE, said)

    assert (found.code if isinstance(found, Refusal) else found) == place


@pytest.mark.parametrize(("number", "place"), [(None, 2), (3, "not_under")])
def test_a_standard_stands_under_another_unless_it_has_a_number(number: int | None, place: int | str) -> None:
    found = place_among(STANDARDS, addition(STANDARD, number=number, way=Way.UNDER, beside=STANDARDS[0].ref))

    assert (found.code if isinstance(found, Refusal) else found) == place


@pytest.mark.parametrize(
    ("place", "kind", "taken"),
    [(0, STEM, [0]), (0, PRACTICE, []), (1, STEM, []), (2, STEM, []), (5, STEM, [])],
)
def test_a_stem_takes_the_bullets_that_had_none_up_to_the_next(place: int, kind: Kind, taken: list[int]) -> None:
    assert taken_under(THERE, place, kind) == tuple(THERE[at].ref for at in taken)


def test_what_was_added_is_never_mixed_with_what_was_read() -> None:
    one, other = 1, 2

    assert why_not_join(None, None) is None
    assert why_not_join(one, one) is None
    assert [refusal.code for a, b in ((one, None), (None, one), (one, other)) if (refusal := why_not_join(a, b))] == [
        "added_words"
    ] * 3


def test_whoever_takes_the_words_away_reads_where_they_come_from_and_no_name() -> None:
    note = Added(AT, "The printed copy, page 3", "Clare").note

    assert note == "Not in the document. Added in review, from: The printed copy, page 3"
