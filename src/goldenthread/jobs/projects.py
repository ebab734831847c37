"""Letters that follow what happens to projects."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.assessment.queries.sponsoring import comments_signed, sponsor_letter
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.sponsoring import letter_that_they_signed, letter_to_sponsor
from goldenthread.integrations.mail.sync import send_once


def write_to_sponsor(notice: Notice, at: datetime) -> None:
    """Send a sponsor their link; nothing where they are asked no longer."""
    told = sponsor_letter(UUID(notice.facts["ask"]), letter=int(notice.facts["letter"]), at=at)
    if told is not None:
        url = settings.ADDRESS + reverse("assessment:comment_by_link", args=[told.token])
        send_once(letter_to_sponsor(told, url=url), at=at)


def write_that_sponsor_signed(notice: Notice, at: datetime) -> None:
    """Tell whoever writes a project that their sponsor has signed."""
    told = comments_signed(UUID(notice.facts["script"]), at=at)
    if told is not None:
        url = settings.ADDRESS + reverse("assessment:project", args=[told.script])
        send_once(letter_that_they_signed(told, url=url), at=at)
