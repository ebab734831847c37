"""When the two of a pairing are somewhere else: at other meetings, and at sessions."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from goldenthread.coaching.models import Meeting, Pairing
from goldenthread.coaching.rules.booking import LONGEST_MINUTES
from goldenthread.coaching.rules.states import MeetingState
from goldenthread.coaching.types.meetings import USUAL_MINUTES, Appointment, Engaged, Side
from goldenthread.cohorts.queries.hours import hours_taken
from goldenthread.cohorts.types import BusyHour


def engaged(pairing: Pairing, wanted: Appointment, *, side: Side, but: int | None = None) -> tuple[Engaged, ...]:
    """What either of the two has near an hour, what they meet for first; in five statements.

    ``side``: who asks. ``but``: a meeting that does not count, since it is the one that moves. A time that is only
    suggested keeps nobody from another.
    """
    coach, participant = pairing.coach_id, pairing.enrolment.participant_id
    mine = coach if side is Side.COACH else participant
    found = [
        Engaged(hour, person == mine)
        for person in (coach, participant)
        for hour in hours_taken(person, starts_at=wanted.starts_at, ends_at=wanted.ends_at)
    ]
    booked = Meeting.objects.filter(
        Q(pairing__coach_id__in=[coach, participant]) | Q(pairing__enrolment__participant_id__in=[coach, participant]),
        state=MeetingState.BOOKED.value,
        starts_at__lt=wanted.ends_at,
        starts_at__gt=wanted.starts_at - timedelta(minutes=LONGEST_MINUTES),
    ).exclude(pk=but or 0)
    for row in booked.select_related("pairing__enrolment").order_by("starts_at", "pk"):
        minutes = row.minutes or USUAL_MINUTES
        hour = BusyHour(row.starts_at, row.starts_at + timedelta(minutes=minutes))
        found.append(Engaged(hour, mine in {row.pairing.coach_id, row.pairing.enrolment.participant_id}))
    return tuple(found)
