"""What a receipt for a script says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import ScriptVersion


@dataclass(frozen=True)
class ReceiptToSend:
    """One version that was handed in, and where its receipt goes."""

    version: UUID
    script: UUID
    number: int
    receipt: str
    name: str
    address: str
    submitted_at: datetime
    closes_at: datetime


def receipt_to_send(version: UUID) -> ReceiptToSend:
    """The receipt of a version, in one statement. :raises ScriptVersion.DoesNotExist: if there is none."""
    row = ScriptVersion.objects.select_related("script__window", "script__enrolment__participant").get(ref=version)
    who = row.script.enrolment.participant
    return ReceiptToSend(
        row.ref,
        row.script.ref,
        row.number,
        row.receipt,
        who.name,
        who.email,
        row.submitted_at,
        row.script.window.closes_at,
    )
