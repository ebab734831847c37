"""Whom to write to about a piece that came after the close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import LatePiece
from goldenthread.assessment.queries.late import who_decide_late
from goldenthread.assessment.types.late import LateState
from goldenthread.people.queries.reaching import Reached


@dataclass(frozen=True)
class LateToTell:
    """A late piece: whose it is, where it stands, and who may decide whether it counts. No number, no reason."""

    late: UUID
    script: UUID
    window: UUID
    name: str
    address: str
    programme: str
    cohort: str
    receipt: str
    offered_at: datetime
    closed_at: datetime
    state: LateState
    deciders: tuple[Reached, ...]


def late_to_tell(late: UUID) -> LateToTell | None:
    """Whom to tell about a late piece, in a fixed number of statements; nobody where they are no
    longer here."""
    joined = ("script__window__cohort__release__programme", "script__enrolment__participant")
    row = LatePiece.objects.select_related(*joined).get(ref=late)
    who, window = row.script.enrolment.participant, row.script.window
    if not who.is_active:
        return None
    return LateToTell(
        late=row.ref,
        script=row.script.ref,
        window=window.ref,
        name=who.name,
        address=who.email,
        programme=window.cohort.release.programme.title,
        cohort=window.cohort.title,
        receipt=row.receipt,
        offered_at=row.offered_at,
        closed_at=row.script.own_window().closes_at,
        state=LateState(row.state),
        deciders=who_decide_late(row),
    )
