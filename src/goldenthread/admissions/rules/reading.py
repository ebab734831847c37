"""Read an uploaded table: any usual encoding and separator, headings in any order and spelling."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from charset_normalizer import from_bytes

from goldenthread.admissions.types import COLUMNS, Sheet, SheetRow
from goldenthread.ground.types import Refusal, Refused

MOST_ROWS = 2000
MOST_BYTES = 2_000_000
LONGEST_CELL = 1000

# How else people head these columns. Letters and digits only, in lower case.
_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("fullname", "participant", "participantname", "teachername"),
        "email": ("emailaddress", "participantemail", "participantemailaddress"),
        "trn": ("teacherreferencenumber", "trnnumber"),
        "school_urn": ("urn",),
        "school_name": ("school", "nameofschool"),
        "route": ("deliveryroute", "mode"),
        "sponsor_name": ("sponsor", "nameofsponsor"),
        "sponsor_email": ("sponsoremailaddress",),
    }
)
HEADINGS: Mapping[str, str] = MappingProxyType(
    {column.replace("_", ""): column for column in COLUMNS}
    | {heading: column for column, also in _ALSO.items() for heading in also}
)
OPTIONAL = frozenset({"trn", "route"})
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def read_sheet(content: bytes) -> Sheet:
    """The rows of an uploaded file, by column, with their lines. Empty lines are passed over.

    :raises Refused: if it is not a table of text, too large, or lacks columns that are needed.
    """
    table = _table(_text(content))
    if not table:
        raise Refused(_not_readable("The file is empty."))
    columns, ignored = _columns(table[0][1])
    rows = tuple(
        SheetRow(line, {column: _cell(cells, place) for column, place in columns.items()})
        for line, cells in table[1:]
        if any(cell.strip() for cell in cells)
    )
    if not rows:
        raise Refused(_not_readable("The file has headings but no rows."))
    if len(rows) > MOST_ROWS:
        raise Refused(
            Refusal(
                "too_many_rows",
                f"The file has {len(rows):,} rows; {MOST_ROWS:,} can be uploaded at once.",
                "Divide it into several files, each with the headings.",
            )
        )
    return Sheet(rows, ignored)


def _not_readable(says: str) -> Refusal:
    return Refusal("not_readable", says, "Download the template, fill it in and save it as CSV.")


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Refused(Refusal("too_large", "The file is larger than 2 MB.", "Divide it into several files."))
    if content.startswith(_SPREADSHEETS):
        raise Refused(_not_readable("This is not a CSV file but a document or a workbook."))
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        # Old spreadsheets write in the machine's own alphabet. These are the ones used in this country.
        best = from_bytes(content, cp_isolation=["cp1252", "mac_roman", "latin_1"]).best()
        text = _decoded(content, best.encoding if best else "cp1252")
    if "\x00" in text:
        raise Refused(_not_readable("The file holds something other than text."))
    return text


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(_not_readable("The file’s letters cannot be read.")) from None


def _table(text: str) -> list[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").splitlines()[:1]
    heading = first[0] if first else ""
    separator = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    table: list[tuple[int, list[str]]] = []
    try:
        before = 0
        for cells in reader:
            line, before = before + 1, reader.line_num
            if cells or table:
                table.append((line, cells))
    except csv.Error:
        raise Refused(_not_readable(f"The file cannot be read from line {reader.line_num} on.")) from None
    return table


def _columns(headings: Sequence[str]) -> tuple[Mapping[str, int], tuple[str, ...]]:
    found: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(headings):
        column = HEADINGS.get(re.sub(r"[^a-z0-9]", "", heading.lower()))
        if column is None:
            ignored.append(heading.strip()[:60])
        elif column in found:
            raise Refused(_not_readable(f"Two columns are headed “{COLUMNS[column]}”."))
        else:
            found[column] = place
    missing = [name for column, name in COLUMNS.items() if column not in found and column not in OPTIONAL]
    if missing:
        raise Refused(_not_readable(f"These columns are missing: {', '.join(missing)}."))
    return found, tuple(name for name in ignored if name)


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip()[:LONGEST_CELL] if place < len(cells) else ""
