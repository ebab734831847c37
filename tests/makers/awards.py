"""Outcomes and certificates for tests that read them; how they come about is tested in their own room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from goldenthread.assessment.types.words import Outcome as Came
from goldenthread.awards.models import Certificate, Outcome
from goldenthread.awards.types import State
from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.actions.files import keep_file


def an_outcome(enrolment: UUID, *, at: datetime, came: Came = Came.PASSED) -> Outcome:
    """An outcome of this enrolment, with a certificate if it passed."""
    row = Outcome.objects.create(
        enrolment=Enrolment.objects.get(ref=enrolment),
        result=uuid4(),
        qualification="Senior Leadership (NPQSL)",
        outcome=came.value,
        awarded_at=at,
    )
    if came is Came.PASSED:
        file = keep_file(b"%PDF-1.7", name="certificate.pdf", media_type="application/pdf", at=at)
        Certificate.objects.create(
            outcome=row,
            number=f"GT-{at.year}-{row.pk:06}",
            code=uuid4().hex[:20].upper(),
            name=row.enrolment.participant.name,
            awarded_on=at.date(),
            state=State.ISSUED.value,
            file_id=file.ref,
            issued_at=at,
        )
    return row
