"""Read files that arrived, and write to whoever sent them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from goldenthread.assessment.actions.arriving import ask_for_unread, read_arrival
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.arriving import (
    letter_about_turning_away,
    letter_that_it_arrived,
    letter_to_manager,
)
from goldenthread.integrations.mail.sync import send_once
from goldenthread.integrations.reader.sync import work_through_script
from goldenthread.reporting.queries.arrivals import arrival_to_tell


def write_that_it_arrived(notice: Notice, at: datetime) -> None:
    """Confirm at once that a file is here, with its hash and its moment, where it is to be handed in."""
    told = arrival_to_tell(UUID(notice.facts["arrival"]))
    if told is not None and told.hands_in:
        send_once(letter_that_it_arrived(told, url=_page(told.arrival)), at=at)


def read(notice: Notice, at: datetime) -> None:
    """Read a file that waits; nothing where it was read, or erased with whoever sent it."""
    try:
        read_arrival(UUID(notice.facts["arrival"]), at=at, work=work_through_script)
    except ObjectDoesNotExist:
        return


def write_that_it_cannot_be_taken(notice: Notice, at: datetime) -> None:
    """Tell whoever sent a file why it cannot be taken, and who manages their cohort once nothing can be sent."""
    told = arrival_to_tell(UUID(notice.facts["arrival"]))
    if told is None:
        return
    send_once(letter_about_turning_away(told, url=_page(told.arrival), at=at), at=at)
    if told.closes_at <= at:
        window = settings.ADDRESS + reverse("assessment:arrivals", args=[told.window])
        for manager in told.managers:
            send_once(letter_to_manager(told, manager, url=window), at=at)


def unread(at: datetime) -> str:
    """Ask for files that nobody reads, because whatever did was ended."""
    asked = ask_for_unread(at=at)
    return f"{asked} to read" if asked else ""


def _page(arrival: UUID) -> str:
    return settings.ADDRESS + reverse("assessment:arrival", args=[arrival])
