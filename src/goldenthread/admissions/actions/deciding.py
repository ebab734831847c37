"""Accept an application, so that a person and an enrolment come of it; or reject it, or withdraw it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.admissions.models import Application, ApplicationStep
from goldenthread.admissions.queries.answers import newest_answer
from goldenthread.admissions.rules.deciding import after
from goldenthread.admissions.rules.schools import why_not_there
from goldenthread.admissions.types import Event, ManyAccepted, State
from goldenthread.cohorts.actions import enrolling
from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.cohorts.queries.places import cohort_to_fill
from goldenthread.cohorts.types import EnrolmentRef, NewEnrolment, Role
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.actions.membership import add_organisation, bring_in
from goldenthread.people.types import Actor, Duty, OrganisationKind


@atomic
def accept(ref: UUID, *, by: Actor, at: datetime) -> EnrolmentRef:
    """Accept an application: school, participant and sponsor are brought in, and the place is given and taken.

    :raises Refused: if the sponsor has not confirmed, the application is decided, its URN is another school's here,
        the cohort is full, or this actor does not run it.
    """
    row = _locked(ref, by=by)
    reached = after(State(row.state), Event.ACCEPT, answer=newest_answer(row.pk))
    enrolment = _place(row, by=by, at=at)

    row.enrolment_id = enrolment_seen(enrolment, by=by).id
    _step(row, Event.ACCEPT, reached, by=by, at=at)
    post(Notice("admissions.accepted", {"application": str(row.ref), "enrolment": str(enrolment)}), at=at)
    return enrolment


def accept_many(cohort: UUID, refs: Iterable[UUID], *, by: Actor, at: datetime) -> ManyAccepted:
    """Accept several applications for a cohort, each whole or not at all; those that cannot be come back with why.

    :raises ObjectDoesNotExist: if the cohort, or an application for it, is not there or not theirs to see.
    """
    waiting = Application.objects.seen_by(by).filter(cohort_id=cohort_to_fill(cohort, by=by).id)
    # All are looked up first, so that one that is not there stops the whole before anybody is accepted.
    names = {ref: waiting.values_list("name", flat=True).get(ref=ref) for ref in refs}
    accepted, refused = 0, []
    for ref, name in names.items():
        try:
            accept(ref, by=by, at=at)
            accepted += 1
        except Refused as why:
            refused.append((name, why.refusal))
    return ManyAccepted(accepted, tuple(refused))


@atomic
def reject(ref: UUID, *, reason: str, why: str = "", by: Actor, at: datetime) -> None:
    """Reject an application, for one of DfE's reasons. :raises Refused: if it is decided, or no reason is given."""
    row = _locked(ref, by=by)
    reached = after(State(row.state), Event.REJECT, reason=reason)

    _step(row, Event.REJECT, reached, by=by, at=at, reason=reason, why=why)
    post(Notice("admissions.rejected", {"application": str(row.ref)}), at=at)


@atomic
def withdraw(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Withdraw an application, saying why. :raises Refused: if it is decided, or nothing is said."""
    row = _locked(ref, by=by)
    reached = after(State(row.state), Event.WITHDRAW, why=why)

    _step(row, Event.WITHDRAW, reached, by=by, at=at, why=why)
    post(Notice("admissions.withdrawn", {"application": str(row.ref)}), at=at)


def _locked(ref: UUID, *, by: Actor) -> Application:
    rows = Application.objects.seen_by(by).select_related("cohort").select_for_update(of=("self",))
    row = rows.get(ref=ref)
    refusal = cohort_to_fill(row.cohort.ref, by=by).why_not_run
    if refusal:
        raise Refused(refusal)
    return row


def _place(row: Application, *, by: Actor, at: datetime) -> EnrolmentRef:
    """Bring in everybody and give the place."""
    school = add_organisation(kind=OrganisationKind.SCHOOL, name=row.school_name, urn=row.school_urn, by=by, at=at)
    if school.kind is not OrganisationKind.SCHOOL:
        raise Refused(Refusal("not_a_school", "This URN does not belong to a school.", "Correct the school URN."))
    refusal = why_not_there(school.urn, typed=row.school_name, here=school.name)
    if refusal:
        raise Refused(refusal)
    person = bring_in(
        name=row.name,
        email=row.email,
        trn=row.trn,
        duty=Duty.PARTICIPANT,
        place=school.ref,
        by=by,
        at=at,
        applied=True,
    )
    sponsor = bring_in(
        name=row.sponsor_name,
        email=row.sponsor_email,
        duty=Duty.SPONSOR,
        place=school.ref,
        by=by,
        at=at,
        applied=True,
    )
    enrolment = enrolling.enrol(row.cohort.ref, NewEnrolment(person, school.ref, row.route), by=by, at=at)
    enrolling.accept(enrolment, by=by, at=at)
    add_companion(enrolment, sponsor, Role.SPONSOR, by=by, at=at)
    return enrolment


def _step(
    row: Application, event: Event, reached: State, *, by: Actor, at: datetime, reason: str = "", why: str = ""
) -> None:
    ApplicationStep.objects.create(
        application=row,
        event=event.value,
        state=reached.value,
        reason=reason,
        why=why.strip(),
        by_id=by.person_id,
        at=at,
    )
    row.state = reached.value
    row.save(update_fields=["state", "enrolment"])
    audit(by=str(by), did=f"admissions.{event.value}", to=str(row.ref), at=at)
