"""What follows when a document is sent in, and when an edition is published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.frameworks.actions.aligning import propose_alignments
from goldenthread.frameworks.actions.pages import link_pages
from goldenthread.ground.types import Notice
from goldenthread.integrations.reader.sync import read_again_to_compare, read_waiting


def read_uploaded(notice: Notice, at: datetime) -> None:
    """Read the document for review; one that was read or put away meanwhile is left alone."""
    read_waiting(UUID(notice.facts["reading"]), at=at)


def read_to_compare(notice: Notice, at: datetime) -> None:
    """Read a document again, and keep what would change; one that waits no longer is left alone."""
    read_again_to_compare(UUID(notice.facts["rereading"]), at=at)


def propose_threads(notice: Notice, at: datetime) -> None:
    """Propose what says the same in other frameworks; a second time nothing is left to propose."""
    propose_alignments(UUID(notice.facts["edition"]), at=at)


def link_pages_anew(notice: Notice, at: datetime) -> None:  # noqa: ARG001  every edition in force is looked through
    """Look for what stands on providers' pages in what is in force now."""
    link_pages(at=at)
