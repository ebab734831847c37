"""What follows when somebody asks who should mark what."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.assessment.actions.proposing import work_out
from goldenthread.ground.types import Notice


def work_proposal_out(notice: Notice, at: datetime) -> None:
    """Work the proposal out; one that was put away meanwhile is left alone."""
    work_out(UUID(notice.facts["proposal"]), at=at)
