"""What letters on a page say of its words, rows, running heads and columns."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.areas import pieces
from goldenthread.frameworks.rules.bands import Band, Sort
from goldenthread.frameworks.rules.columns import Part, Table, gathered, told
from goldenthread.frameworks.rules.crossings import GridRow, goes_over_page, grid_rows, joined
from goldenthread.frameworks.rules.gutters import Gutter, drifted, headers_at, narrowed, shared
from goldenthread.frameworks.rules.lines import Line, clean
from goldenthread.frameworks.rules.margins import furniture
from goldenthread.frameworks.rules.marks import ColumnLine, codes_of, mark_left, mark_right
from goldenthread.frameworks.rules.placing import laid_out, laid_text
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.rules.rows import Row, Word, body_height, rows_of
from goldenthread.frameworks.rules.tables import Cell
from goldenthread.frameworks.rules.titles import goes_on, is_heading
from goldenthread.frameworks.types import Kind, Reading
from goldenthread.frameworks.types.sheets import Box, Glyph, Place, Sheet

HIGH = 12.0


def letters(text: str, left: float, base: float, *, height: float = HIGH, is_bold: bool = False) -> list[Glyph]:
    """Letters 5 wide, with spaces where the text has them."""
    return [
        Glyph(letter, left + 5.0 * at, left + 5.0 * at + 5.0, base, height, is_bold) for at, letter in enumerate(text)
    ]


def row(text: str, left: float, base: float, *, height: float = HIGH, is_bold: bool = False) -> Row:
    (found,) = rows_of(letters(text, left, base, height=height, is_bold=is_bold))
    return found


def column(*lines: tuple[str, float, float | None]) -> list[ColumnLine]:
    """Lines of a column: what they say, where they begin, the space above them."""
    return [ColumnLine(row(text, left, 0.0).words, gap, cell=False) for text, left, gap in lines]


def begun(lines: list[ColumnLine]) -> list[bool | None]:
    return [line.begins for line in lines]


def test_rows_are_told_from_the_top_in_whatever_order_letters_were_drawn() -> None:
    drawn = [*letters("below it", 0, 40), *letters("right", 200, 20), *letters("Above", 0, 20)]

    assert [one.text for one in rows_of(drawn[::-1])] == ["Above right", "below it"]


def test_the_mark_of_a_footnote_stands_raised_at_its_word_and_is_none_of_the_words() -> None:
    raised = letters("12", 20, 15, height=6)
    level = letters("3", 70, 38, height=6)

    rows = rows_of([*letters("Said", 0, 20), *raised, *letters("Also", 50, 40), *level])

    assert [one.text for one in rows] == ["Said¹²", "Also³"]
    assert clean("It is said.¹² Also³") == "It is said. Also"
    assert clean("ten m² of it") == "ten m² of it"


def test_small_figures_far_above_any_row_are_a_row_of_their_own() -> None:
    rows = rows_of([*letters("7", 0, 5, height=6), *letters("Words here", 0, 40)])

    assert [one.text for one in rows] == ["7", "Words here"]


def test_a_dot_that_was_drawn_is_the_bullet_of_the_words_beside_it() -> None:
    dot, rule, far = Box(0, 14, 4, 18), Box(0, 30, 90, 31), Box(0, 90, 4, 94)

    (found,) = rows_of(letters("Asking", 12, 20), [dot, rule, far])

    assert found.text == "• Asking"


def test_letters_set_apart_are_one_word_and_no_letters_are_no_rows() -> None:
    apart = [Glyph(one, 8.0 * at, 8.0 * at + 5, 10, HIGH) for at, one in enumerate("Title")]

    assert [one.text for one in rows_of(apart)] == ["Title"]
    assert rows_of([]) == []
    assert body_height([[]]) == 0.0


def test_what_is_said_at_one_place_on_several_pages_is_furniture_and_items_never_are() -> None:
    pages = [[row("Running head", 0, 10), row("1. Said twice.", 0, 40), row(f"Page {n} of 2", 0, 700)] for n in (1, 2)]
    numbers = [[row(str(n), 0, 5), row("Running head", 0, 15), row("Words.", 0, 40)] for n in (1, 2)]
    feet = [[row("Words.", 0, 40), row("At the foot", 0, 690), row(str(n), 0, 700)] for n in (1, 2)]
    first = [[row("3", 0, 10), row("Some words.", 0, 40)]]

    assert furniture(pages, HIGH) == [frozenset({0, 2})] * 2
    assert furniture(numbers, HIGH) == [frozenset({0, 1})] * 2
    assert furniture(feet, HIGH) == [frozenset({1, 2})] * 2
    assert furniture(first, HIGH) == [frozenset({0})]


def test_a_gutter_is_what_rows_leave_free_up_to_the_first_that_goes_over_it() -> None:
    rows = [row("Left words", 0, 10), row("Right", 80, 20), row("Over all of it and more", 0, 30)]

    assert narrowed(rows, Gutter(40, 90), HIGH) == Gutter(50, 80)
    assert narrowed(rows[2:], Gutter(40, 90), HIGH) is None
    assert drifted(rows[:2], Gutter(60, 70), 25, HIGH) == Gutter(50, 80)
    assert drifted(rows[2:], Gutter(60, 70), 5, HIGH) == Gutter(60, 70)
    assert shared(Gutter(10, 30), Gutter(20, 40), HIGH) == Gutter(20, 30)
    assert shared(Gutter(10, 30), Gutter(50, 60), HIGH) == Gutter(10, 30)


def test_headers_may_take_two_rows_where_they_are_set_alike() -> None:
    one = row("Behaviour", 0, 10, is_bold=True).words + row("Rating (1 =", 100, 10, is_bold=True).words
    two = row("high, 4 = low)", 100, 20, is_bold=True)

    found = headers_at([Row(one), two, row("Patience", 0, 40)], 0, HIGH)

    assert found is not None
    assert (found.rows, found.gaps) == (2, ((45.0, 100.0),))
    assert headers_at([Row(row("behaviour", 0, 10).words + row("rating", 100, 10).words)], 0, HIGH) is None


def test_titles_of_two_lines_go_on_and_a_title_of_its_own_does_not() -> None:
    first, second = row("Section 1 – A long", 0, 10, is_bold=True), row("title", 0, 22, is_bold=True)

    assert is_heading(first, HIGH)
    assert goes_on(first, second, HIGH)
    assert not goes_on(first, row("2. Another", 0, 22, is_bold=True), HIGH)
    assert not is_heading(row("These are words of a sentence.", 0, 10), HIGH)


def test_numerals_that_hang_out_begin_statements_and_figures_set_in_do_not() -> None:
    lines = column(
        ("1. It is", 0, None), ("12 months", 15, 10), ("Lost one.", 0, 10),
        ("2. So", 0, 10), ("so.", 15, 10),
        ("and on", 15, 10),
    )  # fmt: skip

    mark_left(lines, HIGH)

    assert begun(lines) == [True, False, None, True, False, False]


def test_flush_numerals_begin_statements_where_the_next_rises_after_an_end() -> None:
    lines = column(("1. It is said in", 0, None), ("2. of them.", 0, 10), ("2.Then", 0, 10), ("it ends.", 0, 10),
                   ("New words", 0, 20), ("9 of", 0, 10))  # fmt: skip

    mark_left(lines, HIGH)

    assert begun(lines) == [True, False, True, False, None, False]
    assert lines[2].mark == "2."


def test_numerals_alone_begin_what_is_still_to_come() -> None:
    lines = column(("1.", 0, None), ("2.", 0, 10))

    mark_left(lines, HIGH)

    assert begun(lines) == [True, True]


def test_stems_stand_further_out_than_the_words_of_bullets() -> None:
    lines = column(("Help all,", 0, None), ("by:", 0, 10), ("• Asking", 5, 10), ("them.", 15, 10), ("◦ Twice", 18, 10),
                   ("Work, by:", 0, 10))  # fmt: skip

    mark_right(lines, codes_of([lines]), HIGH)

    assert begun(lines) == [None, False, True, False, True, True]
    assert [line.nested for line in lines] == [False, False, False, False, True, False]


def test_where_nothing_is_set_in_room_left_on_a_line_and_space_above_tell_what_begins() -> None:
    lines = column(
        ("• Asking them all the time", 0, None), ("so.", 0, 10), ("Working with each of them,", 0, 10), ("by:", 0, 10),
        ("o Telling", 0, 10), ("Whether it is said or not.", 0, 10), ("Perhaps.", 0, 10), ("So.", 0, 30),
    )  # fmt: skip

    mark_right(lines, frozenset({"o"}), HIGH)

    assert begun(lines) == [True, False, True, False, True, None, None, True]


def test_a_word_that_looks_like_a_mark_within_a_bullet_begins_nothing() -> None:
    lines = column(("- One", 0, None), ("- two", 10, 10), ("three", 10, 10), ("- Four", 0, 10), ("- Five", 0, 10))

    mark_right(lines, codes_of([lines]), HIGH)

    assert begun(lines) == [True, False, False, True, True]


def test_rows_without_lines_between_are_sure_where_the_space_is_clear() -> None:
    def cells(*bases: float) -> list[ColumnLine]:
        return [
            ColumnLine((Word("Words", 0, 25, base, HIGH),), base - bases[at - 1] if at else None, cell=False)
            for at, base in enumerate(bases)
        ]

    clear = grid_rows([cells(10, 22, 50, 62), cells(10, 50)], (), HIGH)
    unclear = grid_rows([cells(10, 22, 36, 48), cells(10, 36)], (), HIGH)
    drawn = grid_rows([cells(10, 22), cells(10, 22)], (Box(0, 14, 90, 15), Box(0, 0, 3, 90)), HIGH)

    assert [one.is_sure for one in clear] == [True, True]
    assert [one.is_sure for one in unclear] == [False, False]
    assert [one.is_sure for one in drawn] == [True, True]


def test_a_cell_lists_its_bullets_and_its_paragraphs() -> None:
    lines = [Line(1, "• One", "• One"), Line(2, "more", "more"), Line(3, "Two", "Two", place=Place("C", begins=True))]

    assert [piece.text for piece in pieces(Cell(lines))] == ["One more", "Two"]


SPACED = """One – Here

Learn that…                 Learn how to…
1. It is so.                Help all, by:
2. It was so, and will      •   Asking them.
   be so again.
                            •   Telling them.
References
Able, A. (2015) Words.
"""


def test_columns_kept_apart_by_spaces_are_columns() -> None:
    laid = laid_text(SPACED)

    reading = read(laid.source, places=laid.places)
    assert [(item.kind, item.text) for item in reading.items] == [
        (Kind.LEARN_THAT, "It is so."),
        (Kind.LEARN_THAT, "It was so, and will be so again."),
        (Kind.STEM, "Help all, by:"),
        (Kind.PRACTICE, "Asking them."),
        (Kind.PRACTICE, "Telling them."),
    ]
    assert [entry.text for entry in reading.references] == ["Able, A. (2015) Words."]


@pytest.mark.parametrize("text", ["Plain words.\nMore.", "A    b\nC    d\n", "Learn that…\tLearn how to…"])
def test_other_text_is_taken_as_it_comes(text: str) -> None:
    assert laid_text(text).source == text
    assert not laid_text(text).places


def test_pages_without_a_table_are_told_in_the_order_they_were_drawn() -> None:
    sheets = [Sheet(tuple(letters("Words", 0, 10)), text="Words"), Sheet((), text="")]

    assert laid_out(sheets).source == "Words\n\f"


def test_a_section_with_one_column_alone_is_doubted() -> None:
    source = "One – Here\nLearn that… Learn how to…\n1. It is so."

    (section,) = read(source, places={3: Place("L", begins=True, printed="1.")}).sections

    assert [doubt.code for doubt in section.doubts] == ["one_column"]


def test_a_table_is_told_column_after_column() -> None:
    assert [text for text, _ in told(Part((column(("Left", 0, None)), column(("Right", 0, None)))))] == [
        "Left",
        "",
        "Right",
        "",
    ]


def test_a_row_goes_on_over_a_page_where_a_cell_begins_as_the_rest_of_a_sentence_does() -> None:
    above, low, new = (column((text, 0, None)) for text in ("Words that", "go on", "New words"))
    last = GridRow((tuple(above), ()))

    assert goes_over_page(last, GridRow((tuple(low), ())))
    assert not goes_over_page(last, GridRow((tuple(new), tuple(low))))
    assert [len(cell) for cell in joined(last, GridRow((tuple(low), ()))).cells] == [2, 0]


def test_the_row_of_a_table_goes_on_with_the_band_of_the_next_page() -> None:
    tables: dict[int, Table] = {}
    gutters = (Gutter(60, 90),)

    def page(left: str, right: str, base: float) -> Band:
        rows = rows_of([*letters(left, 0, base), *letters(right, 100, base)])
        return Band(Sort.COLUMNS, tuple(rows), gutters, table=1, is_grid=True)

    gathered(page("Words that", "Other words", 20), (), tables, HIGH)
    over = gathered(page("go on", "and on", 20), (), tables, HIGH)
    gathered(page("New words", "All new", 20), (), tables, HIGH)

    assert over.rows == []
    rows = tables[1].rows or []
    assert [[len(cell) for cell in row.cells] for row in rows] == [[1, 1]]


def test_a_line_after_an_end_may_begin_something_where_the_page_does_not_tell() -> None:
    told, untold = Place("L", begins=True, printed="1."), Place("L")

    reading = placed(("1. It is so.", told), ("It was so, too.", untold), ("2. So it is.", Place("L", begins=True)))

    assert "may_begin" in {doubt.code for item in reading.items for doubt in item.doubts}


def test_a_title_set_like_the_words_of_a_table_stands_right_above_what_ends_it() -> None:
    text = SPACED.replace("References", "\nGrowing Staff\nThese are words that go over all that was free.")

    laid = laid_text(text)

    ((at, line),) = [(at, line) for at, line in enumerate(laid.source.split("\n"), 1) if line == "Growing Staff"]
    assert laid.places.get(at, Place()).side == "", line


def placed(*lines: tuple[str, Place]) -> Reading:
    """A section whose lines have these places."""
    source = "\n".join(["One – Here", "Learn that… Learn how to…", *(text for text, _ in lines)])
    return read(source, places={at: place for at, (_, place) in enumerate(lines, start=3)})


def test_marks_that_stand_alone_are_those_of_the_lines_below_them() -> None:
    numeral, bullet = Place("L", begins=True, printed="1."), Place("R", begins=True, printed="•")
    stem = Place("R", begins=True)

    reading = placed(
        ("1.", numeral), ("It is so.", Place("L")), ("Help, by:", stem), ("•", bullet), ("Asking.", Place("R"))
    )

    assert [(item.kind, item.number, item.text) for item in reading.items] == [
        (Kind.LEARN_THAT, 1, "It is so."),
        (Kind.STEM, None, "Help, by:"),
        (Kind.PRACTICE, None, "Asking."),
    ]


def test_words_that_found_no_place_are_doubted_where_they_stand() -> None:
    goes_on = Place("R", begins=False)

    reading = placed(("1. It is so.", Place("L", begins=True, printed="1.")), ("Help, by:", Place("R", begins=True)),
                     ("and more", goes_on), ("• Asking.", Place("R", begins=True, printed="•")))  # fmt: skip

    doubted = {item.text: [doubt.code for doubt in item.doubts] for item in reading.items}
    assert "words_beside" in doubted["Help, by:"]
    assert doubted["It is so."] == []


def test_a_line_of_a_column_is_no_heading() -> None:
    table = [
        ("1. It is so.", Place("L", begins=True, printed="1.")),
        ("Title like", Place("R")),
        ("Learn that…", Place()),
    ]

    reading = placed(*table, ("1. It was so.", Place("L", begins=True, printed="1.")))

    assert [section.title for section in reading.sections] == ["Here"]


def test_codes_that_begin_several_lines_are_marks_in_text_too() -> None:
    text = "One – Here\nLearn that…\n1. It is so.\nLearn how to…\nHelp all, by:\n1a. Asking them.\n1b. Telling them."

    items = read(text).items

    assert [(item.text, item.printed) for item in items[1:]] == [
        ("Help all, by:", ""),
        ("Asking them.", "1a."),
        ("Telling them.", "1b."),
    ]
