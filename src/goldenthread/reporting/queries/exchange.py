"""Cohorts and outcomes as an organisation's own systems read them, a page at a time."""

from __future__ import annotations

from uuid import UUID

from goldenthread.assessment.models import Result
from goldenthread.cohorts.models import Cohort, Enrolment
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types.exchange import CohortToRead, OutcomeToRead

# A school sees how its staff get on; what their result was is theirs to tell.
READS_OUTCOMES = (Duty.INSPECTOR, Duty.PROGRAMME_MANAGER)


def cohorts_to_read(*, by: Actor, skip: int = 0, most: int = 200) -> tuple[tuple[CohortToRead, ...], int]:
    """Some of the cohorts this actor may see, newest first, and how many there are; in two statements."""
    rows = Cohort.objects.seen_by(by)
    shown = rows.select_related("partner", "release__programme").order_by("-starts_on", "pk")[skip : skip + most]
    return tuple(_cohort(row) for row in shown), rows.count()


def cohort_to_read(ref: UUID, *, by: Actor) -> CohortToRead:
    """One cohort, in one statement. :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see."""
    return _cohort(Cohort.objects.seen_by(by).select_related("partner", "release__programme").get(ref=ref))


def outcomes_to_read(
    *, by: Actor, cohort: UUID | None = None, skip: int = 0, most: int = 200
) -> tuple[tuple[OutcomeToRead, ...], int]:
    """Some of the released results of enrolments this actor may see, newest first, and how many; in two statements."""
    rows = Result.objects.filter(script__enrolment__in=Enrolment.objects.seen_by(by))
    if not by.wears(*READS_OUTCOMES):
        rows = rows.none()
    if cohort is not None:
        rows = rows.filter(script__enrolment__cohort__ref=cohort)
    shown = rows.select_related("script__enrolment__participant", "script__enrolment__cohort")
    return tuple(_outcome(row) for row in shown.order_by("-released_at", "pk")[skip : skip + most]), rows.count()


def _cohort(row: Cohort) -> CohortToRead:
    return CohortToRead(
        ref=row.ref,
        title=row.title,
        programme=row.release.programme.title,
        release=row.release.number,
        partner=row.partner.ref,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        capacity=row.capacity,
    )


def _outcome(row: Result) -> OutcomeToRead:
    enrolment = row.script.enrolment
    return OutcomeToRead(
        ref=row.ref,
        enrolment=enrolment.ref,
        participant=enrolment.participant.ref,
        cohort=enrolment.cohort.ref,
        outcome=row.outcome,
        total=row.total,
        released_at=row.released_at,
    )
