"""Read what a webinar platform says about who was there: whose columns stand in any order, over several rows each.

Zoom, Teams and plain tables are read alike: headings are known by name, whatever stands before the first line that has
them is passed over, and so is a second list of single joinings after the list of people. Times are UK times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from goldenthread.cohorts.rules.clocks import day_of, moment_in, seconds_in
from goldenthread.cohorts.rules.matching import name_key
from goldenthread.cohorts.types import AttendanceSheet, Attendee, Mark, Span, Thresholds, UnreadRow
from goldenthread.ground.rules.tables import read_table
from goldenthread.ground.types import Refusal, Refused

MOST_ROWS = 2000
MOST_BYTES = 4_000_000
LONGEST = 200
# A joining and the time told for it are the same where they differ by less.
SAME = 90
MEND = "Download the attendance report from the platform again and choose it as it is, as CSV."

_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": (
            "name", "fullname", "username", "usernameoriginalname", "nameoriginalname", "displayname", "participant",
            "participantname", "attendee", "attendeename",
        ),
        "first": ("firstname", "forename", "givenname"),
        "last": ("lastname", "surname", "familyname"),
        "email": ("email", "emailaddress", "useremail", "participantemail", "attendeeemail", "upn", "participantidupn"),
        "joined": ("jointime", "joined", "joinedat", "firstjoin", "firstjointime", "timejoined"),
        "left": ("leavetime", "left", "leftat", "lastleave", "lastleavetime", "timeleft"),
        "lasted": (
            "duration", "durationminutes", "durationmins", "timeinsession", "timeinsessionminutes", "totalduration",
            "totaldurationminutes", "inmeetingduration", "attendanceduration", "minutes",
        ),
        "attended": ("attended",),
    }
)  # fmt: skip
_COLUMNS = {heading: column for column, headings in _HEADINGS.items() for heading in headings}
_JOININGS = re.compile(r"^\W*(\d+\.)?\s*in-?meeting activit", re.IGNORECASE)


@dataclass
class _Person:
    """Somebody whose rows are being added up."""

    line: int
    name: str
    email: str
    spans: list[Span] = field(default_factory=list)
    seconds: int = 0


def read_attendance(content: bytes, *, starts_at: datetime, ends_at: datetime) -> AttendanceSheet:
    """The people in a platform's file with their times, and the rows that could not be read.

    :raises Refused: if it is no table of text, has no columns of names and times, no rows, or too many.
    """
    days = {day_of(starts_at), day_of(ends_at)}
    columns: Mapping[str, int] = {}
    has_columns, rows = False, 0
    people: dict[str, _Person] = {}
    unread: list[UnreadRow] = []
    title = 0
    for line, cells in read_table(content, most_bytes=MOST_BYTES, mend=MEND, looks_at=40):
        told = [cell for cell in cells if cell.strip()]
        if told and has_columns and _JOININGS.match(told[0]):
            break
        found = _columns(cells)
        if found:
            columns, has_columns = found, True
            # The line before a second set of headings was their title.
            unread = [row for row in unread if row.line != title]
        elif told and columns:
            rows += 1
            title = line if len(told) == 1 else 0
            reason = _read_row(line, {c: _cell(cells, at) for c, at in columns.items()}, people, days=days)
            unread += [UnreadRow(line, reason)] if reason else []
    if not has_columns:
        says = "No line of this file has headings for a name and for a time."
        raise Refused(
            Refusal("no_columns", says, f"{MEND} A name with a duration, or with join and leave times, is enough.")
        )
    if not people and not unread:
        raise Refused(Refusal("nobody_there", "The file names nobody who was there.", MEND))
    if rows > MOST_ROWS:
        says = f"The file has {rows:,} rows; {MOST_ROWS:,} can be read at once."
        raise Refused(Refusal("too_many_rows", says, "Divide it into several files, each with the headings."))
    return AttendanceSheet(
        tuple(Attendee(p.line, p.name, p.email, tuple(p.spans), p.seconds) for p in people.values()), tuple(unread)
    )


def minutes_there(attendees: Iterable[Attendee], *, starts_at: datetime, ends_at: datetime) -> int:
    """The whole minutes of a session that somebody was there for, over all their rows and devices.

    Times at once on two devices count once, and none before the beginning or after the end.
    """
    rows = tuple(attendees)
    total = timedelta(seconds=sum(row.seconds for row in rows))
    until = starts_at
    for begins, ends in sorted(span for row in rows for span in row.spans):
        begins, ends = max(begins, until), min(ends, ends_at)  # noqa: PLW2901  the part that counts, under its name
        if ends > begins:
            total += ends - begins
            until = ends
    return int(min(total, ends_at - starts_at).total_seconds() // 60)


def mark_for(minutes: int, *, of: int, thresholds: Thresholds) -> Mark | None:
    """The mark for so many minutes of so many; none for who was there for less than *partly* asks."""
    percent = minutes * 100 // of
    if percent >= thresholds.present:
        return Mark.PRESENT
    return Mark.PARTLY if percent >= thresholds.partly else None


def why_not_thresholds(thresholds: Thresholds) -> Refusal | None:
    """Why these two figures make no sense together."""
    if 1 <= thresholds.partly <= thresholds.present <= 100:
        return None
    return Refusal(
        "thresholds_cross",
        "“Present” cannot ask for less than “partly”.",
        "Enter two figures from 1 to 100, the first the larger.",
    )


def why_not_confirm(*, asked: int, to_mark: int) -> Refusal | None:
    """Why an import cannot be entered as it is."""
    if asked:
        return Refusal("names_unanswered", "Some names are not settled.", "Say whose they are, or that they are none.")
    if not to_mark:
        return Refusal(
            "nobody_to_mark",
            "This file gives nobody a mark who has none.",
            "Choose another file, or mark people on the register.",
        )
    return None


def _columns(cells: Sequence[str]) -> Mapping[str, int]:
    """Where each column stands, if these are headings of names and times; nothing otherwise."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = _COLUMNS.get(re.sub(r"[^a-z0-9]", "", cell.lower()))
        if column:
            found.setdefault(column, place)
    has_name = "name" in found or {"first", "last"} <= set(found)
    return found if has_name and ("lasted" in found or {"joined", "left"} <= set(found)) else {}


def _read_row(line: int, cells: Mapping[str, str], people: dict[str, _Person], *, days: set[str]) -> str:
    """Add one row to whom it names; the reason if it cannot be read."""
    name = cells.get("name") or " ".join(filter(None, (cells.get("first"), cells.get("last"))))
    email = cells.get("email", "").lower() if "@" in cells.get("email", "") else ""
    if cells.get("attended", "").lower() in {"no", "n"}:
        return ""
    if not name and not email:
        return "It has no name."
    try:
        span = _span(cells, days=days)
        seconds = seconds_in(cells["lasted"]) if cells.get("lasted") else None
    except ValueError as wrong:
        return str(wrong)
    if span is None and seconds is None:
        return "It does not say for how long."
    person = people.setdefault(email or name_key(name), _Person(line, name, email))
    if span and (seconds is None or abs((span[1] - span[0]).total_seconds() - seconds) <= SAME):
        person.spans.append(span)
    else:
        person.seconds += seconds or 0
    return ""


def _span(cells: Mapping[str, str], *, days: set[str]) -> Span | None:
    if not cells.get("joined") or not cells.get("left"):
        return None
    begins, ends = moment_in(cells["joined"], days=days), moment_in(cells["left"], days=days)
    if ends < begins:
        raise ValueError("It ends before it begins.")
    return begins, ends


def _cell(cells: Sequence[str], place: int) -> str:
    """A cell as text: no control characters, no spaces around it, not without end."""
    text = cells[place] if place < len(cells) else ""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()[:LONGEST]
