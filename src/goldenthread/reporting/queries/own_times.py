"""Whom to write to when their times in a window changed, and what they are now."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.assessment.models import OwnTime
from goldenthread.assessment.queries.own_times import entries_of
from goldenthread.assessment.rules.own_times import own_window_of
from goldenthread.assessment.types.own_times import TimesTold

_JOINED = ("window__cohort__release__programme", "enrolment__participant", "incident")


def time_to_tell(time: UUID) -> tuple[TimesTold, ...]:
    """Whose time this is and what it is now, in two statements; nobody where they are no longer here."""
    return _told(OwnTime.objects.filter(ref=time).select_related(*_JOINED))


def incident_to_tell(incident: UUID) -> tuple[TimesTold, ...]:
    """Everybody to whom an incident gave time, with what it is now, in two statements."""
    return _told(OwnTime.objects.filter(incident__ref=incident).select_related(*_JOINED).order_by("pk"))


def _told(rows: Iterable[OwnTime]) -> tuple[TimesTold, ...]:
    found = [row for row in rows if row.enrolment.participant.is_active]
    given = entries_of({row.window_id for row in found}, [row.enrolment_id for row in found])
    return tuple(
        TimesTold(
            key=f"{row.ref}:{'given' if row.ended_at is None else 'ended'}",
            name=row.enrolment.participant.name,
            address=row.enrolment.participant.email,
            programme=row.window.cohort.release.programme.title,
            closes_at=own_window_of(row.window.as_facts(), given.get((row.window_id, row.enrolment_id), ())).closes_at,
            minutes=row.minutes,
            what=row.incident.what if row.incident else "",
        )
        for row in found
    )
