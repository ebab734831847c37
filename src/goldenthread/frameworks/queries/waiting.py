"""What waits for a curriculum lead among the frameworks."""

from __future__ import annotations

from goldenthread.frameworks.models import Alignment, Reading
from goldenthread.frameworks.rules.reviewing import why_not_review
from goldenthread.frameworks.types import AlignmentState, ReadingState
from goldenthread.frameworks.types.waiting import WaitingWork
from goldenthread.people.types import Actor


def waiting_work(*, by: Actor) -> WaitingWork:
    """The readings under review and the pairs that are proposed, in three statements; nothing for anybody else.

    A provider's page is not among them: it is never published.
    """
    if why_not_review(by):
        return WaitingWork()
    rows = Reading.objects.seen_by(by).filter(state=ReadingState.REVIEWED.value).filter(page=None).counted()
    oldest = rows.defer("source", "account").order_by("made_at", "pk").first()
    proposed = Alignment.objects.seen_by(by).in_force().filter(state=AlignmentState.PROPOSED.value)
    return WaitingWork(rows.count(), oldest.as_line() if oldest else None, proposed.count())
