"""The window whose marking goes on: two markers, a third where they differ, one who is stopped, and first results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import accept_agreed, settle_script
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.queries.marking import marking_queue
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.standing import Purpose
from goldenthread.cli.demonstration.assessing import (
    FOURTH,
    MARKERS,
    MODERATOR,
    THIRD,
    WINDOW_DAYS,
    Reasons,
    Scripts,
    by_number,
    mark_sheet,
)
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.standardising import CLOSE
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

Numbered = Mapping[str, Mapping[str, Any]]
# What the fourth marker gave standard scripts: far more than was agreed.
GENEROUS = (4, 4, 4, 4)


def mark(window: UUID, scripts: Scripts, reasons: Sequence[Reasons], calendar: Calendar, opens: int, by: Actor) -> None:
    """Hand out and mark as far as the story has come; settle and release what it says is settled."""
    closed = opens + WINDOW_DAYS
    first, second = MARKERS
    seats = {(script, seat): _ref(email) for script in scripts for seat, email in enumerate(MARKERS, 1)}
    seats |= {(script, 2): _ref(told["second"]) for script, told in scripts.items() if "second" in told}
    allocate(window, seats, by=by, at=calendar.moment(closed + 1))
    at = calendar.moment(closed + 3)
    numbered = {number: scripts[ref] for number, ref in by_number(window, by=by, at=at).items() if ref in scripts}
    _finish(first, 0, numbered, reasons[0], at=at, seeds=CLOSE[Purpose.SEED])
    _finish(second, 1, numbered, reasons[1], at=at, seeds=CLOSE[Purpose.SEED])
    # The two standard scripts among hers stop her marking; nobody has decided about it yet.
    _finish(FOURTH, 1, numbered, reasons[1], at=at + timedelta(hours=2), seeds=GENEROUS)
    moderator = actor_by_email(MODERATOR)
    for script in [each for each, told in scripts.items() if len(told.get("marks", ())) > len(MARKERS)]:
        allocate(window, {(script, 3): _ref(THIRD)}, by=by, at=calendar.moment(closed + 4, at=at.time()))
        _finish(THIRD, 2, numbered, reasons[0], at=calendar.moment(closed + 5))
        accept_agreed(script, by=moderator, at=calendar.moment(closed + 6))
    settled = [script for script, told in scripts.items() if told.get("settled")]
    for script in settled:
        # What both said over all goes to the participant.
        agreed = SettlementSheet(MarkSheet(mark_sheet(scripts[script]["marks"][0], reasons[0]).marks))
        settle_script(script, agreed, by=moderator, at=calendar.moment(closed + 5))
    release_results(window, settled, by=moderator, at=calendar.moment(closed + 7))


def _finish(
    email: str, seat: int, scripts: Numbered, reasons: Reasons, *, at: datetime, seeds: Sequence[int] = ()
) -> None:
    """Finish what the story has marks for, and then the standard scripts among them."""
    marker = actor_by_email(email)
    rows = [row for row in marking_queue(by=marker).rows if row.finished_at is None]
    found = [(row.ref, scripts.get(row.number)) for row in rows]
    for ref, told in sorted(found, key=lambda each: each[1] is None):
        given = told.get("marks", ()) if told else (seeds,) * 3
        if seat < len(given) and given[seat]:
            finish_marking(ref, mark_sheet(given[seat], reasons), by=marker, at=at)


def _ref(email: str) -> UUID:
    return actor_by_email(email).person
