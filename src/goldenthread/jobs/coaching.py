"""What follows for pairings."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.coaching.actions.pairing import end_with_enrolment, end_with_transfer
from goldenthread.ground.types import Notice


def end_pairing(notice: Notice, at: datetime) -> None:
    """With an enrolment ends its pairing; a second time there is none left."""
    end_with_enrolment(UUID(notice.facts["enrolment"]), at=at)


def end_at_another_partner(notice: Notice, at: datetime) -> None:
    """With the delivery partner changes the coach; where the partner is the same, the pairing goes on."""
    end_with_transfer(UUID(notice.facts["enrolment"]), why="They went to another delivery partner.", at=at)
