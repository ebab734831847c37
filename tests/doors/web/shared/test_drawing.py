"""Words in drawings: they are cut to the room there is, and nothing but the end is lost."""

from __future__ import annotations

import pytest

from goldenthread.web.shared.figures.drawing import fitted, in_lines

# 100 wide at size 16 is room for twelve letters.
ROOM = 100


@pytest.mark.parametrize(
    ("words", "most", "lines"),
    [
        ("Few words", 2, ["Few words"]),
        ("Words that go on", 2, ["Words that", "go on"]),
        ("Words that go on and do not come to an end", 2, ["Words that", "go on and d…"]),
        ("Words that go on", 1, ["Words that…"]),
        ("", 2, [""]),
    ],
)
def test_words_take_as_many_lines_as_they_may_and_the_last_says_that_there_is_more(words, most, lines) -> None:
    assert in_lines(words, ROOM, most=most) == lines


def test_one_line_is_cut_where_its_room_ends() -> None:
    assert fitted("Twelve words", ROOM) == "Twelve words"
    assert fitted("Thirteen word", ROOM) == "Thirteen wo…"
