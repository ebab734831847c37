"""What waits to be read."""

from __future__ import annotations

from uuid import UUID

from goldenthread.frameworks.models import Reading
from goldenthread.frameworks.types import ReadingRef, ReadingState, WaitingDocument
from goldenthread.ground.queries.files import file_bytes


def waiting_document(ref: UUID) -> WaitingDocument | None:
    """A document with its bytes, in two statements; ``None`` if it waits no longer.

    :raises Reading.DoesNotExist: if there is none such.
    """
    row = Reading.objects.select_related("file").get(ref=ref)
    if row.state != ReadingState.WAITING.value:
        return None
    return WaitingDocument(ReadingRef(row.ref), file_bytes(row.file.ref), row.file.media_type)
