"""What follows when times change, something about an assessment is decided, or somebody may try again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.events import (
    letter_about_circumstances,
    letter_about_help,
    letter_about_move,
    letter_about_putting_off,
    letter_about_times,
)
from goldenthread.integrations.mail.sync import send_once
from goldenthread.reporting.queries.own_times import (
    circumstances_to_tell,
    help_to_tell,
    incident_to_tell,
    move_to_tell,
    putting_off_to_tell,
    time_to_tell,
)


def write_about_time(notice: Notice, at: datetime) -> None:
    """Tell somebody until when their window is open now."""
    for told in time_to_tell(UUID(notice.facts["time"])):
        send_once(letter_about_times(told, url=_mine()), at=at)


def write_about_incident(notice: Notice, at: datetime) -> None:
    """Tell everybody to whom an incident gave time; a second run writes to nobody twice."""
    for told in incident_to_tell(UUID(notice.facts["incident"])):
        send_once(letter_about_times(told, url=_mine()), at=at)


def write_about_move(notice: Notice, at: datetime) -> None:
    """Tell everybody who is assessed in a window that it has other times; a second run writes to nobody twice."""
    for told in move_to_tell(UUID(notice.facts["window"]), move=notice.facts["move"]):
        send_once(letter_about_move(told, url=_mine()), at=at)


def write_about_putting_off(notice: Notice, at: datetime) -> None:
    """Tell somebody that they are not assessed in a window, and what stays."""
    told = putting_off_to_tell(UUID(notice.facts["put_off"]))
    if told is not None:
        send_once(letter_about_putting_off(told, url=_mine()), at=at)


def write_about_help(notice: Notice, at: datetime) -> None:
    """Tell somebody that what was agreed for their next attempt is on their page."""
    told = help_to_tell(UUID(notice.facts["help"]))
    if told is not None:
        there = settings.ADDRESS + reverse("assessment:attempts", args=[told.enrolment])
        send_once(letter_about_help(told, url=there), at=at)


def write_about_circumstances(notice: Notice, at: datetime) -> None:
    """Tell somebody that it is decided, and where they read what."""
    told = circumstances_to_tell(UUID(notice.facts["circumstance"]))
    if told is not None:
        url = settings.ADDRESS + reverse("assessment:my_circumstances", args=[told.window])
        send_once(letter_about_circumstances(told, url=url), at=at)


def _mine() -> str:
    return settings.ADDRESS + reverse("assessment:mine")
