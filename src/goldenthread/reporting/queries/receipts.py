"""What a receipt for a script says, and what is told of answers that were left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from goldenthread.assessment.models import DraftLeft, Script, ScriptVersion, Window
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
    is_project: bool = False


@dataclass(frozen=True)
class DraftToTell:
    """Answers that were left when their window closed, and whose they are. No number."""

    script: UUID
    name: str
    address: str
    programme: str
    closed_at: datetime


@dataclass(frozen=True)
class DraftsToTell:
    """Whose answers of one window were found left at one moment, by name, and who manages their cohort."""

    window: UUID
    cohort: str
    found_at: datetime
    names: tuple[str, ...]
    managers: tuple[Reached, ...]


def receipt_to_send(version: UUID) -> ReceiptToSend:
    """The receipt of a version, in two statements. :raises ScriptVersion.DoesNotExist: if there is none."""
    rows = ScriptVersion.objects.select_related("script__window__project", "script__enrolment__participant")
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
        hasattr(row.script.window, "project"),
    )


def draft_to_tell(script: UUID) -> DraftToTell | None:
    """Whom to tell that answers were left, in one statement; nobody where they have been handed in since.

    :raises Script.DoesNotExist: if there is none.
    """
    rows = Script.objects.select_related("window__cohort__release__programme", "enrolment__participant")
    row = rows.with_times().get(ref=script)
    who = row.enrolment.participant
    if row.state != State.BEGUN.value or not who.is_active:
        return None
    return DraftToTell(
        script=row.ref,
        name=who.name,
        address=who.email,
        programme=row.window.cohort.release.programme.title,
        closed_at=row.own_window().closes_at,
    )


def drafts_to_tell(*, since: datetime) -> tuple[DraftsToTell, ...]:
    """What to tell managers of answers that were found left since a moment and have not been handed in: once for all
    that were found of a window together. In one statement and one for each of these."""
    rows = DraftLeft.objects.filter(version=None, seen_at__gte=since, script__state=State.BEGUN.value)
    rows = rows.filter(script__enrolment__participant__is_active=True).select_related(
        "script__window__cohort", "script__enrolment__participant"
    )
    found: defaultdict[tuple[datetime, Window], list[str]] = defaultdict(list)
    for row in rows.order_by("seen_at", "script__window_id", "script__enrolment__participant__name", "pk"):
        found[row.seen_at, row.script.window].append(row.script.enrolment.participant.name)
    return tuple(
        DraftsToTell(window.ref, window.cohort.title, seen_at, tuple(names), who_manages(window.cohort.partner_id))
        for (seen_at, window), names in found.items()
    )
