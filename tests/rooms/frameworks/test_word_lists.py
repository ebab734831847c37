"""Numbers and marks that Word counts itself, and keeps apart from the words."""

from __future__ import annotations

import io

import docx
import pytest

from goldenthread.frameworks.actions.word_files import text_of_word
from tests.makers.documents import docx as bare_docx
from tests.makers.documents import paragraph
from tests.makers.word_lists import a_word_file

ARABIC = (("decimal", "%1.", 1),)


def lines(*paragraphs: tuple[str, int | None, int | None], **how) -> list[str]:
    return text_of_word(a_word_file(paragraphs, **how)).split("\n")


@pytest.mark.parametrize(
    ("written", "words", "start", "numbers"),
    [
        ("decimal", "%1.", 1, ["1.", "2."]),
        ("decimal", "Standard %1:", 7, ["Standard 7:", "Standard 8:"]),
        ("decimal", "", 1, ["1.", "2."]),
        ("lowerLetter", "%1)", 26, ["z)", "aa)"]),
        ("upperLetter", "(%1)", 1, ["(A)", "(B)"]),
        ("lowerRoman", "%1.", 8, ["viii.", "ix."]),
        ("upperRoman", "%1.", 14, ["XIV.", "XV."]),
        ("bullet", "\u00b7", 1, ["•", "•"]),
        ("decimal", "%1.", "99999999999", ["1.", "2."]),
        ("decimal", "%1.", "²", ["1.", "2."]),
    ],
)
def test_a_list_is_numbered_as_word_prints_it(written, words, start, numbers) -> None:
    said = lines(("One.", 101, 0), ("Two.", 101, 0), patterns=[((written, words, start),)])

    assert said == [f"{numbers[0]} One.", f"{numbers[1]} Two."]


def test_a_list_without_numbers_has_none() -> None:
    assert lines(("One.", 101, 0), patterns=[(("none", "", 1),)]) == ["One."]


def test_a_list_that_is_not_there_and_an_empty_paragraph_have_no_number() -> None:
    assert lines(("One.", 999, 0), ("", 101, 0), ("Two.", 101, 0), patterns=[ARABIC]) == ["One.", "", "1. Two."]


def test_lists_of_one_pattern_go_on_from_one_another_unless_one_says_where_it_starts() -> None:
    paragraphs = [("One.", 101, 0), ("Two.", 201, 0), ("Three.", 201, 0)]

    assert lines(*paragraphs, patterns=[ARABIC]) == ["1. One.", "2. Two.", "3. Three."]
    assert lines(*paragraphs, patterns=[ARABIC], starts={201: 5}) == ["1. One.", "5. Two.", "6. Three."]


def test_a_level_begins_anew_under_each_item_of_the_one_above() -> None:
    pattern = (("decimal", "%1.", 1), ("lowerLetter", "%1%2.", 1))
    paragraphs = [("A", 101, 0), ("B", 101, 1), ("C", 101, 1), ("D", 101, 0), ("E", 101, 1), ("F", 101, 7)]

    assert lines(*paragraphs, patterns=[pattern]) == ["1. A", "1a. B", "1b. C", "2. D", "2a. E", "◦ F"]


def test_a_second_level_that_stands_first_counts_from_the_first_number_of_the_one_above() -> None:
    pattern = (("decimal", "%1.", 4), ("decimal", "%1.%2", 1))

    assert lines(("A", 101, 1), patterns=[pattern]) == ["4.1 A"]


def test_a_style_numbers_its_paragraphs_and_so_does_the_style_it_is_based_on() -> None:
    document = docx.Document()
    based = document.styles.add_style("Statement", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    based.base_style = document.styles["List Number"]
    for style in ("List Number", "Statement", "List Bullet", "Normal"):
        document.add_paragraph("Words.", style=style)
    kept = io.BytesIO()
    document.save(kept)

    assert text_of_word(kept.getvalue()) == "1. Words.\n2. Words.\n• Words.\nWords."


def test_a_paragraph_says_its_level_and_its_style_the_list() -> None:
    said = lines(("One.", None, None), ("Two.", None, None), style="ListNumber")

    assert said == ["1. One.", "2. Two."]


def test_a_file_without_lists_and_styles_has_words_alone() -> None:
    assert text_of_word(bare_docx(paragraph("Words.", style="ListBullet"))) == "Words."
