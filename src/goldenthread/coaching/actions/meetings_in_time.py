"""Remind both of a meeting that is near."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.transaction import atomic

from goldenthread.coaching.models import Meeting
from goldenthread.coaching.rules.booking import NEAR_DAYS, is_near
from goldenthread.coaching.rules.states import MeetingState
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice
from goldenthread.ground.types.days import LONDON


@atomic
def remind_of_meetings(*, at: datetime) -> int:
    """Leave a notice for each booked meeting that is near, once for the day on which it is; how many.

    One that is moved to another day is reminded of again.
    """
    until = at + timedelta(days=NEAR_DAYS + 1)
    rows = Meeting.objects.filter(state=MeetingState.BOOKED.value, starts_at__gt=at, starts_at__lt=until)
    reminded = 0
    for row in rows.select_for_update().order_by("pk"):
        day = row.starts_at.astimezone(LONDON).date()
        if row.reminded_on == day or not is_near(row.starts_at, at=at):
            continue
        row.reminded_on = day
        row.save(update_fields=["reminded_on"])
        post(Notice("coaching.meeting_near", {"meeting": str(row.ref), "day": str(day)}), at=at)
        reminded += 1
    if reminded:
        audit(by="clock", did="coaching.remind_of_meetings", to="meetings", at=at, meetings=str(reminded))
    return reminded
