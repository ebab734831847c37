"""What was given for a script, for those who may see all of it."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.assessment.models import Marking, Want
from goldenthread.assessment.types.words import WantReason


def markings_of(script: int) -> list[Marking]:
    """The finished markings that count, in the order of seats, with their marks; in two statements."""
    rows = Marking.objects.filter(allocation__script=script, allocation__ended_at=None)
    return list(rows.select_related("allocation").prefetch_related("marks").order_by("allocation__seat"))


def is_last_third(script: int, markings: Sequence[Marking]) -> bool:
    """Whether the last of these markings is of somebody who read the others, because they lay too far apart; in one
    statement."""
    met = Want.objects.filter(script=script, reason=WantReason.THIRD.value).exclude(met_by=None)
    return bool(markings) and markings[-1].pk in met.values_list("met_by", flat=True)
