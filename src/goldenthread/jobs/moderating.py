"""What follows for samples for moderation: supplements, and letters."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.assessment.actions.supplementing import draw_what_is_due
from goldenthread.assessment.queries.handing_over import guest_letter
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.moderating import letter_to_guest
from goldenthread.integrations.mail.sync import send_once


def draw_supplement(notice: Notice, at: datetime) -> None:
    """Draw what was marked after a sample, where that is due by now."""
    draw_what_is_due(UUID(notice.facts["script"]), at=at)


def write_to_guest(notice: Notice, at: datetime) -> None:
    """Tell somebody outside that they have access to a sample; nothing where it has ended."""
    told = guest_letter(UUID(notice.facts["guest"]), at=at)
    if told is not None:
        url = settings.ADDRESS + reverse("assessment:guest_sample", args=[told.ref])
        send_once(letter_to_guest(told, url=url), at=at)
