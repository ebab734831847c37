"""Lines of a PDF are cut where cells stand side by side, and joined again where a word goes over the end of one."""

from __future__ import annotations

import pypdfium2

from goldenthread.frameworks.actions.portable_files import Places, cut_at_gaps, sheet_of
from goldenthread.frameworks.rules.shape import join
from tests.makers.documents import pdf


def boxes(text: str, *, jump_at: int, by: float) -> list[Places | None]:
    """A box for each letter, 5 wide and 10 high, with a jump before one of them."""
    found: list[Places | None] = []
    for at, letter in enumerate(text):
        left = 5.0 * at + (by if at >= jump_at else 0.0)
        found.append(None if letter.isspace() else (left, 0.0, left + 5.0, 10.0))
    return found


def test_a_gap_that_no_space_makes_ends_a_line() -> None:
    text = "Left. Right"

    assert cut_at_gaps(text, boxes(text, jump_at=6, by=10.0)) == "Left. \nRight"
    assert cut_at_gaps(text, boxes(text, jump_at=6, by=1.0)) == text


def test_where_a_line_ends_already_no_gap_is_looked_for() -> None:
    text = "Left.\nRight"

    assert cut_at_gaps(text, boxes(text, jump_at=6, by=100.0)) == text


def test_a_word_cut_at_its_stroke_is_closed_up() -> None:
    assert join("parents/", "carers") == "parents/carers"
    assert join("either 1 /", "or 2") == "either 1 / or 2"


def test_a_page_with_letters_that_take_two_places_is_read_as_it_comes() -> None:
    with pypdfium2.PdfDocument(pdf('Words #h(4cm) and $bb("ab")$ more')) as document:
        text = sheet_of(document[0]).text

    assert "Words" in text
    assert "more" in text
