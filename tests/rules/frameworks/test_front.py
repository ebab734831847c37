"""What a document says of itself: the code it cites itself by, and its year."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.front import code_of, year_of
from goldenthread.frameworks.rules.lines import as_lines
from goldenthread.frameworks.rules.reading import read


def test_the_code_is_the_longest_abbreviation_that_the_title_spells_out() -> None:
    lines = as_lines(
        "Made by the Board of Study (BOS).\nThe Common Plan (CP).\nThe Common Plan for Early Years (CPEY)."
    )

    assert code_of("Common Plan (CP): Early Years Framework", lines) == "CPEY"
    assert code_of("Another Thing", lines) == ""


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("A Framework\nOctober 2020\n© Crown copyright 2021", 2020),
        ("A Framework\n© Crown copyright 2021", 2021),
        ("A Framework\nWritten in October 2020, and later.", None),
    ],
)
def test_the_year_is_that_of_the_cover_or_of_the_copyright(text: str, year: int | None) -> None:
    assert year_of(as_lines(text), as_lines(text)) == year


def test_a_document_without_sections_may_still_say_its_year() -> None:
    assert read("A Framework\nOctober 2020").year == 2020
