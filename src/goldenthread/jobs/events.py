"""What follows when times change, something about an assessment is decided, or somebody may try again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.events import letter_about_times
from goldenthread.integrations.mail.sync import send_once
from goldenthread.reporting.queries.own_times import incident_to_tell, time_to_tell


def write_about_time(notice: Notice, at: datetime) -> None:
    """Tell somebody until when their window is open now."""
    for told in time_to_tell(UUID(notice.facts["time"])):
        send_once(letter_about_times(told, url=_mine()), at=at)


def write_about_incident(notice: Notice, at: datetime) -> None:
    """Tell everybody to whom an incident gave time; a second run writes to nobody twice."""
    for told in incident_to_tell(UUID(notice.facts["incident"])):
        send_once(letter_about_times(told, url=_mine()), at=at)


def _mine() -> str:
    return settings.ADDRESS + reverse("assessment:mine")
