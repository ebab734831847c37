"""Words in a spreadsheet: however many there are, none is lost on the way into cells."""

from __future__ import annotations

import pytest

from goldenthread.web.shared.spreadsheets import LONGEST, rows_for


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def test_a_row_that_cells_can_hold_is_itself() -> None:
    assert list(rows_for(("X.1", 3, "a" * LONGEST))) == [("X.1", 3, "a" * LONGEST)]


@pytest.mark.parametrize(
    "words",
    ["a" * 40_000, "four " * 20_000, "😀" * 20_000, "a" + "😀" * 40_000, "a" * (LONGEST - 1) + "😀 and on"],
    ids=["one word", "many words", "wide letters", "wide letters out of step", "a wide letter on the edge"],
)
def test_what_is_too_long_for_a_cell_goes_on_below_and_is_whole_when_put_together(words: str) -> None:
    first, *others = rows_for(("X.1", 3, words, "b"))

    assert first[:2] == ("X.1", 3)
    assert first[3] == "b"
    assert others
    assert {other[:2] + other[3:] for other in others} == {("X.1 (continued)", "", "")}
    said = [str(row[2]) for row in (first, *others)]
    assert "".join(said) == words
    assert max(map(units, said)) <= LONGEST


def test_words_are_parted_between_words_and_each_cell_goes_on_beside_the_others() -> None:
    rows = list(rows_for(("first " * 6_000, "second " * 6_000)))

    assert [len(row) for row in rows] == [2, 2]
    assert all(str(word).endswith(" ") for row in rows for word in row)
    assert str(rows[1][0]).startswith("first")
