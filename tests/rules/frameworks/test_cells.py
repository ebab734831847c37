"""Tables that came as text cut by tabs: columns kept, bullets that left only a space, numerals lost, ghosts."""

from __future__ import annotations

from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Kind, Reading, Use

HEAD = "One – Here\n\nLearn\tthat\tLearn how to\n"
ROWS = (
    "1.\tClear words help people to decide.\tHelp colleagues to speak clearly, by:\n"
    "2.\tShort meetings leave more time for\t Asking what is meant.\n"
    "\tteaching and for rest.\t Writing down what was agreed and\n"
    "3.\tNobody remembers a long letter.\t who will do it.\n"
)


def said(reading: Reading, kind: Kind) -> list[tuple[int | None, str]]:
    return [(item.number, item.text) for item in reading.of_kind(kind)]


def codes(reading: Reading) -> set[str]:
    items = {doubt.code for item in reading.items for doubt in item.doubts}
    return items | {doubt.code for section in reading.sections for doubt in section.doubts}


def test_columns_of_cells_are_kept_apart_and_a_space_before_a_cell_is_its_bullet() -> None:
    reading = read(HEAD + ROWS)

    assert said(reading, Kind.LEARN_THAT) == [
        (1, "Clear words help people to decide."),
        (2, "Short meetings leave more time for teaching and for rest."),
        (3, "Nobody remembers a long letter."),
    ]
    assert [item.text for item in reading.of_kind(Kind.STEM)] == ["Help colleagues to speak clearly, by:"]
    assert [item.text for item in reading.of_kind(Kind.PRACTICE)] == [
        "Asking what is meant.",
        "Writing down what was agreed and who will do it.",
    ]
    assert codes(reading) == set()


def test_two_bullets_of_one_cell_are_cut_where_a_deed_begins_and_doubted() -> None:
    reading = read(
        HEAD + ROWS + "4.\tMost rules are too old.\t Stopping one thing first. Choosing the next with care.\n"
    )

    assert [item.text for item in reading.of_kind(Kind.PRACTICE)][2:] == [
        "Stopping one thing first.",
        "Choosing the next with care.",
    ]
    assert "no_bullet" in {doubt.code for doubt in reading.of_kind(Kind.PRACTICE)[-1].doubts}


def test_a_numeral_that_its_cell_has_lost_is_worked_out_and_doubted() -> None:
    reading = read(
        HEAD + ROWS.replace("3.\tNobody", "\tNobody") + "4.\tMost rules are too old.\t Stopping one thing.\n"
    )

    third = reading.of_kind(Kind.LEARN_THAT)[2]
    assert (third.number, third.text) == (3, "Nobody remembers a long letter.")
    assert [doubt.code for doubt in third.doubts] == ["number_inferred"]


def test_where_more_cells_begin_than_numerals_are_missing_none_is_worked_out() -> None:
    rows = (
        ROWS.replace("3.\tNobody", "\tNobody") + "\tNor do I.\t Asking again.\n5.\tMost rules are old.\t Stopping it.\n"
    )

    reading = read(HEAD + rows.replace("2.\tShort", "2.\tShort"))

    assert "number_inferred" in codes(reading)
    one_too_many = read(HEAD + rows.replace("5.\t", "4.\t"))
    assert "number_inferred" not in codes(one_too_many)


def test_a_number_without_its_stop_is_a_slip_before_words_that_go_on_and_a_numeral_before_words_that_begin() -> None:
    slip = read(HEAD + ROWS.replace("\tteaching and", "3\tteaching and"))
    bare = read(HEAD + ROWS.replace("1.\t", "1\t").replace("2.\t", "2\t").replace("3.\t", "3\t"))

    assert [number for number, _ in said(slip, Kind.LEARN_THAT)] == [1, 2, 3]
    assert "3" in [piece.text for piece in slip.account if piece.use is Use.LABEL]
    assert [number for number, _ in said(bare, Kind.LEARN_THAT)] == [1, 2, 3]


def test_a_line_recognised_twice_is_left_out_pointed_at_and_accounted_for() -> None:
    text = HEAD + ROWS.replace("\tteaching and for rest.", "\tteaching and for rest.\t\ntsaching\tend fcr rost.")

    reading = read(text)

    assert "ghost" in codes(reading)
    assert said(reading, Kind.LEARN_THAT)[1] == (2, "Short meetings leave more time for teaching and for rest.")
    assert [piece.text for piece in reading.account if piece.use is Use.UNPLACED] == ["tsaching", "end fcr rost."]


def test_a_drawn_line_says_nothing() -> None:
    reading = read(HEAD + ROWS + "--\t---\n")

    assert codes(reading) == set()
    assert [piece.text for piece in reading.account if piece.use is Use.FURNITURE] == ["--\t---"]


def test_a_label_in_a_cell_beside_words_is_a_label() -> None:
    reading = read("One – Here\nLearn that…\nLearn that…\t\tHelp others, by:\n1.\tThis is said.\t● Asking.\n")

    assert said(reading, Kind.LEARN_THAT) == [(1, "This is said.")]
    assert [item.text for item in reading.of_kind(Kind.STEM)] == ["Help others, by:"]
