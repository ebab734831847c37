"""Seats that were given up and that nobody has yet."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from goldenthread.assessment.models import Allocation
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.types.words import State, WhyEnded
from goldenthread.people.types import Actor

_LEFT = (WhyEnded.CANNOT_MARK.value, WhyEnded.CONFLICT.value, WhyEnded.STOPPED.value)


def seats_without_anybody(*, by: Actor) -> int:
    """How many seats somebody gave up that nobody has, for those who hand scripts out; in one statement."""
    if why_not_run(by):
        return 0
    now = Allocation.objects.current().filter(script=OuterRef("script"), seat=OuterRef("seat"))
    left = Allocation.objects.exclude(why_ended="").filter(
        why_ended__in=_LEFT, script__state=State.ALLOCATED.value, is_standard=False
    )
    return left.exclude(Exists(now)).values("script_id", "seat").distinct().count()
