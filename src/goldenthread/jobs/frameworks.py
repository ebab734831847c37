"""What follows when a document is sent in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.ground.types import Notice
from goldenthread.integrations.reader.sync import read_waiting


def read_uploaded(notice: Notice, at: datetime) -> None:
    """Read the document for review; one that was read or put away meanwhile is left alone."""
    read_waiting(UUID(notice.facts["reading"]), at=at)
