"""Six scripts of a closed window that both assessors have marked alike, under a policy that asks for a small sample."""

from __future__ import annotations

from datetime import UTC, datetime

from goldenthread.assessment.models import Script
from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window, mark_both, more_scripts, seat_both
from tests.makers.cast import make_cast
from tests.makers.sampling import want_samples


def lay() -> None:
    """Lay them into an empty database."""
    at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    cast = make_cast(at=at)
    planned = make_window(cast, at=at)
    seat_both(cast, planned, hand_in(planned, cast.participant, at=INSIDE).script, at=AFTER)
    more_scripts(cast, planned, 5, at=at)
    scheme = planned.enrolled.cohort.built.scheme
    for ref in Script.objects.order_by("pk").values_list("ref", flat=True):
        mark_both(cast, ref, scheme, at=AFTER)
    want_samples(share=16)
