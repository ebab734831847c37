"""When the two of a pairing are, or were, somewhere else: at other meetings, and at sessions."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.coaching.models import Meeting, Pairing
from goldenthread.coaching.rules.booking import LONGEST_MINUTES
from goldenthread.coaching.rules.states import MeetingState, State
from goldenthread.coaching.types.meetings import USUAL_MINUTES, Appointment, Engaged, Side
from goldenthread.coaching.types.overlapping import Other
from goldenthread.cohorts.queries.hours import hours_taken
from goldenthread.cohorts.types import BusyHour
from goldenthread.people.types import Actor


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
    booked = _near(pairing, BusyHour(wanted.starts_at, wanted.ends_at)).filter(state=MeetingState.BOOKED.value)
    found += [
        Engaged(_hour(row), mine in {row.pairing.coach_id, row.pairing.enrolment.participant_id})
        for row in booked.exclude(pk=but or 0).select_related("pairing__enrolment")
    ]
    return tuple(found)


def others_at(pairing: Pairing, wanted: BusyHour, *, but: UUID, by: Actor) -> tuple[Other, ...]:
    """The meetings near an hour that either of the two held or has booked, but for the one it is about; in one
    statement. What was missed, called off, taken back or only suggested kept nobody.
    """
    rows = _near(pairing, wanted).filter(state__in=[MeetingState.HELD.value, MeetingState.BOOKED.value])
    joined = rows.exclude(ref=but).select_related("pairing__coach", "pairing__enrolment__participant")
    return tuple(
        Other(
            ref=row.ref,
            hour=_hour(row),
            is_held=row.state == MeetingState.HELD.value,
            is_same=row.pairing.enrolment_id == pairing.enrolment_id,
            is_open=row.pairing.coach_id == by.person_id and row.pairing.state == State.ACTIVE.value,
            is_asked=row.pairing.coach_id == by.person_id,
            coach=row.pairing.coach.name,
            participant=row.pairing.enrolment.participant.name,
        )
        for row in joined
    )


def _near(pairing: Pairing, wanted: BusyHour) -> QuerySet[Meeting]:
    """The meetings of either of the two that begin before an hour ends, and may last into it."""
    two = [pairing.coach_id, pairing.enrolment.participant_id]
    return Meeting.objects.filter(
        Q(pairing__coach_id__in=two) | Q(pairing__enrolment__participant_id__in=two),
        starts_at__lt=wanted.ends_at,
        starts_at__gt=wanted.starts_at - timedelta(minutes=LONGEST_MINUTES),
    ).order_by("starts_at", "pk")


def _hour(row: Meeting) -> BusyHour:
    return BusyHour(row.starts_at, row.starts_at + timedelta(minutes=row.minutes or USUAL_MINUTES))
