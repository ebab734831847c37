"""Make, renew and close the address of one's own calendar."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.transaction import atomic

from goldenthread.cohorts.models import CalendarFeed
from goldenthread.cohorts.queries.feeding import hash_of, secret_of
from goldenthread.ground.actions.record import audit
from goldenthread.people.types import Actor


@atomic
def open_feed(*, by: Actor, at: datetime) -> str:
    """Make the address, or a new one in place of the old, which then leads nowhere; gives its secret part."""
    row = CalendarFeed.objects.select_for_update().filter(person_id=by.person_id).first()
    row = row or CalendarFeed(person_id=by.person_id)
    row.ref, row.made_at = uuid.uuid4(), at
    secret = secret_of(row)
    row.token_hash = hash_of(secret)
    row.save()
    audit(by=str(by), did="cohorts.open_calendar", to=str(by.person), at=at)
    return secret


@atomic
def close_feed(*, by: Actor, at: datetime) -> None:
    """Let the address lead nowhere. Closing twice changes nothing."""
    gone, _ = CalendarFeed.objects.filter(person_id=by.person_id).delete()
    if gone:
        audit(by=str(by), did="cohorts.close_calendar", to=str(by.person), at=at)
