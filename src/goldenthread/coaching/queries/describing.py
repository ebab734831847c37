"""Coaches with what is recorded of them, for whoever pairs and for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.coaching.models import CoachRecord, Conflict, Pairing
from goldenthread.coaching.queries.weighing import declared_by, details_of, loads_of
from goldenthread.coaching.rules.finishing import has_finished
from goldenthread.coaching.rules.states import State
from goldenthread.coaching.rules.weighing import COUNTS, NOT_RECORDED
from goldenthread.coaching.types.describing import (
    CoachedLine,
    CoachLine,
    CoachPage,
    ConflictLine,
    ConflictRef,
    DetailsLine,
    Tie,
)
from goldenthread.cohorts.queries.accompanying import run_by
from goldenthread.cohorts.types import STATE_NAMES
from goldenthread.cohorts.types import State as EnrolmentState
from goldenthread.ground.types import Refusal
from goldenthread.people.queries.directory import people_who, person_ids
from goldenthread.people.queries.schools import names_by_urn
from goldenthread.people.types import Actor, Duty, PersonRef

SOMEBODY = "Somebody whom only the coach and the lead provider can see"


@dataclass(frozen=True)
class RecordedCoach:
    """A coach by id and name, as far as this actor may see them, and whether they may change what is recorded."""

    id: int
    ref: PersonRef
    name: str
    still_coaches: bool
    may_change: bool


def recorded_coach(ref: UUID, *, by: Actor) -> RecordedCoach:
    """A coach whom this actor may see: themselves, or for whoever pairs those who coach here or still have somebody
    here; in at most four statements.

    :raises Pairing.DoesNotExist: if there is none, or not theirs to see.
    """
    if by.person == ref and by.wears(Duty.COACH):
        return RecordedCoach(by.person_id, by.person, by.name, still_coaches=True, may_change=False)
    found = next((line for line in _coaches(by=by) if line.ref == ref), None)
    if found is None:
        raise Pairing.DoesNotExist
    return found


def coaches_page(*, by: Actor, at: datetime) -> tuple[CoachLine, ...]:
    """Everybody whom this actor may pair with, and whoever no longer coaches but still has somebody; those with the
    most room first; in seven statements."""
    every = _coaches(by=by)
    ids = [one.id for one in every]
    records, loads = details_of(ids, on=at.date()), loads_of(ids, on=at.date())
    declared = dict(
        Conflict.objects.filter(person_id__in=ids, ended_at=None).values_list("person_id").annotate(n=Count("pk"))
    )
    lines = (
        CoachLine(
            person=one.ref,
            name=one.name,
            load=loads.get(one.id, 0),
            details=records.get(one.id, NOT_RECORDED),
            is_recorded=one.id in records,
            conflicts=declared.get(one.id, 0),
            still_coaches=one.still_coaches,
        )
        for one in every
    )
    return tuple(sorted(lines, key=lambda line: (line.still_coaches, -line.room, line.name, str(line.person))))


def coach_page(ref: UUID, *, by: Actor, at: datetime) -> CoachPage:
    """Everything kept of one coach, in at most eleven statements.

    :raises Pairing.DoesNotExist: if there is none, or not theirs to see.
    """
    seen = recorded_coach(ref, by=by)
    is_own = seen.id == by.person_id
    records = CoachRecord.objects.filter(person_id=seen.id).select_related("by").order_by("-from_on", "-pk")
    lines = tuple(DetailsLine(row.as_details(), row.from_on, row.by.name, row.at) for row in records)
    now = tuple(line for line in lines if line.from_on <= at.date())
    return CoachPage(
        person=seen.ref,
        name=seen.name,
        details=now[0].details if now else NOT_RECORDED,
        is_recorded=bool(now),
        still_coaches=seen.still_coaches,
        load=loads_of([seen.id], on=at.date()).get(seen.id, 0),
        is_own=is_own,
        history=now,
        to_come=tuple(reversed(lines[: len(lines) - len(now)])),
        conflicts=_conflicts(seen, by=by),
        people=_people(seen.id, by=by, is_own=is_own, at=at),
    )


def conflict_held(ref: UUID, *, by: Actor) -> tuple[Conflict, Refusal | None]:
    """A conflict, held until the transaction ends, and why this actor may not end it, if so.

    :raises Conflict.DoesNotExist: if there is none, or its coach is not theirs to see.
    """
    row = Conflict.objects.select_for_update(of=("self",)).select_related("person").get(ref=ref)
    try:
        seen = recorded_coach(row.person.ref, by=by)
    except Pairing.DoesNotExist as gone:
        raise Conflict.DoesNotExist from gone
    if row.ended_at is not None:
        return row, Refusal("ended_already", "This conflict has ended already.", "Nothing needs doing.")
    if not seen.may_change and row.by_id != by.person_id:
        return row, Refusal("not_yours_to_end", "Somebody else declared this.", "Ask whoever pairs you to end it.")
    return row, None


def conflict_page(ref: UUID, *, by: Actor, at: datetime) -> tuple[CoachPage, ConflictLine]:
    """A coach with one conflict that stands, for the page that asks why it ends.

    :raises Conflict.DoesNotExist: if there is none that stands, or its coach is not theirs to see.
    """
    row = Conflict.objects.select_related("person").get(ref=ref, ended_at=None)
    page = coach_page(row.person.ref, by=by, at=at)
    return page, next(line for line in page.standing if line.ref == ref)


def _coaches(*, by: Actor) -> tuple[RecordedCoach, ...]:
    if not by.wears(Duty.PROGRAMME_MANAGER):
        return ()
    cards = people_who(Duty.COACH, by=by)
    ids = person_ids(card.ref for card in cards)
    here = [RecordedCoach(ids[card.ref], card.ref, card.name, still_coaches=True, may_change=True) for card in cards]
    held = Pairing.objects.active().filter(enrolment__in=run_by(by)).exclude(coach_id__in=list(ids.values()))
    left = held.values_list("coach_id", "coach__ref", "coach__name").distinct().order_by("coach__name", "coach_id")
    gone = [RecordedCoach(pk, PersonRef(ref), name, still_coaches=False, may_change=False) for pk, ref, name in left]
    return (*here, *gone)


def _conflicts(seen: RecordedCoach, *, by: Actor) -> tuple[ConflictLine, ...]:
    """Those that were declared, the newest first. With whom is told to the coach, to whoever declared it, to the lead
    provider, and to whoever runs a cohort that the other is on."""
    rows = list(Conflict.objects.filter(person_id=seen.id).select_related("by", "party").order_by("-at", "-pk"))
    emails = {row.party.email for row in rows if hasattr(row, "party")}
    theirs = Q()
    for email in emails:
        theirs |= Q(participant__email__iexact=email)
    known = set(run_by(by).filter(theirs).values_list("participant__email", flat=True)) if emails else set()
    near = {email.lower() for email in known}
    sees_all = seen.id == by.person_id or by.wears_for_provider(Duty.PROGRAMME_MANAGER)
    schools = names_by_urn({row.urn for row in rows if row.urn})
    return tuple(_conflict(row, schools, near, by=by, sees_all=sees_all) for row in rows)


def _conflict(
    row: Conflict, schools: Mapping[str, str], near: Iterable[str], *, by: Actor, sees_all: bool
) -> ConflictLine:
    is_told = sees_all or row.by_id == by.person_id or bool(row.urn) or row.party.email in near
    subject = (
        f"{schools.get(row.urn, 'A school')} (URN {row.urn})" if row.urn else row.party.email if is_told else SOMEBODY
    )
    return ConflictLine(
        ref=ConflictRef(row.ref),
        tie=Tie(row.tie),
        subject=subject,
        words=row.words if is_told else "",
        by=row.by.name,
        at=row.at,
        ended_at=row.ended_at,
        why_ended=row.why_ended if is_told else "",
    )


def _is_finished(row: Pairing, *, at: datetime) -> bool:
    cohort, figure = row.enrolment.cohort, row.enrolment.engagement
    return has_finished(ends_on=cohort.ends_on, millionths=figure.millionths, on=at.date())


def _people(coach: int, *, by: Actor, is_own: bool, at: datetime) -> tuple[CoachedLine, ...]:
    rows = Pairing.objects.filter(coach_id=coach, state=State.ACTIVE.value)
    if not is_own:
        rows = rows.filter(enrolment__in=run_by(by))
    joined = rows.select_related(
        "enrolment__participant", "enrolment__school", "enrolment__cohort", "enrolment__engagement"
    )
    declared = declared_by([coach])[coach]
    return tuple(
        CoachedLine(
            pairing=row.ref,
            enrolment=row.enrolment.ref,
            name=row.enrolment.participant.name,
            school=row.enrolment.school.name,
            cohort=row.enrolment.cohort.title,
            state=STATE_NAMES[EnrolmentState(row.enrolment.state)],
            counts=EnrolmentState(row.enrolment.state) in COUNTS and not _is_finished(row, at=at),
            is_finished=_is_finished(row, at=at),
            since=row.began_at,
            against=row.enrolment.participant.email.lower() in declared.emails
            or row.enrolment.school.urn in declared.urns,
        )
        for row in joined.order_by("enrolment__participant__name", "pk")
    )
