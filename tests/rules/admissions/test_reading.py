"""Any usual file is read; anything else is refused in a clear sentence."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.admissions.rules.reading import MOST_BYTES, MOST_ROWS, read_sheet
from goldenthread.ground.types import Refused
from tests.makers.admissions import HEADER, good_row, good_rows, table

ZOE = "Zoë O’Neill,zoe@school.example,1234567,123456,St Åsa’s,online,Seán,sean@school.example"

QUOTED = "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in (HEADER, ZOE))


@pytest.mark.parametrize(
    ("word", "content"),
    [
        ("as it should be", table(ZOE)),
        ("with a byte order mark", b"\xef\xbb\xbf" + table(ZOE)),
        ("as an older spreadsheet writes it", table(ZOE).decode().encode("cp1252")),
        ("as UTF-16", table(ZOE).decode().encode("utf-16")),
        ("with semicolons", table(ZOE).decode().replace(",", ";").encode()),
        ("with tabs", table(ZOE).decode().replace(",", "\t").encode()),
        ("with Windows line ends", table(ZOE).replace(b"\n", b"\r\n")),
        ("with quotation marks", QUOTED.encode()),
        ("with empty lines", table("", ",,,,,,,", ZOE, "")),
    ],
)  # fmt: skip
def test_every_usual_file_is_read(word, content) -> None:
    sheet = read_sheet(content)

    assert [row.cells["name"] for row in sheet.rows] == ["Zoë O’Neill"], word
    assert sheet.rows[0].cells["school_name"] == "St Åsa’s"


def test_headings_come_in_any_order_case_and_spelling() -> None:
    header = "SPONSOR E-MAIL;e_mail;Teacher Reference Number;School;urn;Notes;Full name;Sponsor;"

    sheet = read_sheet(table("s@x.example;p@x.example;1234567;Hill;123456;late;Pat;Sam;", header=header))

    assert dict(sheet.rows[0].cells) == {
        "sponsor_email": "s@x.example",
        "email": "p@x.example",
        "trn": "1234567",
        "school_name": "Hill",
        "school_urn": "123456",
        "name": "Pat",
        "sponsor_name": "Sam",
    }
    assert sheet.ignored == ("Notes",)


def test_lines_are_those_of_the_file_even_where_a_cell_holds_several() -> None:
    spread = good_row(1).replace("Castle Hill Primary", '"Castle\nHill"')

    sheet = read_sheet(table("", spread, good_row(2), "short row"))

    assert [row.line for row in sheet.rows] == [3, 5, 6]
    assert sheet.rows[2].cells["sponsor_email"] == ""


@pytest.mark.parametrize(
    ("word", "content", "says"),
    [
        ("nothing", b"", "The file is empty."),
        ("blank lines", b"\n\n", "The file is empty."),
        ("headings only", table(), "The file has headings but no rows."),
        ("a workbook", b"PK\x03\x04rest", "This is not a CSV file but a document or a workbook."),
        ("something else", table("a\x00b"), "The file holds something other than text."),
        ("half a letter", b"\xff\xfea", "The file’s letters cannot be read."),
        ("a column missing", table("x", header=HEADER.replace("Email", "X", 1)), "These columns are missing: Email."),
        ("a column twice", table("x", header=HEADER + ",urn"), "Two columns are headed “School URN”."),
        ("a cell without end", table('"' + "x" * 200_000), "The file cannot be read from line"),
        ("too large", b"x" * (MOST_BYTES + 1), "The file is larger than 2 MB."),
        ("too long", table(*good_rows(MOST_ROWS + 1)), "The file has 2,001 rows; 2,000 can be uploaded at once."),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_a_sentence(word, content, says) -> None:
    with pytest.raises(Refused) as refused:
        read_sheet(content)

    assert refused.value.refusal.says.startswith(says), word
    assert refused.value.refusal.mend


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=400))
def test_no_bytes_break_the_reader(content) -> None:
    try:
        rows = len(read_sheet(HEADER.encode() + b"\n" + content).rows)
    except Refused as refused:
        rows = len(refused.refusal.says)

    assert rows
