"""The sample of a window that is marked: it was drawn, it grew, and one script is left to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.planning_release import plan_release
from goldenthread.assessment.actions.sampling import draw_sample, look_at
from goldenthread.assessment.queries.looking import look_page
from goldenthread.assessment.queries.sampling import sample_page
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.sampling import LookPage, LookSheet, SeatSide
from goldenthread.cli.demonstration.assessing import MODERATOR, Reasons, mark_sheet
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.estimating import Compared
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

DRAWN, LOOKED, GOES_OUT = -25, -6, 3
# So far apart that the rule does not allow it.
FAR = 2


def sample_it(marked: Compared, told: Mapping[str, Any], reasons: Reasons, calendar: Calendar) -> None:
    """Draw, look at all but the last, settle what is plain, and let the results go out on a day to come."""
    moderator, window = actor_by_email(MODERATOR), marked.window
    draw_sample(window, seed=told["seed"], by=moderator, at=calendar.moment(DRAWN))
    at = calendar.moment(LOOKED, time(14, 20))
    first = True
    while len(waiting := _waiting(window, by=moderator, at=at)) > 1:
        page = look_page(waiting[0], by=moderator, at=at)
        drawn = [side for side in page.sides if side.is_sampled][-1]
        look_at(page.ref, _look(page, drawn, told) if first else LookSheet(drawn.seat), by=moderator, at=at)
        first = False
    for name in told["settled"]:
        settled = SettlementSheet(MarkSheet(mark_sheet(marked.marks[name][0], reasons).marks))
        settle_script(marked.scripts[name], settled, by=moderator, at=calendar.moment(LOOKED + 1))
    plan_release(window, calendar.moment(GOES_OUT), by=moderator, at=calendar.moment(LOOKED + 1))


def _waiting(window: UUID, *, by: Actor, at: datetime) -> list[UUID]:
    """What nobody has looked at."""
    return [each.ref for each in sample_page(window, by=by, at=at).scripts if each.looked_at is None]


def _look(page: LookPage, drawn: SeatSide, told: Mapping[str, Any]) -> LookSheet:
    """Marks as this seat gave them, but for one that is too far away: the sample grows by it."""
    given = dict(drawn.sheet.marks)
    code = page.scheme.criteria[0].code
    was = given[code].mark or 0
    given = {each: Mark(mark.mark, told["reason"]) for each, mark in given.items()}
    given[code] = Mark(was - FAR if was > FAR else was + FAR, told["reason"])
    return LookSheet(sheet=MarkSheet(given, told["comment"]))
