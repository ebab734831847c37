"""Which reminders that are due were not made before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from goldenthread.ground.types.days import LONDON
from goldenthread.reporting.models import Reminder
from goldenthread.reporting.types import Kind, Occasion

# Whatever day the window then closes, and until whatever day it can then be booked.
_ONCE = frozenset({Kind.OPENED, Kind.BOOKING})


def told_anew(occasions: Iterable[Occasion]) -> tuple[Occasion, ...]:
    """Those of them that were not made before, in one statement. That a window has opened or can be booked is told
    once; what is moved to another day is told again."""
    wanted = tuple(occasions)
    rows = Reminder.objects.filter(kind__in={o.kind.value for o in wanted}, subject__in={o.subject for o in wanted})
    made = {_told_by(row.as_occasion()) for row in rows}
    return tuple(o for o in wanted if _told_by(o) not in made)


def day_of(moment: datetime) -> date:
    """The day on which a moment is in the United Kingdom."""
    return moment.astimezone(LONDON).date()


def _told_by(occasion: Occasion) -> tuple[object, ...]:
    day = None if occasion.kind in _ONCE else occasion.day
    return (occasion.kind, occasion.enrolment_id, occasion.subject, day)
