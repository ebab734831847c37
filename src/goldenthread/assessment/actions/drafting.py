"""Keep a draft so that nothing in it is lost, whichever tab it came from."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.models import Allocation, MarkingDraft, OverwrittenDraft
from goldenthread.assessment.rules.drafting import overwrites, put_together
from goldenthread.assessment.types.marking import Kept, MarkSheet, Seen


def draft_number(row: Allocation) -> int:
    """How often the draft at a seat was saved, as it stands now; 0 where there is none. In one statement."""
    return MarkingDraft.objects.filter(allocation=row).values_list("number", flat=True).first() or 0


def keep_draft(row: Allocation, sheet: MarkSheet, seen: Seen | None, *, at: datetime) -> Kept:
    """Keep a sheet at a seat that the caller has locked and found open."""
    last = MarkingDraft.objects.filter(allocation=row).first()
    stands, number = (last.as_sheet(), last.number) if last else (MarkSheet(), 0)
    is_mixed = seen is not None and seen.number != number
    sheet = put_together(stands, sheet, seen.sheet) if seen and is_mixed else sheet
    if last and overwrites(stands, sheet):
        OverwrittenDraft.objects.create(
            allocation=row, number=number, sheet=last.sheet, comment=last.comment, saved_at=last.saved_at
        )

    kept = {code: {"mark": each.mark, "reason": each.reason} for code, each in sheet.marks.items()}
    MarkingDraft.objects.update_or_create(
        allocation=row,
        defaults={"sheet": kept, "comment": sheet.comment, "number": number + 1, "saved_at": at},
    )
    return Kept(number + 1, is_mixed)
