"""Take or leave what the reader offered to correct, by name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.actions.reviewing import NOT_UNDER_REVIEW
from goldenthread.frameworks.models import Reading, ReadingSuggestion
from goldenthread.frameworks.rules.hyphens import taken
from goldenthread.frameworks.types import ReadingState
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def take_suggestion(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Correct the word as it was offered. What was decided before stays as it is.

    :raises Refused: if the reading is no longer under review, or the word stands there no longer.
    """
    row = _locked(ref, by=by)
    if row.decided_at is not None:
        return
    item = row.item
    text = None if item.is_out else taken(item.text, row.was, row.suggests)
    if text is None:
        says = f"“{row.was}” stands there no longer: the item was changed meanwhile."
        raise Refused(Refusal("word_gone", says, "Leave the suggestion, or correct the item itself."))
    before, item.text = item.text, text
    item.version += 1
    item.changed_by_id, item.changed_at = by.person_id, at
    item.save(update_fields=["text", "version", "changed_by", "changed_at"])
    _decide(row, by=by, at=at, is_taken=True)
    facts = {"item": str(item.ref), "before": before[:500], "after": text[:500]}
    audit(by=str(by), did="frameworks.take_suggestion", to=str(row.reading.ref), at=at, **facts)


@atomic
def leave_suggestion(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Leave the word as it stands. What was decided before stays as it is.

    :raises Refused: if the reading is no longer under review.
    """
    row = _locked(ref, by=by)
    if row.decided_at is None:
        _decide(row, by=by, at=at, is_taken=False)
        audit(by=str(by), did="frameworks.leave_suggestion", to=str(row.reading.ref), at=at, word=row.was)


def _locked(ref: UUID, *, by: Actor) -> ReadingSuggestion:
    """The suggestion, its reading locked. :raises Refused: if that is no longer under review."""
    seen = Reading.objects.seen_by(by)
    found = ReadingSuggestion.objects.filter(reading__in=seen).values_list("reading_id", flat=True).get(ref=ref)
    reading = seen.select_for_update().get(pk=found)
    if reading.state != ReadingState.REVIEWED.value:
        raise Refused(NOT_UNDER_REVIEW)
    return ReadingSuggestion.objects.select_related("item", "reading").get(ref=ref)


def _decide(row: ReadingSuggestion, *, by: Actor, at: datetime, is_taken: bool) -> None:
    row.is_taken, row.decided_by_id, row.decided_at = is_taken, by.person_id, at
    row.save(update_fields=["is_taken", "decided_by", "decided_at"])
