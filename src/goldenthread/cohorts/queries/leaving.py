"""What is left behind when somebody's duty ends: whom they walked beside, and sessions that they were to lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.cohorts.models import Companion, Session
from goldenthread.cohorts.types import LeftOpen, Role
from goldenthread.people.queries.acting import actor_known_by


def left_open(person: UUID, hat: UUID, *, at: datetime) -> LeftOpen:
    """What would be left open once a hat of somebody's has ended; in four statements.

    For the page that asks why it ends: whoever may end it has found out that they may.
    """
    after = actor_known_by(person, but_for=hat)
    led = Session.objects.led_by(after.person_id).filter(ends_at__gt=at)
    sessions = led.exclude(pk__in=Session.objects.facilitated_by(after).values("pk")).count()
    beside = Companion.objects.filter(person_id=after.person_id, ended_at=None)
    gone = beside.exclude(pk__in=Companion.objects.walked_by(after).values("pk"))
    roles = Counter(gone.values_list("role", flat=True))
    return LeftOpen(sessions, {role: roles[role.value] for role in Role if roles[role.value]})


def unled(cohorts: Iterable[int], *, at: datetime) -> Mapping[int, int]:
    """By cohort how many sessions to come need another facilitator, because whoever leads them is one for its partner
    no more; in one statement."""
    rows = Session.objects.filter(cohort_id__in=list(cohorts), ends_at__gt=at).with_leads().filter(Q(lead_left=True))
    return dict(rows.order_by().values_list("cohort_id").annotate(Count("pk")))
