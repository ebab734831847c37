"""Which reading a suggestion belongs to."""

from __future__ import annotations

from uuid import UUID

from goldenthread.frameworks.models import Reading, ReadingSuggestion
from goldenthread.frameworks.types import ReadingRef
from goldenthread.people.types import Actor


def reading_of_suggestion(ref: UUID, *, by: Actor) -> ReadingRef:
    """The reading, in one statement. :raises ReadingSuggestion.DoesNotExist: if this actor sees none such."""
    seen = ReadingSuggestion.objects.filter(reading__in=Reading.objects.seen_by(by))
    return ReadingRef(seen.values_list("reading__ref", flat=True).get(ref=ref))
