"""How dates, periods, shares and numbers are said to people. Templates reach these through filters of the same name."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from goldenthread.ground.types import days

KILO = 1024
_PARTS = re.compile(r"(?<=\d) %")
# The number of a script, a file named by it, and the number of a receipt.
_NUMBERS = re.compile(r"(?<![\w-])(?:(?:[a-z]+-)?\d{3}-\d{3}-\d{3}(?:-\w+)*(?:\.\w+)?|R(?:-[0-9A-Z]{4}){3})(?![\w-])")


def day(value: date | datetime | None) -> str:
    """*Tuesday 24 November 2026*; a moment is taken on the day it has in the United Kingdom. Nothing for nothing."""
    return days.day(value) if isinstance(value, date) else ""


def attached(given: str, name: str, *, was_there: bool) -> str:
    """What became of a file that somebody put beside something: that it is there, and under which name if another."""
    if was_there:
        return f"This file stands here already, as “{name}”. The same file is kept once."
    if name == given:
        return "The file is attached."
    ending = name.rpartition(".")[2].lower()
    if given.lower().endswith(f".{ending}"):
        return f"The file is attached as “{name}”."
    return f"The file is attached as “{name}”: by what is in it, it is a .{ending} file, whatever its name said."


def short_day(value: date | datetime | None) -> str:
    """*24 Nov 2026*, for tables and figures where the long form does not fit."""
    return days.short_day(value) if isinstance(value, date) else ""


def clock(value: datetime | time | None) -> str:
    """*11:59pm*, *9am*, *midday*, *midnight* in the United Kingdom; a time of day without a day is taken as it is."""
    return days.clock(value) if isinstance(value, (datetime, time)) else ""


def moment(value: datetime | None) -> str:
    """*Tuesday 24 November 2026, 11:59pm* in the United Kingdom."""
    return days.moment(value) if isinstance(value, datetime) else ""


def deadline(value: datetime | None) -> str:
    """A moment until which something can be done: *the end of Monday 14 December 2026* where it is the midnight after
    that day; otherwise as any moment."""
    return days.deadline(value) if isinstance(value, datetime) else ""


def hours(minutes: float | None) -> str:
    """Minutes as people say them: *46 hours 30 minutes*, *1 hour*, *45 minutes*, *0 hours*."""
    if not isinstance(minutes, (int, float)):
        return ""
    whole, rest = divmod(round(minutes), 60)
    parts = [count(whole, "hour")] if whole or not rest else []
    if rest:
        parts.append(count(rest, "minute"))
    return " ".join(parts)


def count(number: int | None, one: str = "", many: str = "") -> str:
    """A number with its noun: ``count(4000, "participant")`` is *4,000 participants*; ``many`` where no s will do."""
    if not isinstance(number, int):
        return ""
    figure = f"{number:,}"
    if not one:
        return figure
    return f"{figure} {one if number == 1 else many or one + 's'}"


def decimal(value: float | Decimal | None, places: int = 2) -> str:
    """A figure with its decimals and, below nought, the sign of minus: *−0.42*; never *−0.00*."""
    if not isinstance(value, (int, float, Decimal)):
        return ""
    figure = f"{value:.{places}f}"
    return figure.replace("-", "\N{MINUS SIGN}") if float(figure) else figure.lstrip("-")


def percent(value: float | Decimal | None) -> str:
    """A figure out of a hundred as *87 %*, never rounded up to a hundred nor down past a whole it has not reached."""
    if not isinstance(value, (int, float, Decimal)):
        return ""
    return together(f"{int(value)} %")


def together(text: str) -> str:
    """The same words with each figure and its sign on one line: *40 %* does not part at the end of it."""
    return _PARTS.sub("\N{NO-BREAK SPACE}%", text)


def unbroken(text: str) -> SafeString:
    """The same words with each number of a script, of a receipt and each file named by one on one line: they are read,
    said and searched for as one."""
    return mark_safe(_NUMBERS.sub(r'<span class="gt-nowrap">\g<0></span>', conditional_escape(text)))  # noqa: S308  escaped


def share(part: float, whole: float) -> int:
    """The whole percentage that has been reached; 0 where there is nothing to be a share of.

    Rounded down, so that nobody is told they have reached a figure that they have not.
    """
    # A hair is added because 0.29 times a hundred is a hair under 29 in floating figures.
    return int(100 * part / whole + 1e-9) if whole else 0


def pounds(pence: int | None) -> str:
    """*£1,949* or *£13.51*: pence only where there are any."""
    if not isinstance(pence, int):
        return ""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"


def size(of_bytes: int | None) -> str:
    """*812 bytes*, *24 kB*, *3.1 MB*, *10 MB*."""
    if not isinstance(of_bytes, int):
        return ""
    if of_bytes < KILO:
        return count(of_bytes, "byte")
    if of_bytes < KILO * KILO:
        return f"{of_bytes // KILO} kB"
    return f"{of_bytes / KILO / KILO:.1f} MB".replace(".0 ", " ")


def words_in(text: str) -> int:
    """How many words a person typed: runs of letters and signs between spaces, as the counter on the page counts."""
    return len(text.split())


def period(from_: datetime, to: datetime) -> str:
    """How long it is from one moment to another, in the largest honest unit: *8 days*, *3 hours*, *20 minutes*."""
    gap = max(to - from_, timedelta())
    if gap >= timedelta(days=2):
        return count(gap.days, "day")
    if gap >= timedelta(hours=2):
        return count(int(gap.total_seconds() // 3600), "hour")
    return count(int(gap.total_seconds() // 60), "minute")
