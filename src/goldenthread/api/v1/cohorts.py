"""Cohorts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Router, Schema

from goldenthread.api.v1.door import PROBLEMS, Call
from goldenthread.api.v1.pages import Paged, PageNumber, PageSize, around
from goldenthread.reporting.queries.exchange import cohort_to_read, cohorts_to_read
from goldenthread.reporting.types.exchange import CohortToRead

router = Router(tags=["Cohorts"])


class CohortOut(Schema):
    """A programme's release on dates, run by a partner. ``capacity`` is how many places it has."""

    ref: UUID
    title: str
    programme: str
    release: int
    partner: UUID
    starts_on: date
    ends_on: date
    capacity: int


class CohortsOut(Paged):
    """One page of cohorts."""

    items: list[CohortOut]


@router.get("/cohorts", response={200: CohortsOut, **PROBLEMS}, summary="Cohorts")
def list_cohorts(request: Call, page: PageNumber = 1, size: PageSize = 50) -> CohortsOut:
    """The cohorts that the client may see, the newest first."""
    rows, total = cohorts_to_read(by=request.auth, skip=(page - 1) * size, most=size)
    return CohortsOut(items=[_out(row) for row in rows], **around(total, page=page, size=size))


@router.get("/cohorts/{uuid:ref}", response={200: CohortOut, **PROBLEMS}, summary="One cohort")
def get_cohort(request: Call, ref: UUID) -> CohortOut:
    """One cohort; one that is not the client's to see is not found."""
    return _out(cohort_to_read(ref, by=request.auth))


def _out(row: CohortToRead) -> CohortOut:
    return CohortOut(**{name: getattr(row, name) for name in CohortOut.model_fields})
