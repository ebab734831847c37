"""Let somebody walk beside an enrolment, and end it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.models import Companion, Enrolment
from goldenthread.cohorts.rules.enrolling import why_not_accompany
from goldenthread.cohorts.rules.permitting import why_not_run, why_not_stand_beside
from goldenthread.cohorts.types import Role, State
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_known_by
from goldenthread.people.queries.directory import person_ids
from goldenthread.people.types import Actor, Duty, PersonRef


@atomic
def add_companion(enrolment: UUID, person: PersonRef, role: Role, *, by: Actor, at: datetime) -> None:
    """Let somebody see an enrolment from now on as its sponsor, mentor or coach; twice is once.

    :raises Refused: if this actor does not run the cohort, the enrolment is over for whoever has this role, or whoever
        is named runs the cohort themself.
    """
    row = Enrolment.objects.seen_by(by).select_related("cohort").select_for_update(of=("self",)).get(ref=enrolment)
    refusal = why_not_run(by, row.cohort.partner_id) or why_not_accompany(State(row.state), role)
    refusal = refusal or why_not_stand_beside(actor_known_by(person), role, by=by, partner_id=row.cohort.partner_id)
    if refusal:
        raise Refused(refusal)
    beside, is_new = Companion.objects.get_or_create(
        enrolment=row,
        person_id=person_ids([person])[person],
        role=role.value,
        ended_at=None,
        defaults={"began_at": at},
    )
    if is_new:
        audit(by=str(by), did="cohorts.add_companion", to=str(row.ref), at=at, person=str(person), role=role.value)
        told = {"enrolment": str(row.ref), "companion": str(beside.ref)}
        post(Notice("cohorts.companion_added", told), at=at)


@atomic
def bring_companion(enrolment: UUID, *, role: Role, name: str, email: str, by: Actor, at: datetime) -> PersonRef:
    """Bring somebody in as sponsor or mentor at the participant's school, and let them see the enrolment.

    :raises Refused: if this actor does not run the cohort, or may not give that duty at the school.
    """
    row = Enrolment.objects.seen_by(by).select_related("school").get(ref=enrolment)
    person = bring_in(name=name, email=email, duty=Duty(role.value), place=row.school.ref, by=by, at=at)
    add_companion(enrolment, person, role, by=by, at=at)
    return person


@atomic
def end_companion(enrolment: UUID, person: PersonRef, role: Role, *, why: str, by: Actor, at: datetime) -> None:
    """End it: from now on they no longer see the enrolment. That they did stays in the record.

    :raises Refused: if this actor does not run the cohort.
    :raises Companion.DoesNotExist: if they do not walk beside it in this role.
    """
    row = Enrolment.objects.seen_by(by).select_related("cohort").get(ref=enrolment)
    refusal = why_not_run(by, row.cohort.partner_id)
    if refusal:
        raise Refused(refusal)
    beside = Companion.objects.select_for_update(of=("self",)).get(
        enrolment=row, person__ref=person, role=role.value, ended_at=None
    )

    beside.ended_at = at
    beside.save(update_fields=["ended_at"])
    audit(by=str(by), did="cohorts.end_companion", to=str(row.ref), at=at, why=why, person=str(person), role=role.value)
    post(Notice("cohorts.companion_ended", {"person": str(person)}), at=at)


@atomic
def end_without_duty(person: UUID, *, why: str, at: datetime) -> int:
    """End somebody's place beside everybody for whom their duty has ended; how many these are. A second time there are
    none. Where they have the duty still, or again, they stay."""
    actor = actor_known_by(person)
    now = Companion.objects.filter(person_id=actor.person_id, ended_at=None)
    gone = now.exclude(pk__in=Companion.objects.walked_by(actor).values("pk"))
    rows = list(gone.select_related("enrolment").order_by("pk").select_for_update(of=("self",)))
    Companion.objects.filter(pk__in=[row.pk for row in rows]).update(ended_at=at)
    for row in rows:
        told = {"person": str(person), "role": row.role}
        audit(by="jobs", did="cohorts.end_companion", to=str(row.enrolment.ref), at=at, why=why, **told)
    return len(rows)
