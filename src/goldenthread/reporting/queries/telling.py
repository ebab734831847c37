"""Cohorts and enrolments, as far as telling about them needs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.cohorts.models import Cohort, Credit, Enrolment, EnrolmentStep
from goldenthread.cohorts.types import Event, Source
from goldenthread.people.types import Actor
from goldenthread.reporting.models import ProgressUpdate
from goldenthread.reporting.queries.updates import TOLD_OF
from goldenthread.reporting.types import Cause


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


@dataclass(frozen=True)
class Happened:
    """One thing that happened to somebody, and when if that is kept; ``occasion`` is what telling of it goes by."""

    occasion: str
    at: datetime | None = None


_STEPS = {
    Cause.DEFERRED: Event.DEFER,
    Cause.RESUMED: Event.RESUME,
    Cause.WITHDRAWN: Event.WITHDRAW,
    Cause.COMPLETED: Event.COMPLETE,
}


def happening(enrolment: int, cause: Cause) -> Happened | None:
    """The newest time that this happened to an enrolment, in one statement; ``None`` if it never did.

    A step is told of while it is the newest: somebody who is back already is not said to have paused.
    """
    if cause in _STEPS:
        step = EnrolmentStep.objects.filter(enrolment_id=enrolment).order_by("-at", "-pk").first()
        if step is None or step.event != _STEPS[cause].value:
            return None
        return Happened(f"{cause.value}:{step.pk}", step.at)
    if cause is Cause.CATCH_UP:
        rows = Credit.objects.filter(enrolment_id=enrolment, source=Source.CATCH_UP.value, corrects=None)
        entry = rows.filter(corrected_by=None).order_by("-at", "-pk").first()
        return Happened(f"{cause.value}:{entry.pk}", entry.at) if entry else None
    route = Enrolment.objects.values_list("route", flat=True).get(pk=enrolment)
    return Happened(f"{cause.value}:{enrolment}:{route}")


def was_told(occasion: str) -> bool:
    """Whether anybody was told on this occasion, in one statement."""
    return ProgressUpdate.objects.filter(occasion=occasion).exists()


def partner_of(update: ProgressUpdate) -> int:
    """The partner whose people an update is about, by id, in at most one statement."""
    if update.cohort_id is not None:
        return Cohort.objects.values_list("partner_id", flat=True).get(pk=update.cohort_id)
    return update.partner_id or 0
