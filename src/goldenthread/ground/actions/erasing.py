"""Take words out of what ground keeps for the rooms, once the person that they told of is erased."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.models import AuditEntry, StoredFile

ERASED = "Erased"
AT_ONCE = 500


@atomic
def empty_words(about: Iterable[str]) -> int:
    """Empty what was typed into the entries of the record about these things; how many. The deeds stay."""
    refs = sorted(set(about))
    return sum(
        AuditEntry.objects.filter(to__in=refs[start : start + AT_ONCE]).exclude(why="").update(why=ERASED)
        for start in range(0, len(refs), AT_ONCE)
    )


@atomic
def rename_files(refs: Iterable[UUID]) -> int:
    """Take away what these files were called, but of what kind they are; how many."""
    rows = list(StoredFile.objects.filter(ref__in=set(refs)))
    for row in rows:
        row.name = f"erased{PurePath(row.name).suffix}"[:200]
    StoredFile.objects.bulk_update(rows, ["name"], batch_size=AT_ONCE)
    return len(rows)
