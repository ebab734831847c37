"""Keep a draft so that nothing in it is lost, whichever tab it came from."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from goldenthread.assessment.models import Allocation, MarkingDraft, OverwrittenDraft
from goldenthread.assessment.queries.pinning import pins_at
from goldenthread.assessment.rules.drafting import overwrites, put_together
from goldenthread.assessment.rules.pinning import is_unpinned
from goldenthread.assessment.types.marking import Kept, MarkSheet, Seen
from goldenthread.assessment.types.pinning import Unpinned


def draft_at(row: Allocation) -> Seen:
    """The draft at a seat as it stands now, and how often it was saved; 0 times where there is none. In one
    statement."""
    last = MarkingDraft.objects.filter(allocation=row).first()
    return Seen(last.number, last.as_sheet()) if last else Seen(0, MarkSheet())


def has_unpinned(row: Allocation, typed: Unpinned) -> bool:
    """Whether what is typed is a comment that stands at no passage; in one statement where anything is."""
    return bool(typed.words) and is_unpinned(typed, pins_at(row.ref))


def keep_draft(row: Allocation, sheet: MarkSheet, seen: Seen | None, *, at: datetime, pinned: str = "") -> Kept:
    """Keep a sheet at a seat that the caller has locked and found open. ``pinned``: the words of a comment that was
    pinned just now, which wait in the draft no longer."""
    last = MarkingDraft.objects.filter(allocation=row).first()
    stands, number = (last.as_sheet(), last.number) if last else (MarkSheet(), 0)
    if pinned and pinned.startswith(stands.unpinned.words.strip()):
        stands = replace(stands, unpinned=Unpinned())
    is_mixed = seen is not None and seen.number != number
    sheet = put_together(stands, sheet, seen.sheet) if seen and is_mixed else sheet
    if last and overwrites(stands, sheet):
        was = {"sheet": last.sheet, "comment": last.comment, "unpinned": last.unpinned, "saved_at": last.saved_at}
        OverwrittenDraft.objects.create(allocation=row, number=number, **was)

    kept = {code: {"mark": each.mark, "reason": each.reason} for code, each in sheet.marks.items()}
    unpinned = {part: typed for part, typed in asdict(sheet.unpinned).items() if typed}
    words = {"sheet": kept, "comment": sheet.comment, "unpinned": unpinned}
    MarkingDraft.objects.update_or_create(allocation=row, defaults={**words, "number": number + 1, "saved_at": at})
    return Kept(number + 1, is_mixed)
