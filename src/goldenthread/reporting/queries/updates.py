"""Progress updates: whom to tell, and what one says to whoever may read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from goldenthread.cohorts.models import Companion, Enrolment
from goldenthread.cohorts.types import State
from goldenthread.people.models import Membership, Person
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.models import ProgressUpdate
from goldenthread.reporting.queries.people import SUPPORTERS, Standing, standings
from goldenthread.reporting.types import ToSend, Update

# Of these somebody at school is told; an offer is not yet theirs to hear of, and a withdrawal is the person's own news.
TOLD_OF = [State.ACCEPTED.value, State.ACTIVE.value, State.DEFERRED.value, State.COMPLETED.value]


def readers_of(
    enrolments: Iterable[int], *, at: datetime, left_since: datetime | None = None
) -> Mapping[int, tuple[Standing, ...]]:
    """Whom to tell about some enrolments, by person id: sponsors, mentors and the heads of their schools.

    In five statements; somebody with several people gets them together. ``left_since``: who walked beside them until
    then or later is told, too.
    """
    found = standings(Enrolment.objects.filter(pk__in=list(enrolments)).order_by("participant__name", "pk"), at=at)
    by_enrolment: defaultdict[int, set[int]] = defaultdict(set)
    walks = Q(ended_at=None) | Q(ended_at__gte=left_since) if left_since else Q(ended_at=None)
    beside = Companion.objects.filter(
        walks, enrolment_id__in=[s.id for s in found], role__in=[r.value for r in SUPPORTERS]
    )
    for enrolment, person in beside.values_list("enrolment_id", "person_id"):
        by_enrolment[enrolment].add(person)
    heads: defaultdict[int, set[int]] = defaultdict(set)
    held = Membership.objects.filter(
        duty=Duty.HEADTEACHER.value, state="active", organisation_id__in={s.school_id for s in found}
    )
    for school, person in held.values_list("organisation_id", "person_id"):
        heads[school].add(person)
    able = set(
        Person.objects.filter(pk__in=set().union(*by_enrolment.values(), *heads.values()), is_active=True).values_list(
            "pk", flat=True
        )
    )
    grouped: defaultdict[int, list[Standing]] = defaultdict(list)
    for standing in found:
        for person in sorted((by_enrolment[standing.id] | heads[standing.school_id]) & able):
            if person != standing.participant_id:
                grouped[person].append(standing)
    return {person: tuple(people) for person, people in grouped.items()}


def update_behind(token: str, *, at: datetime) -> Update:
    """The update that a link opens, in two statements.

    :raises ProgressUpdate.DoesNotExist: if there is none, it has expired, or it was revoked: all three look the same.
    """
    rows = ProgressUpdate.objects.open_at(at).select_related("to").prefetch_related("about")
    return rows.get(token_hash=hash_of(token)).as_update()


def my_updates(*, by: Actor) -> tuple[Update, ...]:
    """The newest updates somebody was sent, in two statements."""
    rows = ProgressUpdate.objects.filter(to_id=by.person_id, revoked_at=None).select_related("to")
    rows = rows.prefetch_related("about")
    return tuple(row.as_update() for row in rows.order_by("-made_at", "-id")[:20])


def update_to_send(ref: UUID) -> ToSend:
    """An update with the address it goes to, for the job that sends it."""
    row = ProgressUpdate.objects.select_related("to").prefetch_related("about").get(ref=ref)
    is_over = row.sent_at is not None or row.revoked_at is not None or not row.to.is_active
    return ToSend(row.as_update(), row.to.email, is_over, row.to.ref)


def hash_of(token: str) -> str:
    """What is kept of a link."""
    return sha256(token.encode()).hexdigest()
