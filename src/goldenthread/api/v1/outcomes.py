"""What people came to, as far as the client's organisation may know it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema

from goldenthread.api.v1.door import PROBLEMS, Call
from goldenthread.api.v1.pages import Paged, PageNumber, PageSize, part
from goldenthread.assessment.types.words import Outcome
from goldenthread.awards.queries.certificates import outcomes_seen
from goldenthread.awards.types import OutcomeFacts, State

router = Router(tags=["Outcomes"])


class OutcomeOut(Schema):
    """One outcome. ``certificate`` is its number, empty where it did not pass; what proves it is not told.

    ``replaced_at``: the result was corrected then, and another outcome of the same enrolment stands instead.
    """

    ref: UUID
    enrolment: UUID
    cohort: UUID
    participant: UUID
    name: str
    qualification: str
    outcome: Outcome
    awarded_at: datetime
    certificate: str
    certificate_state: State | None
    replaced_at: datetime | None


class OutcomesOut(Paged):
    """One page of outcomes."""

    items: list[OutcomeOut]


@router.get("/outcomes", response={200: OutcomesOut, **PROBLEMS}, summary="Outcomes")
def list_outcomes(request: Call, cohort: UUID | None = None, page: PageNumber = 1, size: PageSize = 50) -> OutcomesOut:
    """The outcomes that the client may see, newest first; on one cohort or on all. A school's systems see none."""
    rows, said = part(outcomes_seen(by=request.auth, cohort=cohort), page=page, size=size)
    return OutcomesOut(items=[_out(row) for row in rows], **said)


def _out(facts: OutcomeFacts) -> OutcomeOut:
    return OutcomeOut(
        ref=facts.ref,
        enrolment=facts.enrolment,
        cohort=facts.cohort,
        participant=facts.participant,
        name=facts.name,
        qualification=facts.qualification,
        outcome=facts.outcome,
        awarded_at=facts.awarded_at,
        certificate=facts.number,
        certificate_state=facts.state,
        replaced_at=facts.replaced_at,
    )
