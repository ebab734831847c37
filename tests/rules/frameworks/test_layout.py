"""Titles over two lines, headings met twice, narrative, stray marks: the small things of a document's layout."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.lines import Sort, as_lines
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.rules.tokens import tokenise
from goldenthread.frameworks.types import Kind, Reading, Use

BODY = "Learn that…\n1. This is said."


def headed(reading: Reading) -> list[tuple[int, str]]:
    return [(section.number, section.title) for section in reading.sections]


def said(reading: Reading) -> list[tuple[int | None, str]]:
    return [(item.number, item.text) for item in reading.items]


def doubts(reading: Reading) -> list[set[str]]:
    return [{doubt.code for doubt in item.doubts} for item in reading.items]


def test_a_heading_over_two_lines_is_one_title() -> None:
    reading = read(f"One – Leading the\nTimetable\n{BODY}")

    assert headed(reading) == [(1, "Leading the Timetable")]
    assert [p.text for p in reading.account if p.use is Use.HEADING] == ["One – Leading the", "Timetable"]


def test_a_long_line_below_a_heading_is_not_part_of_its_title() -> None:
    reading = read(f"One – Here\nNine words that could be taken for a title\n{BODY}")

    assert headed(reading) == [(1, "Here")]
    assert reading.sections[0].intro == "Nine words that could be taken for a title"


def test_a_heading_without_a_number_is_found_above_empty_lines_and_page_numbers() -> None:
    reading = read(f"## First Things\n\n12\n{BODY}")

    assert headed(reading) == [(1, "First Things")]
    assert {doubt.code for doubt in reading.sections[0].doubts} == {"heading_guessed"}


def test_words_above_a_label_that_are_no_title_head_nothing() -> None:
    assert read(f"These are words of welcome, and not a title.\n{BODY}").sections == ()


def test_a_numbered_heading_that_repeats_a_guessed_one_is_a_running_head() -> None:
    reading = read(
        "First Things\nLearn that…\n1. This is said.\nOne – First Things\n2. This is said too.\n"
        "Two – Last Things\nLearn that…\n1. So is this."
    )

    assert headed(reading) == [(1, "First Things"), (2, "Last Things")]
    assert said(reading) == [(1, "This is said."), (2, "This is said too."), (1, "So is this.")]
    assert "One – First Things" in [p.text for p in reading.account if p.use is Use.FURNITURE]


def test_a_section_that_only_tells_is_kept_whole_as_its_introduction() -> None:
    reading = read(f"One – How to Read\nWords of welcome.\nTwo – There\n{BODY}")

    first, second = reading.sections
    assert (first.title, first.intro, first.items) == ("How to Read", "Words of welcome.", ())
    assert {doubt.code for doubt in first.doubts} == {"no_items"}
    assert [item.text for item in second.items] == ["This is said."]


def test_a_document_s_title_over_several_lines_goes_up_to_the_gap_before_it() -> None:
    title = "Leading a School Well\nA Framework for Beginners"

    assert read(f"Second Edition\n\n{title}\n\nOne – Here\n{BODY}").title == title.replace("\n", " ")
    assert read(f"made for trying out, and\n{title}\n\nOne – Here\n{BODY}").title == title.replace("\n", " ")
    assert read(f"# A Name\n{title}\n\nOne – Here\n{BODY}").title == "A Name"
    assert read(f"Nothing that says what it is\n\nOne – Here\n{BODY}").title == ""


def test_a_numeral_in_the_middle_of_a_line_begins_the_next_statement_only_in_turn() -> None:
    in_turn = read(f"One – Here\n{BODY} 2. So is this.")
    out_of_turn = read(f"One – Here\n{BODY} 4. So is this.")

    assert said(in_turn) == [(1, "This is said."), (2, "So is this.")]
    assert said(out_of_turn) == [(1, "This is said. 4. So is this.")]


def test_a_statement_without_a_numeral_is_kept_and_doubted() -> None:
    reading = read("One – Here\nLearn that…\nClear routines can help pupils.\n2. They are useful.")

    assert said(reading) == [(None, "Clear routines can help pupils."), (2, "They are useful.")]
    assert [item.kind for item in reading.items] == [Kind.LEARN_THAT, Kind.LEARN_THAT]
    assert "no_number" in doubts(reading)[0]


def test_marks_of_emphasis_alone_in_a_cell_are_no_mark_of_the_words_beside_them() -> None:
    marks, words = tokenise(as_lines("**\tThis is told\t"), frozenset())

    assert (marks.sort, marks.raw) == (Sort.FURNITURE, "**")
    assert (words.sort, words.text, words.mark, words.number, words.bullet) == (
        Sort.TEXT,
        "This is told",
        "",
        None,
        False,
    )


WELCOME = "Words of welcome that say what\nthis section is about.\n"


def test_a_section_that_calls_itself_one_is_a_heading_however_long_it_tells() -> None:
    reading = read(f"Section 1 – First Things\n{WELCOME}{BODY}\nSection 2 – Last Things\n{WELCOME}{BODY}")

    assert headed(reading) == [(1, "First Things"), (2, "Last Things")]


def test_a_title_without_a_number_is_found_above_paragraphs() -> None:
    reading = read(f"First Things\n{WELCOME}{BODY}\nThe Last of Things\n{WELCOME}{BODY}")

    assert headed(reading) == [(1, "First Things"), (2, "The Last of Things")]
    assert reading.sections[1].intro == "Words of welcome that say what this section is about."
    assert [doubt.code for section in reading.sections for doubt in section.doubts] == ["heading_guessed"] * 2


def test_a_title_with_a_numeral_is_found_above_paragraphs() -> None:
    reading = read(f"1. First Things\n{WELCOME}{BODY}\n2. Last Things\n{WELCOME}{BODY}")

    assert headed(reading) == [(1, "First Things"), (2, "Last Things")]
    assert not [doubt for section in reading.sections for doubt in section.doubts]


def test_what_goes_on_below_a_label_said_again_is_no_new_section() -> None:
    body = "Learn that\n1. Rules are kept when they\nAll Say So\nLearn that\nare known by all.\n"

    reading = read(f"First Things\n{WELCOME}{body}")

    assert headed(reading) == [(1, "First Things")]


@pytest.mark.parametrize("between", ["Learn how to", "This is said by all", "And so on,\nAll Things\nare kept."])
def test_other_lines_before_a_label_are_no_titles(between: str) -> None:
    reading = read(f"First Things\n{WELCOME}{BODY}\n{between}\nand more words that go on.\n{BODY}")

    assert headed(reading) == [(1, "First Things")]


def test_the_first_statement_of_a_page_that_ends_soon_is_no_heading() -> None:
    text = "One – First Things\nLearn that\n1. Rules are kept when their reasons are\n2\nLearn that\nknown by all.\n"

    assert headed(read(text)) == [(1, "First Things")]
