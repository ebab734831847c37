"""The seats that somebody can still give up."""

from __future__ import annotations

from goldenthread.assessment.models import Allocation
from goldenthread.assessment.models.markings import AllocationSet
from goldenthread.assessment.types.standing import Purpose

_HIDDEN = ("", Purpose.SEED.value)


def held_by(person: int) -> AllocationSet:
    """The seats that somebody has and has not finished, locked first: a marking that is finished at the same moment
    either keeps its seat, or finds that it has none."""
    # Those hidden among them go as well: what is left alone in a queue would be known for what it is.
    held = Allocation.objects.filter(marker_id=person, ended_at=None, script__standard__in=_HIDDEN)
    ids = list(held.select_for_update(of=("self",)).values_list("pk", flat=True))
    return Allocation.objects.filter(pk__in=ids, marking=None)
