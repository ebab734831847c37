"""Times and lengths as webinar platforms write them, read as UK time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime

from goldenthread.ground.types.days import LONDON

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\b)?", re.IGNORECASE)
_OFFSET = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")
_YEAR_FIRST = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_WORDS = re.compile(r"\b(?:(\d{1,2})\s+([a-z]{3})[a-z]*|([a-z]{3})[a-z]*\s+(\d{1,2}),?)\s+(\d{4})\b", re.IGNORECASE)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_UNITS = {"h": 3600, "m": 60, "s": 1}
_LENGTH = re.compile(r"(\d+)\s*(h|m|s)[a-z]*\.?", re.IGNORECASE)


def day_of(moment: datetime) -> str:
    """The UK day of a moment, as a word."""
    return moment.astimezone(LONDON).date().isoformat()


def moment_in(text: str, *, days: set[str]) -> datetime:
    """The moment that a cell tells. Where day and month could be either way round, the session's day decides.

    :raises ValueError: in words for people, if it tells none, or one on another day than ``days``.
    """
    clock = _CLOCK.search(text)
    if clock is None:
        raise ValueError(f"“{text}” is not a time.")
    if text.rstrip().endswith(("Z", "z")) or (_YEAR_FIRST.search(text) and _OFFSET.search(text.strip())):
        try:
            told = datetime.fromisoformat(text.strip())
        except ValueError:
            raise ValueError(f"“{text}” is not a time.") from None
        told = told if told.tzinfo else told.replace(tzinfo=LONDON)
        on = {told.astimezone(LONDON).date().isoformat()} & days
    else:
        hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        if clock[4]:
            hour = hour % 12 + (12 if clock[4].lower() == "p" else 0)
        dates = _dates(text.replace(clock[0], " ", 1))
        on = {min(days)} if dates is None else {day.isoformat() for day in dates} & days
        if on:
            try:
                told = datetime.fromisoformat(min(on)).replace(hour=hour, minute=minute, second=second, tzinfo=LONDON)
            except ValueError:
                raise ValueError(f"“{text}” is not a time.") from None
    if not on:
        raise ValueError(f"“{text}” is on another day than this session.")
    return told.astimezone(UTC)


def seconds_in(text: str) -> int:
    """The seconds that a cell tells: minutes as a number, hours and minutes by colons, or lengths with their units.

    :raises ValueError: in words for people, if it tells none.
    """
    said = text.strip().lower()
    number = re.fullmatch(r"(\d{1,5})(?:[.,](\d{1,4}))?(?:\s*min(?:ute)?s?\.?)?", said)
    if number:
        return round(float(f"{number[1]}.{number[2] or 0}") * 60)
    colons = re.fullmatch(r"(\d{1,3}):(\d{2})(?::(\d{2}))?", said)
    if colons:
        return int(colons[1]) * 3600 + int(colons[2]) * 60 + int(colons[3] or 0)
    if re.fullmatch(rf"(?:{_LENGTH.pattern}\s*(?:,|and)?\s*)+", said):
        return sum(int(n) * _UNITS[unit] for n, unit in _LENGTH.findall(said))
    raise ValueError(f"“{text}” is not a length of time.")


def _dates(text: str) -> set[date] | None:
    """Every day that a text may mean; nothing where it names none."""
    readings, found = list(_readings(text)), set()
    for year, month, day in readings:
        with suppress(ValueError):
            found.add(date(year + 2000 if year < 100 else year, month, day))
    return found if readings else None


def _readings(text: str) -> Iterator[tuple[int, int, int]]:
    if first := _YEAR_FIRST.search(text):
        yield int(first[1]), int(first[2]), int(first[3])
    elif numbers := _NUMBERS.search(text):
        one, two, year = (int(part) for part in numbers.groups())
        yield year, two, one
        yield year, one, two
    elif words := _WORDS.search(text):
        yield int(words[5]), _MONTHS.get((words[2] or words[3]).lower(), 0), int(words[1] or words[4])
