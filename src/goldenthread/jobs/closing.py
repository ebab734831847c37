"""What follows when a window has closed."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.actions.handing_in import see_to_drafts_left
from goldenthread.jobs.housekeeping import counted


def drafts_left(at: datetime) -> str:
    """See to answers that nobody handed in before their window closed."""
    seen = see_to_drafts_left(at=at)
    return f"{counted(seen, 'draft')} seen to" if seen else ""
