"""When people are at sessions: for rooms that look for an hour at which somebody is free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from goldenthread.cohorts.models import Risk, Session
from goldenthread.cohorts.types import BusyHour, State
from goldenthread.cohorts.types.chasing import AtRisk


def hours_taken(person: int, *, starts_at: datetime, ends_at: datetime) -> tuple[BusyHour, ...]:
    """The sessions between two moments to which somebody comes, or which they facilitate; in two statements.

    Open to other rooms: whoever asks tells what it is only to the person themself.
    """
    between = Session.objects.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    found = {
        row.pk: BusyHour(row.starts_at, row.ends_at, row.component.title)
        for rows in (between.attended_by(person), between.led_by(person))
        for row in rows.select_related("component")
    }
    return tuple(sorted(found.values(), key=lambda hour: (hour.starts_at, hour.title)))


def risks_of(enrolments: Iterable[int]) -> Mapping[int, AtRisk]:
    """Who of some enrolments will miss the gate if nothing changes, and why, by enrolment id; in one statement.

    Open to other rooms: whoever asks has already found out that these may be seen.
    """
    rows = Risk.objects.filter(enrolment_id__in=list(enrolments), is_at_risk=True, enrolment__state=State.ACTIVE.value)
    return {row.enrolment_id: risk for row in rows if (risk := row.as_risk()) is not None}
