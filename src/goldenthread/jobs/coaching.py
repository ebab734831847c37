"""What follows for pairings."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.coaching.actions.pairing import end_with_enrolment
from goldenthread.ground.types import Notice


def end_pairing(notice: Notice, at: datetime) -> None:
    """With an enrolment ends its pairing; a second time there is none left."""
    end_with_enrolment(UUID(notice.facts["enrolment"]), at=at)
