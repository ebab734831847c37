"""References: grouped by section, each entry whole, and nothing taken for one that is none."""

from __future__ import annotations

from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Reading, Use

BODY = (
    "One – Making Clear Plans\nLearn that…\n1. This is said.\n\n"
    "Two – Growing Staff\nLearn that…\n1. This is said too.\n\n"
)


def entries(reading: Reading) -> list[tuple[int | None, str]]:
    return [(entry.section, entry.text) for entry in reading.references]


def codes(reading: Reading) -> list[list[str]]:
    return [[doubt.code for doubt in entry.doubts] for entry in reading.references]


def test_entries_are_grouped_under_their_sections_whose_titles_may_lack_a_word() -> None:
    reading = read(
        f"{BODY}References\n\nMaking Plans\n\nAdams, A. (2019). On plans. London: Made.\n\n"
        "Two – Growing Staff\n\nBell, B. (forthcoming). On staff.\n"
    )

    assert entries(reading) == [
        (1, "Adams, A. (2019). On plans. London: Made."),
        (2, "Bell, B. (forthcoming). On staff."),
    ]
    assert [entry.group for entry in reading.references] == ["Making Plans", "Two – Growing Staff"]
    assert codes(reading) == [[], []]


def test_an_entry_over_two_paragraphs_is_joined_and_doubted() -> None:
    reading = read(
        f"{BODY}References\n\nGrowing Staff\n\nBell, B. (2018). On staff and how they\n\n12\n\ngrow, 3(1), p4.\n"
    )

    assert entries(reading) == [(2, "Bell, B. (2018). On staff and how they grow, 3(1), p4.")]
    assert codes(reading) == [["joined"]]


def test_entries_set_line_by_line_are_told_apart() -> None:
    reading = read(
        f"{BODY}References\nGrowing Staff\n\nBell, B. (2018). On staff and\nhow they grow.\nCole, C. (2017). On rest.\n"
    )

    assert [text for _, text in entries(reading)] == [
        "Bell, B. (2018). On staff and how they grow.",
        "Cole, C. (2017). On rest.",
    ]


def test_a_broken_address_a_missing_date_and_a_missing_group_are_doubted() -> None:
    reading = read(f"{BODY}References\n\nNothing dated\n\nDale, D. (2016). See https://made.example/a long name.pdf\n")

    assert codes(reading) == [["no_date", "no_group"], ["address_gaps", "no_group"]]


def test_what_comes_after_the_references_is_back_matter() -> None:
    reading = read(
        f"{BODY}References\n\nGrowing Staff\n\nBell, B. (2018). On staff.\n\n© Made 2020\n\nTo view it: ask.\n"
    )

    assert [piece.text for piece in reading.account if piece.use is Use.BACK] == ["© Made 2020", "To view it: ask."]
    assert len(reading.references) == 1


def test_a_document_without_references_has_none() -> None:
    assert read(BODY).references == ()
    assert read("Nothing at all.").references == ()


def test_the_head_of_a_page_is_no_words_of_an_entry() -> None:
    entry = "Able, A. (2015). On the timing of\n{}lessons. Timetables, 25(1), 95-136.\n\n"
    turn = "4\n\fA Made Framework\n"
    body = "One – First Things\nLearn that\n1. This is so.\n2\n\fA Made Framework\n2. So is this.\n"

    reading = read(f"{body}3\n\fA Made Framework\nReferences\n\nFirst Things\n\n{entry.format(turn)}{entry.format('')}")

    said = "Able, A. (2015). On the timing of lessons. Timetables, 25(1), 95-136."
    assert [entry.text for entry in reading.references] == [said, said]
