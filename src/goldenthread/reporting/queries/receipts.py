"""What a receipt for a script says, and what is told of answers that were left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from goldenthread.assessment.models import DraftLeft, Script, ScriptVersion
from goldenthread.assessment.types.words import State
from goldenthread.people.queries.reaching import Reached, who_manages


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
    is_taken: bool
    """Whether it was taken as last saved when its window closed, and not handed in by hand."""


@dataclass(frozen=True)
class DraftToTell:
    """Answers that were left when their window closed: whose they are, and who manages their cohort. No number."""

    script: UUID
    window: UUID
    name: str
    address: str
    programme: str
    cohort: str
    closed_at: datetime
    managers: tuple[Reached, ...]


def receipt_to_send(version: UUID) -> ReceiptToSend:
    """The receipt of a version, in two statements. :raises ScriptVersion.DoesNotExist: if there is none."""
    rows = ScriptVersion.objects.select_related("script__window", "script__enrolment__participant")
    row = rows.annotate(is_taken=Exists(DraftLeft.objects.filter(version=OuterRef("pk")))).get(ref=version)
    own = row.script.own_window()
    who = row.script.enrolment.participant
    return ReceiptToSend(
        row.ref,
        row.script.ref,
        row.number,
        row.receipt,
        who.name,
        who.email,
        row.submitted_at,
        own.closes_at,
        vars(row)["is_taken"],
    )


def draft_to_tell(script: UUID) -> DraftToTell | None:
    """Whom to tell that answers were left, in two statements; nobody where they have been handed in since.

    :raises Script.DoesNotExist: if there is none.
    """
    rows = Script.objects.select_related("window__cohort__release__programme", "enrolment__participant")
    row = rows.with_times().get(ref=script)
    who, window = row.enrolment.participant, row.window
    if row.state != State.BEGUN.value or not who.is_active:
        return None
    return DraftToTell(
        script=row.ref,
        window=window.ref,
        name=who.name,
        address=who.email,
        programme=window.cohort.release.programme.title,
        cohort=window.cohort.title,
        closed_at=row.own_window().closes_at,
        managers=who_manages(window.cohort.partner_id),
    )
