"""What is told to schools once it has been decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.sync import send_once
from goldenthread.integrations.mail.updating import letter_with_update
from goldenthread.reporting.actions.updating import link_of_update, update_sent
from goldenthread.reporting.queries.updates import update_to_send


def send_update(notice: Notice, at: datetime) -> None:
    """Send a progress update with the link that opens it; one that went out or was revoked is left alone."""
    ref = UUID(notice.facts["update"])
    ready = update_to_send(ref)
    if ready.is_sent:
        return
    url = settings.ADDRESS + reverse("reporting:update", args=[link_of_update(ref)])
    send_once(letter_with_update(ready.update, address=ready.address, url=url), at=at)
    update_sent(ref, at=at)
