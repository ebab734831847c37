"""Somebody's coaching meetings as a calendar shows them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from goldenthread.coaching.models import Meeting
from goldenthread.coaching.rules.booking import initials
from goldenthread.coaching.rules.states import MeetingState
from goldenthread.coaching.types import PLACE_NAMES, Place
from goldenthread.coaching.types.meetings import USUAL_MINUTES, CalendarMeeting
from goldenthread.people.types import Actor

# As for sessions: what is over is kept for so long, and what is cancelled is told for so long.
BACK = timedelta(days=180)
CANCELLED_FOR = timedelta(days=60)
_OFF = (MeetingState.CANCELLED.value, MeetingState.TAKEN_BACK.value, MeetingState.HANDED_OVER.value)


def calendar_meetings(person: int, *, at: datetime) -> tuple[CalendarMeeting, ...]:
    """The meetings of a person by their id, whichever of the two they are, by time; in one statement.

    A calendar is kept by others: it names the other one by their initials, and holds nothing of what is written.
    Open to other rooms: whoever asks has already found out whose calendar it is.
    """
    rows = (
        Meeting.objects.filter(
            Q(pairing__coach_id=person) | Q(pairing__enrolment__participant_id=person), starts_at__gt=at - BACK
        )
        .exclude(state__in=_OFF, changed_at__lte=at - CANCELLED_FOR)
        .exclude(state__in=_OFF, changed_at=None)
        .select_related("pairing__coach", "pairing__enrolment__participant")
    )
    return tuple(_entry(row, person) for row in rows.order_by("starts_at", "pk"))


def own_meetings(*, by: Actor) -> tuple[CalendarMeeting, ...]:
    """A participant's own meetings that were not called off, by time, with their coach's name; in one statement."""
    rows = Meeting.objects.filter(pairing__enrolment__participant_id=by.person_id).exclude(state__in=_OFF)
    told = rows.select_related("pairing__coach", "pairing__enrolment__participant").order_by("starts_at", "pk")
    return tuple(_entry(row, by.person_id, named=row.pairing.coach.name) for row in told)


def _entry(row: Meeting, person: int, *, named: str = "") -> CalendarMeeting:
    is_coach = row.pairing.coach_id == person
    other = row.pairing.enrolment.participant if is_coach else row.pairing.coach
    return CalendarMeeting(
        ref=row.ref,
        with_whom=named or initials(other.name),
        is_coach=is_coach,
        starts_at=row.starts_at,
        ends_at=row.starts_at + timedelta(minutes=row.minutes or USUAL_MINUTES),
        how=PLACE_NAMES[Place(row.place)],
        where=row.where,
        is_suggested=row.state == MeetingState.PROPOSED.value,
        is_cancelled=row.state in _OFF,
        sequence=row.sequence,
        changed_at=row.changed_at or row.recorded_at,
    )
