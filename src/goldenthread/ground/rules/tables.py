"""Tables of text: those that come in any usual encoding and separator, and those that go out harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from charset_normalizer import from_bytes

from goldenthread.ground.types import Refusal, Refused

# A spreadsheet takes a cell that begins with one of these for a formula or a command.
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
# Behind blanks, and as wide letters, some spreadsheets run them as well.
BEGIN_FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# What is made of each line takes more than the line: a register of a year has a few thousand.
MOST_LINES = 100_000

_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_table(content: bytes, *, most_bytes: int, mend: str, looks_at: int = 1) -> list[tuple[int, list[str]]]:
    """The lines of a table of text that are not empty before its first, each with its number.

    The separator is the one of comma, semicolon and tab that stands most often in the first ``looks_at`` lines.

    :raises Refused: if it is too large or not a table of text; ``mend`` says what helps.
    """
    text = _text(content, most_bytes, mend)
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        says = f"The file has more than {MOST_LINES:,} lines."
        raise Refused(Refusal("too_many_lines", says, "Divide it into several files, and leave out empty lines."))
    first = "\n".join(text.lstrip("\r\n").splitlines()[:looks_at])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    table: list[tuple[int, list[str]]] = []
    try:
        before = 0
        for cells in reader:
            line, before = before + 1, reader.line_num
            if cells or table:
                table.append((line, cells))
    except csv.Error:
        raise Refused(_not_readable(f"The file cannot be read from line {reader.line_num} on.", mend)) from None
    return table


def _text(content: bytes, most_bytes: int, mend: str) -> str:
    if len(content) > most_bytes:
        most = f"{most_bytes // 1_000_000} MB"
        raise Refused(Refusal("too_large", f"The file is larger than {most}.", "Divide it into several files."))
    if content.startswith(_SPREADSHEETS):
        raise Refused(_not_readable("This is not a CSV file but a document or a workbook.", mend))
    encoding = next((named for mark, named in _MARKS if content.startswith(mark)), "")
    if not encoding and content[1:200:2].count(0) > 50:
        # Meeting platforms write two bytes for each letter, and some leave out the mark that says so.
        encoding = "utf-16-le"
    text = _decoded(content, encoding, mend) if encoding else _unmarked(content, mend)
    if "\x00" in text:
        raise Refused(_not_readable("The file holds something other than text.", mend))
    return text


def _unmarked(content: bytes, mend: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Old spreadsheets write in the machine's own alphabet. These are the ones used in this country.
        best = from_bytes(content, cp_isolation=["cp1252", "mac_roman", "latin_1"]).best()
        return _decoded(content, best.encoding if best else "cp1252", mend)


def _decoded(content: bytes, encoding: str, mend: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(_not_readable("The file’s letters cannot be read.", mend)) from None


def _not_readable(says: str, mend: str) -> Refusal:
    return Refusal("not_readable", says, mend)


def looks_like_a_formula(cell: str) -> bool:
    """Whether a spreadsheet would run this cell instead of showing it."""
    return cell.startswith(RUN_BY_SPREADSHEETS) or cell.lstrip().startswith(BEGIN_FORMULAS)


def harmless(cell: object) -> str:
    """The cell as text that a spreadsheet shows: an apostrophe goes before what it would otherwise run. A number that
    we give is one, below nothing too, and runs nothing."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if looks_like_a_formula(text) and not isinstance(cell, int | float) else text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as a CSV file that opens in every spreadsheet: UTF-8 with its mark, and every cell harmless."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
