"""What follows when a window has closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.assessment.actions.handing_in import see_to_drafts_left
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.closing import letter_to_manager, letter_to_writer
from goldenthread.integrations.mail.sync import send_once
from goldenthread.jobs.housekeeping import counted
from goldenthread.reporting.queries.receipts import draft_to_tell, drafts_to_tell

# A run that was cut off is made up for by a later one; a letter that went out does not go out again.
LOOKS_BACK = timedelta(days=1)


def drafts_left(at: datetime) -> str:
    """See to answers that nobody handed in before their window closed, and write to who manages their cohorts: one
    letter to each for a window."""
    seen = see_to_drafts_left(at=at)
    for left in drafts_to_tell(since=at - LOOKS_BACK):
        window = settings.ADDRESS + reverse("assessment:window", args=[left.window])
        for manager in left.managers:
            send_once(letter_to_manager(left, manager, url=window), at=at)
    return f"{counted(seen, 'draft')} seen to" if seen else ""


def write_about_draft(notice: Notice, at: datetime) -> None:
    """Tell whoever left answers, unless they have been handed in since."""
    left = draft_to_tell(UUID(notice.facts["script"]))
    if left is not None:
        theirs = settings.ADDRESS + reverse("assessment:write", args=[left.script])
        send_once(letter_to_writer(left, url=theirs), at=at)
