"""Cohorts: a programme on dates, with a delivery partner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Router, Schema

from goldenthread.api.v1.door import PROBLEMS, Call
from goldenthread.api.v1.pages import Paged, PageNumber, PageSize, part
from goldenthread.cohorts.queries.naming import cohort_line, cohort_lines
from goldenthread.cohorts.types import CohortLine, Stage

router = Router(tags=["Cohorts"])


class CohortOut(Schema):
    """One cohort, its dates and its places. ``stage`` is where it stands today."""

    ref: UUID
    title: str
    programme: str
    release: UUID
    partner: UUID
    partner_name: str
    starts_on: date
    ends_on: date
    capacity: int
    stage: Stage


class CohortsOut(Paged):
    """One page of cohorts."""

    items: list[CohortOut]


@router.get("/cohorts", response={200: CohortsOut, **PROBLEMS}, summary="Cohorts")
def list_cohorts(request: Call, page: PageNumber = 1, size: PageSize = 50) -> CohortsOut:
    """The cohorts that the client may see, the one that began last first. A school's systems see none."""
    rows, said = part(cohort_lines(by=request.auth, on=request.at.date()), page=page, size=size)
    return CohortsOut(items=[_out(row) for row in rows], **said)


@router.get("/cohorts/{uuid:ref}", response={200: CohortOut, **PROBLEMS}, summary="One cohort")
def get_cohort(request: Call, ref: UUID) -> CohortOut:
    """One cohort; one that is not the client's to see is not found."""
    return _out(cohort_line(ref, by=request.auth, on=request.at.date()))


def _out(line: CohortLine) -> CohortOut:
    return CohortOut(
        ref=line.ref,
        title=line.title,
        programme=line.programme,
        release=line.release,
        partner=line.partner_ref,
        partner_name=line.partner,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        capacity=line.capacity,
        stage=line.stage,
    )
