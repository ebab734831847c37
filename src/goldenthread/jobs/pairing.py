"""Letters about pairings: who walks beside whom from now on, and that a pairing has ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.coaching.queries.introducing import end_letter, pair_letter
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.pairing import (
    letter_that_it_ended,
    letter_that_it_ended_to_coach,
    letter_to_coach,
    letter_to_coach_before,
    letter_to_participant,
)
from goldenthread.integrations.mail.sync import send_once


def introduce(notice: Notice, at: datetime) -> None:
    """Write to both, and to whoever coached them until then; nothing once it is over again."""
    told = pair_letter(UUID(notice.facts["pairing"]))
    if told is None:
        return
    send_once(letter_to_participant(told, url=_here("coaching:mine")), at=at)
    page = "coaching:handed_over" if told.before else "coaching:record"
    send_once(letter_to_coach(told, url=_here(page, told.pairing)), at=at)
    if told.before_email:
        send_once(letter_to_coach_before(told, url=_here("coaching:caseload")), at=at)


def write_that_it_ended(notice: Notice, at: datetime) -> None:
    """Write to both that it ended; nothing where somebody else has come meanwhile."""
    told = end_letter(UUID(notice.facts["pairing"]))
    if told is None:
        return
    send_once(letter_that_it_ended(told, url=_here("coaching:mine")), at=at)
    if told.coach_email:
        send_once(letter_that_it_ended_to_coach(told, url=_here("coaching:caseload")), at=at)


def _here(name: str, *args: object) -> str:
    return settings.ADDRESS + reverse(name, args=args)
