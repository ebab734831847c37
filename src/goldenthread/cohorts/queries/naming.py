"""Cohorts by name, for pages and rooms that stand beside one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.types import CohortLine, CohortRef
from goldenthread.cohorts.types.pages import Stage
from goldenthread.people.types import Actor, OrganisationRef
from goldenthread.programmes.types import ReleaseRef


def cohort_title(ref: UUID, *, by: Actor) -> str:
    """Its title, in one statement. :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see."""
    title: str = Cohort.objects.seen_by(by).values_list("title", flat=True).get(ref=ref)
    return title


def cohort_line(ref: UUID, *, by: Actor, on: date) -> CohortLine:
    """One cohort by name, in one statement. :raises Cohort.DoesNotExist: if there is none, or it is not theirs."""
    rows = Cohort.objects.seen_by(by).select_related("release__programme", "partner")
    return _line(rows.get(ref=ref), on=on)


def cohort_lines(*, by: Actor, on: date) -> tuple[CohortLine, ...]:
    """The cohorts this actor may see, the one that began last first; in one statement."""
    rows = Cohort.objects.seen_by(by).select_related("release__programme", "partner")
    return tuple(_line(row, on=on) for row in rows.order_by("-starts_on", "title", "pk"))


def _line(row: Cohort, *, on: date) -> CohortLine:
    stage = Stage.COMING if on < row.starts_on else Stage.RUNNING if on <= row.ends_on else Stage.ENDED
    return CohortLine(
        ref=CohortRef(row.ref),
        id=row.pk,
        title=row.title,
        programme=row.release.programme.title,
        release=ReleaseRef(row.release.ref),
        partner=row.partner.name,
        partner_ref=OrganisationRef(row.partner.ref),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        capacity=row.capacity,
        stage=stage,
    )
