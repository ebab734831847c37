"""What follows when a document is sent in, and when an edition is published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.frameworks.actions.aligning import propose_alignments
from goldenthread.ground.types import Notice
from goldenthread.integrations.reader.sync import read_waiting


def read_uploaded(notice: Notice, at: datetime) -> None:
    """Read the document for review; one that was read or put away meanwhile is left alone."""
    read_waiting(UUID(notice.facts["reading"]), at=at)


def propose_threads(notice: Notice, at: datetime) -> None:
    """Propose what says the same in other frameworks; a second time nothing is left to propose."""
    propose_alignments(UUID(notice.facts["edition"]), at=at)
