"""Give what somebody had put down for a script over to their new seat at it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from goldenthread.assessment.models import Allocation, MarkingDraft, PinnedComment


def take_up_drafts(seats: Collection[Allocation]) -> None:
    """What was put down last at an earlier seat of the same marker at the same script stands at these new ones, with
    its comments at passages. It is a copy: what was put down there stays there. In one statement where there is none.
    """
    new = {(seat.script_id, seat.marker_id): seat for seat in seats}
    rows = MarkingDraft.objects.filter(
        allocation__script__in={script for script, _ in new},
        allocation__marker__in={marker for _, marker in new},
        allocation__ended_at__isnull=False,
        allocation__marking=None,
    )
    found = {
        (row.allocation.script_id, row.allocation.marker_id): row
        for row in rows.select_related("allocation").order_by("saved_at", "pk")
    }
    taken = {row.allocation_id: (row, new[key]) for key, row in found.items() if key in new}
    MarkingDraft.objects.bulk_create(
        MarkingDraft(
            allocation=seat,
            sheet=row.sheet,
            comment=row.comment,
            unpinned=row.unpinned,
            number=row.number,
            saved_at=row.saved_at,
        )
        for row, seat in taken.values()
    )
    if taken:
        _take_up_pins({before: seat for before, (_, seat) in taken.items()})


def _take_up_pins(seats: Mapping[int, Allocation]) -> None:
    pins = PinnedComment.objects.standing().filter(allocation__in=list(seats))
    PinnedComment.objects.bulk_create(
        PinnedComment(
            allocation=seats[pin.allocation_id],
            block=pin.block,
            start=pin.start,
            end=pin.end,
            quote=pin.quote,
            code=pin.code,
            words=pin.words,
            audience=pin.audience,
            banked_id=pin.banked_id,
            pinned_at=pin.pinned_at,
        )
        for pin in pins
    )
