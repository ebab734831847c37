"""Dates along the thread, in their order and roughly at their distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import Figure, Table, dot, fitted, line, picture, text
from goldenthread.web.shared.figures.thread import thread
from goldenthread.web.shared.words import day, short_day

APART, EDGE, MIDDLE, HEIGHT = 120, 20, 76, 150


@dataclass(frozen=True)
class Mark:
    """One thing on one day."""

    on: date
    words: str


def timeline_strip(title: str, *, marks: Sequence[Mark], now: date) -> Figure:
    """What has been is on the drawn thread, what is to come on a thin line; *today* stands where it falls.

    Things closer together than their words are wide are moved apart; the order and the dates stay true.
    """
    ordered = sorted(marks, key=lambda mark: mark.on)
    places = _places([mark.on for mark in ordered])
    behind = sum(mark.on <= now for mark in ordered)
    says = f"{behind} of {len(ordered)} are behind; today is {day(now)}."
    width = (places[-1] if places else EDGE) + APART + EDGE
    reached = _today(ordered, places, now, width)
    shapes = [line(EDGE, MIDDLE, width - EDGE, MIDDLE, "d-link"), *_thread_to(reached)]
    for number, (mark, x) in enumerate(zip(ordered, places, strict=True)):
        shapes += _mark(mark, x, above=number % 2 == 1, is_behind=mark.on <= now)
    shapes += [
        line(reached, MIDDLE - 14, reached, MIDDLE + 14, "d-mark"),
        text(reached + 4, MIDDLE - 9, "today", "d-soft"),
    ]
    rows = tuple((mark.words, day(mark.on), "behind" if mark.on <= now else "to come") for mark in ordered)
    table = Table(("What", "When", "Where it stands"), rows)
    return Figure(title, picture(width=width, height=HEIGHT, title=title, says=says, shapes=shapes), says, table)


def _places(days: Sequence[date]) -> list[float]:
    """Across by date, but never closer than half of what words take: neighbours stand above and below the line."""
    if not days:
        return []
    span = max((days[-1] - days[0]).days, 1)
    wide = max(560.0, APART * len(days) / 2)
    places: list[float] = []
    for on in days:
        wanted = EDGE + 8 + wide * (on - days[0]).days / span
        places.append(max(wanted, places[-1] + APART / 2 + 6) if places else wanted)
    return places


def _today(marks: Sequence[Mark], places: Sequence[float], now: date, width: float) -> float:
    """Where today falls between the marks that it falls between."""
    before = [(m.on, x) for m, x in zip(marks, places, strict=True) if m.on <= now]
    after = [(m.on, x) for m, x in zip(marks, places, strict=True) if m.on > now]
    if not before:
        return EDGE
    if not after:
        return min(before[-1][1] + 24, width - EDGE)
    (start, left), (end, right) = before[-1], after[0]
    return left + (right - left) * (now - start).days / (end - start).days


def _thread_to(x: float) -> list[SafeString]:
    return [thread([(EDGE, MIDDLE), (x, MIDDLE)])] if x > EDGE else []


def _mark(mark: Mark, x: float, *, above: bool, is_behind: bool) -> list[SafeString]:
    top = MIDDLE - 48 if above else MIDDLE + 34
    return [
        line(x, MIDDLE, x, top + (22 if above else -14), "d-rule"),
        dot(x, MIDDLE, 6, "d-point" if is_behind else "d-hollow"),
        text(x - 6, top, fitted(mark.words, APART), "d-strong"),
        text(x - 6, top + 18, short_day(mark.on), "d-soft"),
    ]
