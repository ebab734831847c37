"""What is told of a file that arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import Arrival
from goldenthread.ground.types import Refusal
from goldenthread.people.queries.reaching import Reached, who_manages


@dataclass(frozen=True)
class ArrivalToTell:
    """A file that arrived: whose it is, what proves it, and why it cannot be taken, if so. No number of a script."""

    arrival: UUID
    window: UUID
    name: str
    address: str
    programme: str
    cohort: str
    file_name: str
    sha256: str
    receipt: str
    hands_in: bool
    arrived_at: datetime
    closes_at: datetime
    why_not: Refusal | None
    managers: tuple[Reached, ...]


def arrival_to_tell(ref: UUID) -> ArrivalToTell | None:
    """What to tell of a file, in three statements; nothing where it was erased or its sender is not here any more."""
    rows = Arrival.objects.select_related(
        "file", "script__enrolment__participant", "script__window__cohort__release__programme"
    )
    row = rows.filter(ref=ref, file__erased_at=None, script__enrolment__participant__is_active=True).first()
    if row is None:
        return None
    who, window = row.script.enrolment.participant, row.script.window
    return ArrivalToTell(
        arrival=row.ref,
        window=window.ref,
        name=who.name,
        address=who.email,
        programme=window.cohort.release.programme.title,
        cohort=window.cohort.title,
        file_name=row.file.name,
        sha256=row.file.sha256,
        receipt=row.receipt,
        hands_in=row.hands_in,
        arrived_at=row.arrived_at,
        closes_at=row.script.own_window().closes_at,
        why_not=row.as_refusal(),
        managers=who_manages(window.cohort.partner_id),
    )
