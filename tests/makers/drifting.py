"""A marker who is cleared, has finished a script, and has another one and a hidden one to mark."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.models import Allocation
from tests.makers.assessment import AFTER, INSIDE, full_sheet, hand_in, make_window, more_scripts, seat_both
from tests.makers.cast import make_cast
from tests.makers.standardising import clear, make_standard


def lay() -> None:
    """Lay them into an empty database."""
    at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    cast = make_cast(at=at)
    planned = make_window(cast, at=at)
    standard = make_standard(cast, planned, seeds=2, every=2, in_a_row=1)
    clear(cast, standard, cast.assessor, cast.second_assessor)
    seat_both(cast, planned, hand_in(planned, cast.participant, at=INSIDE).script, at=AFTER)
    more_scripts(cast, planned, 1, at=at)
    live = Allocation.objects.current().filter(marker_id=cast.assessor.person_id).order_by("pk")[0]
    sheet = full_sheet(planned.enrolled.cohort.built.scheme)
    finish_marking(live.ref, sheet, by=cast.assessor, at=AFTER + timedelta(hours=1))
