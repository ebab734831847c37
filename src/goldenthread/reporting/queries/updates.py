"""Progress updates: who would get one, what it would say, and what was sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from goldenthread.cohorts.models import Cohort, Companion, Enrolment
from goldenthread.cohorts.types import STATE_NAMES, State
from goldenthread.cohorts.types.saying import in_words
from goldenthread.people.models import Membership, Person
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.models import ProgressUpdate
from goldenthread.reporting.queries.people import SUPPORTERS, Standing, standings
from goldenthread.reporting.types import CAUSE_NAMES, Cause, Reader, Told, ToSend, Update, UpdateLine, UpdatePage

# Of these somebody at school is told; an offer is not yet theirs to hear of, and a withdrawal is the person's own news.
TOLD_OF = [State.ACCEPTED.value, State.ACTIVE.value, State.DEFERRED.value, State.COMPLETED.value]


def updates_page(cohort: UUID, *, by: Actor, at: datetime) -> UpdatePage:
    """Who would get an update now, about whom, and what was sent before; in seven statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).get(ref=cohort)
    grouped = readers_of(Enrolment.objects.filter(cohort=row, state__in=TOLD_OF).values_list("pk", flat=True), at=at)
    names = dict(Person.objects.filter(pk__in=grouped).values_list("pk", "name"))
    sent = ProgressUpdate.objects.seen_by(by).filter(cohort=row).select_related("to").order_by("-made_at", "-id")
    return UpdatePage(
        cohort=row.ref,
        title=row.title,
        readers=tuple(
            sorted(
                (Reader(names[pk], tuple(s.name for s in people)) for pk, people in grouped.items()),
                key=lambda reader: reader.name,
            )
        ),
        sent=tuple(
            UpdateLine(u.ref, u.to.name, CAUSE_NAMES[Cause(u.cause)], len(u.told), u.made_at, u.sent_at, u.revoked_at)
            for u in sent[:200]
        ),
    )


def readers_of(enrolments: Iterable[int], *, at: datetime) -> Mapping[int, tuple[Standing, ...]]:
    """Whom to tell about some enrolments, by person id: sponsors, mentors and the heads of their schools.

    In five statements; somebody with several people gets them together.
    """
    found = standings(Enrolment.objects.filter(pk__in=list(enrolments)).order_by("participant__name", "pk"), at=at)
    by_enrolment: defaultdict[int, set[int]] = defaultdict(set)
    beside = Companion.objects.filter(
        enrolment_id__in=[s.id for s in found], role__in=[r.value for r in SUPPORTERS], ended_at=None
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


def told_of(standing: Standing) -> Told:
    """What an update says about somebody. No mark, no note from coaching, nothing about anybody else."""
    return Told(
        name=standing.name,
        programme=standing.programme,
        cohort=standing.cohort,
        state=STATE_NAMES[standing.state],
        engagement=in_words(standing.figure),
        share=float(standing.figure.percent),
        sentences=_sentences(standing),
        following=standing.following,
        help_wanted=standing.help_wanted,
    )


def update_behind(token: str, *, at: datetime) -> Update:
    """The update that a link opens, in one statement.

    :raises ProgressUpdate.DoesNotExist: if there is none, it has expired, or it was revoked: all three look the same.
    """
    row = ProgressUpdate.objects.open_at(at).select_related("to").get(token_hash=hash_of(token))
    return row.as_update()


def my_updates(*, by: Actor) -> tuple[Update, ...]:
    """The newest updates somebody was sent, in one statement."""
    rows = ProgressUpdate.objects.filter(to_id=by.person_id, revoked_at=None).select_related("to")
    return tuple(row.as_update() for row in rows.order_by("-made_at", "-id")[:20])


def update_to_send(ref: UUID) -> ToSend:
    """An update with the address it goes to, for the job that sends it."""
    row = ProgressUpdate.objects.select_related("to").get(ref=ref)
    return ToSend(row.as_update(), row.to.email, row.sent_at is not None or row.revoked_at is not None)


def hash_of(token: str) -> str:
    """What is kept of a link."""
    return sha256(token.encode()).hexdigest()


def _sentences(standing: Standing) -> tuple[str, ...]:
    figure = standing.figure
    if standing.state is State.COMPLETED:
        return ("The programme is complete.",)
    if figure.threshold is None:
        return ()
    if figure.is_met:
        return (f"The policy asks for {figure.threshold} % by the end, and that is reached.",)
    pace = "near an even pace" if standing.is_on_pace else "behind an even pace"
    return (f"The policy asks for {figure.threshold} % by the end; this is {pace}.",)
