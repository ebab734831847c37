"""Read an uploaded table: any usual encoding and separator, headings in any order and spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from goldenthread.admissions.types import COLUMNS, Sheet, SheetRow
from goldenthread.ground.rules.tables import read_table
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
_MEND = "Download the template, fill it in and save it as CSV."


def read_sheet(content: bytes) -> Sheet:
    """The rows of an uploaded file, by column, with their lines. Empty lines are passed over.

    :raises Refused: if it is not a table of text, too large, or lacks columns that are needed.
    """
    table = read_table(content, most_bytes=MOST_BYTES, mend=_MEND)
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
    return Refusal("not_readable", says, _MEND)


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
