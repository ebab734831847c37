"""Progress updates: whom to tell, and what one says to whoever may read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.cohorts.models import Companion, Enrolment
from goldenthread.cohorts.types import State
from goldenthread.people.models import Membership, Person
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.models import ProgressUpdate
from goldenthread.reporting.queries.people import SUPPORTERS, Standing, standings
from goldenthread.reporting.types import Cause, ToSend, Update

_NEWEST = ("-made_at", "-id")
# Of these somebody at school is told; an offer is not yet theirs to hear of, and a withdrawal is the person's own news.
TOLD_OF = [State.ACCEPTED.value, State.ACTIVE.value, State.DEFERRED.value, State.COMPLETED.value]


def readers_of(
    enrolments: Iterable[int], *, at: datetime, left_since: datetime | None = None
) -> Mapping[int, tuple[Standing, ...]]:
    """Whom to tell about some enrolments, by person id: sponsors, mentors and the heads of their schools.

    Each only while they have that duty at the participant's school. In five statements; somebody with several people
    gets them together. ``left_since``: who walked beside them until then or later is told, too.
    """
    found = standings(Enrolment.objects.filter(pk__in=list(enrolments)).order_by("participant__name", "pk"), at=at)
    by_enrolment: defaultdict[int, set[int]] = defaultdict(set)
    walks = Q(ended_at=None) | Q(ended_at__gte=left_since) if left_since else Q(ended_at=None)
    beside = Companion.objects.with_duty().filter(
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
    """The update that a link opens, with those whom its reader still supports; in four statements.

    :raises ProgressUpdate.DoesNotExist: if there is none, it has expired, it was revoked, or its reader supports nobody
        of it any more: all four look the same.
    """
    row = _rows().filter(pk__in=ProgressUpdate.objects.open_at(at)).get(token_hash=hash_of(token))
    (readable,) = still_read([row])
    if not readable:
        raise ProgressUpdate.DoesNotExist
    return row.as_update(only=readable)


def my_updates(*, by: Actor, at: datetime) -> tuple[Update, ...]:
    """The newest updates somebody was sent, as long as their links open, with those whom they still support; in four
    statements."""
    rows = list(_rows().filter(to_id=by.person_id, pk__in=ProgressUpdate.objects.open_at(at)).order_by(*_NEWEST)[:20])
    return tuple(row.as_update(only=only) for row, only in zip(rows, still_read(rows), strict=True) if only)


def update_to_send(ref: UUID) -> ToSend:
    """An update with the address it goes to, for the job that sends it, with those whom its reader still supports."""
    row = _rows().get(ref=ref)
    (readable,) = still_read([row])
    is_over = row.sent_at is not None or row.revoked_at is not None or not readable
    return ToSend(row.as_update(only=readable), row.to.email, is_over, row.to.ref)


def open_updates(person: UUID, *, at: datetime) -> tuple[ProgressUpdate, ...]:
    """The updates of somebody whose links open and that tell of nobody whom they support any more."""
    rows = list(_rows().filter(to__ref=person, pk__in=ProgressUpdate.objects.open_at(at)).order_by("pk"))
    return tuple(row for row, only in zip(rows, still_read(rows), strict=True) if not only)


def still_read(rows: Sequence[ProgressUpdate]) -> tuple[frozenset[int], ...]:
    """For each update of one reader the enrolments that they may still read of; in two statements.

    As sponsor or mentor while they walk beside them, as head of their school, and in each case while that is their duty
    there. When somebody withdraws, nobody walks beside them any more: of that one thing they were told all the same.
    """
    wanted = {tie.enrolment_id for row in rows for tie in row.about.all()}
    reader = {row.to_id for row in rows}
    beside = Companion.objects.with_duty().filter(
        person_id__in=reader, enrolment_id__in=wanted, role__in=[role.value for role in SUPPORTERS]
    )
    walked = list(beside.values_list("enrolment_id", "ended_at"))
    schools = Membership.objects.filter(
        person_id__in=reader, person__is_active=True, duty=Duty.HEADTEACHER.value, state="active"
    )
    headed = Enrolment.objects.filter(pk__in=wanted, school_id__in=schools.values("organisation_id"))
    now = {pk for pk, ended_at in walked if ended_at is None} | set(headed.values_list("pk", flat=True))
    ever = now | {pk for pk, _ in walked}
    return tuple(
        frozenset(tie.enrolment_id for tie in row.about.all()) & (ever if row.cause == Cause.WITHDRAWN.value else now)
        for row in rows
    )


def _rows() -> QuerySet[ProgressUpdate]:
    return ProgressUpdate.objects.select_related("to").prefetch_related("about")


def hash_of(token: str) -> str:
    """What is kept of a link."""
    return sha256(token.encode()).hexdigest()
