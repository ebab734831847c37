"""What a participant does in their own time, as the page of their programme names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class OwnWork:
    """Where something is done (``page`` says whether ``ref`` is a unit's, a task's or a thread's), how it stands, and
    what there is to say about that.

    ``since``: it was handed in then and waits for its reviewer, so there is nothing to do about it.
    """

    page: str
    ref: UUID
    standing: str
    more: str = ""
    since: datetime | None = None
