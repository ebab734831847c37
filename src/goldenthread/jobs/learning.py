"""What follows for units."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.ground.types import Notice
from goldenthread.learning.actions.publishing import publish_units_of_release


def publish_units(notice: Notice, at: datetime) -> None:
    """With a release go the units that are ready; a second time there is none left."""
    publish_units_of_release(UUID(notice.facts["release"]), at=at)
