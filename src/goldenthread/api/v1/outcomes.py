"""Outcomes: what released results came to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema

from goldenthread.api.v1.door import PROBLEMS, Call
from goldenthread.api.v1.pages import Paged, PageNumber, PageSize, around
from goldenthread.reporting.queries.exchange import outcomes_to_read

router = Router(tags=["Outcomes"])


class OutcomeOut(Schema):
    """One released result. ``total`` is in the points of the mark scheme it was marked by."""

    ref: UUID
    enrolment: UUID
    participant: UUID
    cohort: UUID
    outcome: str
    total: int
    released_at: datetime


class OutcomesOut(Paged):
    """One page of outcomes."""

    items: list[OutcomeOut]


@router.get("/outcomes", response={200: OutcomesOut, **PROBLEMS}, summary="Outcomes")
def list_outcomes(request: Call, cohort: UUID | None = None, page: PageNumber = 1, size: PageSize = 50) -> OutcomesOut:
    """Released results, the newest first; on one cohort or on all. A school's systems see none."""
    rows, total = outcomes_to_read(by=request.auth, cohort=cohort, skip=(page - 1) * size, most=size)
    items = [OutcomeOut(**{name: getattr(row, name) for name in OutcomeOut.model_fields}) for row in rows]
    return OutcomesOut(items=items, **around(total, page=page, size=size))
