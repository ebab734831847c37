"""What follows when a piece comes after the close, and when it is decided about."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.late import (
    letter_that_it_is_decided,
    letter_that_it_is_here,
    letter_that_one_waits,
)
from goldenthread.integrations.mail.sync import send_once
from goldenthread.reporting.queries.late_pieces import late_to_tell


def write_about_late_piece(notice: Notice, at: datetime) -> None:
    """Tell whoever offered a piece late that it is here, and those who may decide that it waits."""
    told = late_to_tell(UUID(notice.facts["late"]))
    if told is None:
        return
    send_once(letter_that_it_is_here(told, url=_theirs(told.script)), at=at)
    board = settings.ADDRESS + reverse("assessment:late_pieces", args=[told.window])
    for decider in told.deciders:
        send_once(letter_that_one_waits(told, decider, url=board), at=at)


def write_that_late_is_decided(notice: Notice, at: datetime) -> None:
    """Tell whoever offered it whether it counts."""
    told = late_to_tell(UUID(notice.facts["late"]))
    if told is not None:
        send_once(letter_that_it_is_decided(told, url=_theirs(told.script)), at=at)


def _theirs(script: UUID) -> str:
    return settings.ADDRESS + reverse("assessment:late", args=[script])
