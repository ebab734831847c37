"""A timetable as a picture: a row of days for each month, open and closed, with its sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.safestring import SafeString

from goldenthread.cohorts.types import SessionRow
from goldenthread.cohorts.types.timetables import TimetableMonth, TimetablePage
from goldenthread.ground.types.days import LONDON
from goldenthread.web.shared.figures.drawing import Figure, Table, box, dot, line, picture, square, text
from goldenthread.web.shared.words import count

LABEL, DAY, ROW, TALL = 92, 16, 26, 12


def year_strip(page: TimetablePage, *, today: datetime) -> Figure:
    """Terms as bands, sessions in a room as squares and online as points; what is blank is closed."""
    months = page.months
    sessions = count(len(page.sessions), "session")
    title = f"{sessions} from {page.cohort.starts_on:%B %Y} to {page.cohort.ends_on:%B %Y}"
    ahead = sum(not s.is_past for s in page.sessions)
    says = f"{count(ahead, 'session')} to come. Bands are open days; a square is in a room, a point online."
    on = today.astimezone(LONDON).date()
    shapes = [shape for row, month in enumerate(months) for shape in _month(month, 8 + row * ROW, on)]
    svg = picture(width=LABEL + 31 * DAY + 8, height=16 + len(months) * ROW, title=title, says=says, shapes=shapes)
    return Figure(title, svg, says, Table(("Month", "Sessions", "Closed"), tuple(map(_row, months))))


def _month(month: TimetableMonth, top: float, today: date) -> Iterator[SafeString]:
    yield text(0, top + 14, f"{month.first:%b %Y}", "d-soft")
    for stretch in month.stretches:
        if not stretch.why:
            days = stretch.last_on.day - stretch.first_on.day + 1
            yield box(LABEL + (stretch.first_on.day - 1) * DAY, top + 4, days * DAY, TALL, "d-track")
    if today.replace(day=1) == month.first:
        x = LABEL + (today.day - 0.5) * DAY
        yield line(x, top, x, top + TALL + 8, "d-mark")
    for session in month.sessions:
        x = LABEL + (session.starts_at.astimezone(LONDON).day - 0.5) * DAY
        look = "d-point" if session.is_past else "d-hollow"
        yield square(x, top + 10, 5, look) if session.place else dot(x, top + 10, 5, look)


def _row(month: TimetableMonth) -> tuple[str, ...]:
    closed = [
        f"{s.first_on.day} to {s.last_on:%-d %B} {s.why}" if s.first_on != s.last_on else f"{s.last_on:%-d %B} {s.why}"
        for s in month.stretches
        if s.why
    ]
    return (f"{month.first:%B %Y}", "; ".join(map(_named, month.sessions)) or "none", "; ".join(closed) or "nothing")


def _named(session: SessionRow) -> str:
    return f"{session.title} on {session.starts_at.astimezone(LONDON):%-d %B}"
