"""What is exported is read as text, never run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.ground.rules.tables import MOST_LINES, as_csv, harmless, looks_like_a_formula, read_table
from goldenthread.ground.types import Refused


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+44 20", "'+44 20"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("Zoë = fine", "Zoë = fine"),
        (12, "12"),
        (None, ""),
    ],
)
def test_a_cell_that_would_run_is_shown(cell, expected) -> None:
    assert harmless(cell) == expected


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_an_exported_table_begins_as_a_formula(rows) -> None:
    text = as_csv(["Name", "=Reason"], rows).decode("utf-8-sig")

    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0] == ["Name", "'=Reason"]
    assert not [cell for row in read for cell in row if looks_like_a_formula(cell)]
    assert len(read) == len(rows) + 1


def test_a_table_opens_with_its_letters_in_every_spreadsheet() -> None:
    assert as_csv(["Name"], [["Zoë"]]) == b"\xef\xbb\xbfName\r\nZo\xc3\xab\r\n"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_table_of_too_many_lines_is_refused_before_it_is_read(end: str) -> None:
    content = f"a,b{end}".encode() * (MOST_LINES + 1)

    with pytest.raises(Refused) as refused:
        read_table(content, most_bytes=5_000_000, mend="Save it again.")

    assert refused.value.refusal.code == "too_many_lines"
