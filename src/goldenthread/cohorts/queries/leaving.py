"""What is left behind when somebody's duty ends: whom they walked beside, and sessions that they were to lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from goldenthread.cohorts.models import Companion, Enrolment, Session
from goldenthread.cohorts.types import TAKES_EVIDENCE, LeftOpen, Role
from goldenthread.people.queries.acting import actor_known_by
from goldenthread.people.types import Duty, OrganisationKind

_NEEDS_COACH = [state.value for state in TAKES_EVIDENCE]


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


def left_behind(cohorts: Iterable[int], *, at: datetime) -> Mapping[int, tuple[int, int]]:
    """By cohort: how many sessions to come need another facilitator, because whoever leads them is one for its partner
    no more; and how many people need another coach, because theirs has gone. In two statements."""
    keys = list(cohorts)
    hat = "facilitator__memberships"
    here = Q(**{f"{hat}__organisation_id": F("cohort__partner_id")})
    everywhere = Q(**{f"{hat}__organisation__kind": OrganisationKind.LEAD_PROVIDER.value})
    worn = {f"{hat}__duty": Duty.FACILITATOR.value, f"{hat}__state": "active", "pk": OuterRef("pk")}
    to_come = Session.objects.filter(cohort_id__in=keys, ends_at__gt=at, facilitator__isnull=False)
    unled = to_come.filter(~Exists(Session.objects.filter(here | everywhere, **worn)))
    beside = Companion.objects.filter(enrolment_id=OuterRef("pk"), role=Role.COACH.value)
    alone = Enrolment.objects.filter(
        Exists(beside), ~Exists(beside.filter(ended_at=None)), cohort_id__in=keys, state__in=_NEEDS_COACH
    )
    sessions = dict(unled.order_by().values_list("cohort_id").annotate(Count("pk")))
    people = dict(alone.order_by().values_list("cohort_id").annotate(Count("pk")))
    return {pk: (sessions.get(pk, 0), people.get(pk, 0)) for pk in keys}
