"""What an extractor tore out of its place is missed where it belongs, and doubted where it came to stand."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Kind, Reading, ReadItem

LISTS = """Learn that…
1. Rules are kept when their reasons are known.
2. Meetings that are short are better prepared.
Learn how to…
Keep a change going, by:
• Asking two colleagues to try it.
• Writing down what was agreed.
"""
OTHERS = """Learn that…
1. Families know their children best.
Learn how to…
Work with families, by:
• Meeting them early.
"""


def codes(reading: Reading, section: int) -> set[str]:
    return {doubt.code for doubt in reading.sections[section - 1].doubts}


def of(reading: Reading, beginning: str) -> tuple[ReadItem, set[str]]:
    item = next(item for item in reading.items if item.text.startswith(beginning))
    return item, {doubt.code for doubt in item.doubts}


def test_well_set_sections_have_no_doubt() -> None:
    reading = read(f"One – First Things\n{LISTS}Two – Last Things\nWords of welcome.\n{OTHERS}")

    assert not [doubt for section in reading.sections for doubt in section.doubts]
    assert not reading.doubts


@pytest.mark.parametrize("stray", ["Build a calm place, by:", "• Setting an hour aside."])
def test_a_part_of_a_list_in_an_introduction_is_told_on_both_sides(stray: str) -> None:
    reading = read(f"One – First Things\n{LISTS}Two – Last Things\n{stray}\n{OTHERS}")

    assert (codes(reading, 1), codes(reading, 2)) == ({"strayed_on"}, {"strayed"})


def test_a_stem_before_the_first_section_is_told() -> None:
    reading = read(f"A Framework\nBuild a calm place, by:\nOne – First Things\n{LISTS}")

    assert codes(reading, 1) == {"strayed_outside"}


def test_a_stem_among_the_references_is_told() -> None:
    reading = read(f"One – First Things\n{LISTS}References\nBuild a calm place, by:\n• Setting an hour aside.\n")

    assert codes(reading, 1) == {"strayed_outside"}


def test_a_section_without_a_column_is_told_and_so_are_those_beside_it() -> None:
    left = "Learn that…\n1. Families know their children best.\n"

    reading = read(f"One – First Things\n{LISTS}Two – Next Things\n{left}Three – Last Things\n{LISTS}")

    assert [codes(reading, at) for at in (1, 2, 3)] == [{"lacked_beside"}, {"one_column"}, {"lacked_beside"}]


def test_a_document_that_has_one_column_throughout_lacks_none() -> None:
    left = "Learn that…\n1. Families know their children best.\n"

    reading = read(f"One – First Things\n{left}Two – Last Things\n{left}")

    assert [codes(reading, at) for at in (1, 2)] == [set(), set()]


def test_numerals_that_fall_say_that_lines_are_out_of_order() -> None:
    turned = LISTS.replace("1. Rules", "3. Rules").replace("2. Meetings", "1. Meetings") + "2. Time is short.\n"

    reading = read(f"One – First Things\n{turned}")

    assert "out_of_order" in codes(reading, 1)


def test_columns_that_take_turns_are_said_once_for_the_document() -> None:
    woven = """Learn that… Learn how to…
1. Rules are kept when their reasons are known.
Keep a change going, by:
2. Meetings that are short are better prepared.
• Asking two colleagues to try it.
• Writing down what was agreed.
"""

    one = read(f"One – First Things\n{woven}Two – Last Things\n{OTHERS}")
    two = read(f"One – First Things\n{woven}Two – Last Things\n{woven}")

    assert [(doubt.code, "section 1," in doubt.says) for doubt in one.doubts] == [("takes_turns", True)]
    assert ["sections 1, 2," in doubt.says for doubt in two.doubts] == [True]


def test_a_word_that_begins_something_amid_a_sentence_is_doubted() -> None:
    fused = LISTS.replace("Rules are kept when their", "Rules are kept when Asking their")

    _, doubts = of(read(f"One – First Things\n{fused}People keep asking why.\n"), "Rules")

    assert "breaks_off" in doubts


@pytest.mark.parametrize("words", ["the Code of Asking", "Asking Early Questions", "by the Department"])
def test_a_name_amid_a_sentence_is_none(words: str) -> None:
    named = LISTS.replace("when their", f"when {words} their").replace("two colleagues", "for early questions, asking")

    _, doubts = of(read(f"One – First Things\n{named}"), "Rules")

    assert "breaks_off" not in doubts


def test_a_bullet_on_the_line_of_other_words_is_doubted_with_them() -> None:
    fused = LISTS.replace("are known.\n", "are known. • Setting an hour aside.\n")

    _, doubts = of(read(f"One – First Things\n{fused}"), "Rules")

    assert "fused" in doubts


def test_the_bullets_beside_a_stem_without_any_may_be_its_own() -> None:
    alone = LISTS.replace("Keep a change going, by:\n", "Build a calm place, by:\nKeep a change going, by:\n")

    reading = read(f"One – First Things\n{alone}")

    assert "stem_alone" in of(reading, "Build")[1]
    assert "not_its_own" in of(reading, "Keep")[1]


def test_the_bullets_behind_a_stem_that_ran_into_other_words_may_be_its_own() -> None:
    swallowed = LISTS.replace("• Writing", "• Build a calm place, by:\n• Writing")

    reading = read(f"One – First Things\n{swallowed}")

    assert "not_its_own" in of(reading, "Keep")[1]


def test_a_second_sentence_that_begins_as_bullets_do_is_doubted() -> None:
    joined = LISTS.replace("• Writing", "Writing")

    item, doubts = of(read(f"One – First Things\n{joined}• Setting an hour aside. Thanking people.\n"), "Setting")

    assert item.text == "Setting an hour aside. Thanking people."
    assert "run_together" in doubts


def test_a_code_within_an_items_words_is_doubted() -> None:
    _, doubts = of(read(f"One – First Things\n{LISTS.replace('are known.', 'are known to 1.4 All.')}"), "Rules")

    assert "run_together" in doubts


def test_numerals_may_say_their_section_first() -> None:
    dotted = LISTS.replace("1. Rules", "1.1 Rules").replace("2. Meetings", "1.2 Meetings")

    items = read(f"One – First Things\n{dotted}").items

    assert [(item.number, item.printed) for item in items if item.kind is Kind.LEARN_THAT] == [(1, "1.1"), (2, "1.2")]


@pytest.mark.parametrize("mark", ["o", "§", "\x7f", "(cid:127)", "➢"])
def test_bullets_are_known_whatever_an_extractor_made_of_them(mark: str) -> None:
    items = read(f"One – First Things\n{LISTS.replace('•', mark)}").items

    said = [item.text for item in items if item.kind is Kind.PRACTICE]
    assert said == ["Asking two colleagues to try it.", "Writing down what was agreed."]
    assert not [doubt for item in items for doubt in item.doubts]


def test_the_head_of_a_page_amid_other_words_is_doubted() -> None:
    torn = LISTS.replace("when their", "when\nSchool Leaders\ntheir").replace("Keep a", "School Leaders\nKeep a")

    reading = read(f"One – First Things\n{torn}")

    assert "head_amid" in of(reading, "Rules")[1]
    assert "head_amid" in of(reading, "School Leaders Keep")[1]
