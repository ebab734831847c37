"""A save never takes the place of words its writer had not seen; earlier texts thin out, and what was lost stays."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from goldenthread.assessment.rules.writing import (
    MOST_CHARACTERS,
    count_answers,
    document,
    judge_save,
    mark_of,
    plain,
    reading_of,
    thinned,
    why_not_hand_in,
    why_not_keep,
    words_of_answer,
)
from goldenthread.assessment.types.composing import Question
from goldenthread.assessment.types.words import Part
from goldenthread.assessment.types.writing import Answered, DraftFacts, Kept
from goldenthread.programmes.types import WordRule
from tests.makers.assessment import INSIDE

PHONE, LAPTOP = UUID(int=1), UUID(int=2)
STANDS = DraftFacts("It stands.", revision=7, sheet=PHONE, run_from=4)
PROBLEM, PLAN = Question(1, "The problem", "What is it?", 300), Question(2, "The plan", "What would you do?")


@pytest.mark.parametrize(
    ("text", "based_on", "sheet", "expected"),
    [
        ("New.", 7, LAPTOP, Kept.SAVED),
        ("New.", 7, PHONE, Kept.SAVED),
        ("New.", 5, PHONE, Kept.SAVED),
        ("New.", 4, PHONE, Kept.SAVED),
        ("New.", 3, PHONE, Kept.BESIDE),
        ("New.", 5, LAPTOP, Kept.BESIDE),
        ("New.", 0, LAPTOP, Kept.BESIDE),
        ("New.", 9, PHONE, Kept.BESIDE),
        ("It stands.", 0, LAPTOP, Kept.SAVED),
    ],
    ids=[
        "it had seen what stands",
        "the same sheet goes on",
        "the answer to its last save was lost",
        "all its saves since it took over were lost",
        "somebody else saved since",
        "another sheet had not seen it",
        "it had seen nothing",
        "it claims what is to come",
        "the same words twice",
    ],
)
def test_only_who_has_seen_what_stands_replaces_it(text: str, based_on: int, sheet: UUID, expected: Kept) -> None:
    assert judge_save(STANDS, Answered(text, based_on, sheet)) is expected


def test_a_text_beyond_all_measure_is_not_kept() -> None:
    at_most, beyond = "x" * MOST_CHARACTERS, "x" * (MOST_CHARACTERS + 1)

    assert why_not_keep(Answered(at_most, 0, PHONE)) is None
    assert why_not_keep(Answered(beyond, 0, PHONE)) is not None


def test_line_ends_are_alike_and_nothing_is_invisible() -> None:
    assert plain("a\r\nb\rc\x00d") == "a\nb\ncd"


def test_texts_thin_out_by_minute_and_by_hour() -> None:
    seconds = (0, 5, 700, 710, 800, 4000, 4010, 7300, 7400)
    kept = [(key, INSIDE - timedelta(seconds=back), 100) for key, back in enumerate(reversed(seconds))]

    gone = thinned(kept, at=INSIDE)

    # INSIDE is on the hour: of two in one hour long ago the later stays, of one minute too, of late ones all.
    assert {seconds[len(seconds) - 1 - key] for key in gone} == {710, 4010, 7400}


def test_what_came_before_a_loss_stays_for_good() -> None:
    long_ago = INSIDE - timedelta(days=3)
    moments = [long_ago + timedelta(seconds=n) for n in range(4)]

    gone = thinned(list(zip(range(4), moments, [500, 1000, 10, 12], strict=True)), at=INSIDE)

    assert gone == {0, 2}


def test_answers_stand_under_their_headings_and_one_alone_has_none() -> None:
    assert document([(PROBLEM, " Attendance. "), (PLAN, "")]) == "# The problem\n\nAttendance.\n\n# The plan\n"
    assert document([(Question(1, "", ""), "Attendance.\n")]) == "Attendance.\n"


def test_what_one_answer_leaves_open_ends_with_it() -> None:
    reading = reading_of([(PROBLEM, "References\n\nDfE 2022\n\n```\nopen"), (PLAN, "Begin with families.")])

    assert [block.part for block in reading.blocks][-2:] == [Part.HEADINGS, Part.BODY]
    assert reading.blocks[-1].text == "Begin with families."


def test_markdown_is_counted_as_a_file_is() -> None:
    text = (
        "## Why\n\nFewer *come* each year.[^1]\nStill fewer.\n\nTable 1: By year\n\n| Year | Share |\n| --- | --- |\n"
        "| 2025 | 91.2 |\n\n`code here`\n\n[^1]: Own count.\n\n[^2]: Never told."
    )

    count = count_answers([(PLAN, text)], WordRule(limit=10, counts_tables=False))

    words = {each.part: each.words for each in count.parts}
    assert words == {Part.BODY: 8, Part.HEADINGS: 3, Part.TABLES: 4, Part.CAPTIONS: 4, Part.FOOTNOTES: 2}
    assert (count.counted, count.over) == (17, 7)
    assert words_of_answer(text) == 19


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"is_blank": True, "waits": True}, "nothing_written"),
        ({"is_blank": False, "waits": True}, "choice_waits"),
        ({"is_blank": False, "waits": False, "stale": True}, "changed_since"),
        ({"is_blank": False, "waits": False}, None),
    ],
)
def test_why_answers_are_not_handed_in(facts, code: str | None) -> None:
    refusal = why_not_hand_in(**facts)

    assert (refusal.code if refusal else None) == code


def test_a_mark_stands_for_exactly_one_text() -> None:
    assert mark_of("a") != mark_of("a ")


def test_one_answer_to_the_whole_has_no_heading_and_a_note_is_told_once() -> None:
    text = "![](x)\n\nFewer.[^1]\n\nStill fewer.[^1]\n\n[^1]: Own count."

    reading = reading_of([(Question(1, "", ""), text)])

    assert [block.text for block in reading.blocks] == ["Fewer.", "Own count.", "Still fewer."]
