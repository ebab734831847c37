"""What follows for units."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.ground.types import Notice
from goldenthread.learning.actions.publishing import publish_units_of_release
from goldenthread.learning.actions.reviewing import follow_coach as pass_on_work
from goldenthread.learning.actions.succeeding import follow_editions


def publish_units(notice: Notice, at: datetime) -> None:
    """With a release go the units that are ready; a second time there is none left."""
    publish_units_of_release(UUID(notice.facts["release"]), at=at)


def follow_coach(notice: Notice, at: datetime) -> None:
    """With a coach goes what they had taken to give feedback on; a second time there is none left."""
    pass_on_work(UUID(notice.facts["enrolment"]), at=at)


def follow_edition(notice: Notice, at: datetime) -> None:  # noqa: ARG001  whatever is behind is brought up to date
    """With an edition the library goes on to its statements; a second time there is nothing left."""
    follow_editions(at=at)
