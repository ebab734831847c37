"""Cohorts and enrolments, as far as telling about them needs them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.cohorts.models import Cohort, Enrolment
from goldenthread.people.types import Actor
from goldenthread.reporting.queries.updates import TOLD_OF


@dataclass(frozen=True)
class CohortToTell:
    """A cohort and the enrolments on it that are told of, by id."""

    id: int
    partner_id: int
    enrolments: tuple[int, ...]


@dataclass(frozen=True)
class EnrolmentToTell:
    """An enrolment and its cohort, by id."""

    id: int
    cohort_id: int


def cohort_to_tell(ref: UUID, *, by: Actor) -> CohortToTell:
    """A cohort this actor may see. :raises Cohort.DoesNotExist: if it is not theirs."""
    row = Cohort.objects.seen_by(by).get(ref=ref)
    people = Enrolment.objects.filter(cohort=row, state__in=TOLD_OF).values_list("pk", flat=True)
    return CohortToTell(row.pk, row.partner_id, tuple(people))


def enrolment_to_tell(ref: UUID) -> EnrolmentToTell:
    """An enrolment, for a job that follows a notice about it. :raises Enrolment.DoesNotExist: if there is none."""
    row = Enrolment.objects.only("id", "cohort_id").get(ref=ref)
    return EnrolmentToTell(row.pk, row.cohort_id)
