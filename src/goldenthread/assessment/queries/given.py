"""What was given for a script, for those who may see all of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from goldenthread.assessment.models import Allocation, Marking, Want
from goldenthread.assessment.rules.wanting import seats_needed
from goldenthread.assessment.types.marking import Third
from goldenthread.assessment.types.words import WantReason


def markings_of(script: int) -> list[Marking]:
    """The finished markings that count, in the order of seats, with their marks; in two statements."""
    rows = Marking.objects.filter(allocation__script=script, allocation__ended_at=None)
    return list(rows.select_related("allocation").prefetch_related("marks").order_by("allocation__seat"))


def third_of(script: int, markings: Sequence[Marking]) -> Third | None:
    """Whether one of these markings is of somebody who read others because they lay too far apart, and whether it read
    all that count; nothing where there is none. In one statement."""
    met = Want.objects.filter(script=script, reason=WantReason.THIRD.value).exclude(met_by=None)
    thirds = set(met.values_list("met_by", flat=True))
    third = next((marking for marking in markings if marking.pk in thirds), None)
    if third is None:
        return None
    has_read_all = third is markings[-1] and all(each.finished_at <= third.finished_at for each in markings)
    return Third.LAST if has_read_all else Third.OVERTAKEN


def others_at(seat: Allocation, *, each: int) -> tuple[Marking, ...]:
    """What the others gave, for somebody who is to read it because those lie too far apart: by seat, never by name.

    Nothing where the seat was not wanted for that, and nothing before everybody else at the script has finished:
    ``each`` seats of the policy, and what is wanted beside. In one statement for any other seat, in three for this one.
    """
    wanted = list(
        Want.objects.filter(Q(met_by=None) | Q(met_by__allocation=seat), script=seat.script_id)
        .order_by("seat")
        .values_list("seat", "reason")
    )
    if (seat.seat, WantReason.THIRD.value) not in wanted:
        return ()
    others = [marking for marking in markings_of(seat.script_id) if marking.allocation_id != seat.pk]
    needed = set(seats_needed(each, (number for number, _ in wanted))) - {seat.seat}
    if not needed <= {marking.allocation.seat for marking in others}:
        return ()
    return tuple(others)
