"""Tables whose cells are known, as lines that keep their columns."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.grids import Row, lines_of
from goldenthread.frameworks.rules.reading import read
from tests.makers.frameworks import NUMBERS, a_framework
from tests.makers.judging import compared


def test_two_columns_come_one_after_the_other_and_a_row_across_both_begins_them_anew() -> None:
    rows: list[Row] = [
        [["One – Here"]],
        [["Left"], ["Right", " "]],
        [["More left"], []],
        [["Two – There"]],
        [["Left again"], []],
        [],
    ]

    assert list(lines_of(rows)) == [
        "One – Here", "Left", "More left", "", "Right", "Two – There", "Left again",
    ]  # fmt: skip


@pytest.mark.parametrize(("rows", "lines"), [([], []), ([[["Alone"]]], ["Alone"]), ([[["Alone"]], []], ["Alone"])])
def test_a_table_of_one_cell_is_its_paragraphs(rows: list[Row], lines: list[str]) -> None:
    assert list(lines_of(rows)) == lines


def test_a_table_of_many_columns_comes_cell_by_cell() -> None:
    assert list(lines_of([[["a", "more of a"], [], ["c"]]])) == ["\ta", "more of a", "\t", "\tc", ""]


def test_a_numbered_table_comes_row_by_row_and_is_read() -> None:
    framework = a_framework(sections=2, seed=4)
    lines = []
    for section in framework.sections:
        right = [part for stem, bullets in section.stems for part in (stem, *(f"• {one}" for one in bullets))]
        left = [[[f"{n}."], [text]] for n, text in enumerate(section.learn_that, start=1)]
        left += [[[], []]] * (len(right) - len(left))
        rows: list[Row] = [
            [[f"{NUMBERS[section.number - 1]} – {section.title}"]],
            [[], ["Learn that…"], ["Learn how to…"]],
            *([*row, [right[at]] if at < len(right) else []] for at, row in enumerate(left)),
        ]
        lines += list(lines_of(rows))

    found = compared(framework, read("\n".join(lines)))

    assert (found.right, found.silent) == (found.of, ())


def test_a_content_framework_survives_its_grids() -> None:
    header: Row = [["Learn how to:"], ["Learn about:"], ["Assessment Criteria"], ["Tested in"]]
    rows: list[Row] = [header, [["Do it"], ["What it is"], ["1.1.1 Does it", "1.1.2 Says so"], ["Part A"]],
                       [[], ["More of it"], ["1.1.3 Ends it"], ["Part B"]]]  # fmt: skip

    content = read("\n".join(["Plans", "", *lines_of(rows)])).content

    assert content is not None
    assert [(one.code, one.part) for one in content.areas[0].criteria] == [
        ("1.1.1", "A"),
        ("1.1.2", "A"),
        ("1.1.3", "B"),
    ]
