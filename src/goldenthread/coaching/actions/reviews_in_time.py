"""What happens to reviews because its time has come: they close, people are reminded, names are forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from goldenthread.coaching.actions.closing import JOINED, close
from goldenthread.coaching.models import Rater, Review
from goldenthread.coaching.queries.instruments import content_of
from goldenthread.coaching.rules.reviewing import RATERS_KEPT, reminders_due
from goldenthread.coaching.types.reviews import RaterState, ReviewState
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice

CLOCK = "clock"


@atomic
def close_due_reviews(*, at: datetime) -> int:
    """Close every review whose day has come; how many."""
    due = Review.objects.filter(state=ReviewState.OPEN.value, closes_at__lte=at)
    rows = list(due.select_related(*JOINED).select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        close(row, by_id=None, by=CLOCK, at=at)
    return len(rows)


@atomic
def remind_raters(*, at: datetime) -> int:
    """Remind those who were asked and have not answered, as often as the instrument says; how many letters."""
    waiting = Rater.objects.filter(state=RaterState.ASKED.value, review__closes_at__gt=at).select_related(
        "review__version"
    )
    sent = 0
    for rater in waiting.select_for_update(of=("self",)).order_by("pk"):
        closes_at = rater.review.closes_at
        due = reminders_due(content_of(rater.review.version), closes_at=closes_at, at=at) if closes_at else 0
        if due > rater.reminded:
            rater.reminded = due
            rater.save(update_fields=["reminded"])
            post(Notice("coaching.rater_asked", {"rater": str(rater.ref), "reminder": str(due)}), at=at)
            sent += 1
    if sent:
        audit(by=CLOCK, did="coaching.remind_raters", to="raters", at=at, letters=str(sent))
    return sent


@atomic
def forget_raters(*, at: datetime) -> int:
    """Erase the names and addresses of raters a while after their review is over; of how many reviews."""
    over = Review.objects.filter(closed_at__lte=at - RATERS_KEPT, raters_forgotten_at=None)
    rows = list(over.select_for_update(of=("self",)).values_list("pk", flat=True))
    Rater.objects.filter(review_id__in=rows).update(name="", email="")
    Review.objects.filter(pk__in=rows).update(raters_forgotten_at=at)
    if rows:
        audit(by=CLOCK, did="coaching.forget_raters", to="raters", at=at, reviews=str(len(rows)))
    return len(rows)
