"""Tables of participants to upload."""

from __future__ import annotations

from collections.abc import Iterable

HEADER = "Name,Email,TRN,School URN,School name,Route,Sponsor name,Sponsor email"


def table(*rows: str, header: str = HEADER) -> bytes:
    """A file with these rows."""
    return "\n".join((header, *rows, "")).encode()


def good_row(n: int, *, school: str = "100001") -> str:
    """The row of a made applicant: *Applicant 001* and so on, each with an own TRN, all at one school."""
    return (
        f"Applicant {n:03d},applicant{n:03d}@castlehill.example,{3000000 + n},{school},Castle Hill Primary,blended,"
        "Samir Patel,samir@castlehill.example"
    )


def good_rows(number: int) -> Iterable[str]:
    """So many good rows."""
    return (good_row(n) for n in range(1, number + 1))
