"""What the reader offered to correct in a reading."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.frameworks.types.suggesting import SuggestionLine


class ReadingSuggestion(models.Model):
    """A word that may have lost its hyphen: waits, or was taken or left by a person, by name. It stands in no way."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reading = models.ForeignKey("frameworks.Reading", on_delete=models.CASCADE, related_name="suggestions")
    item = models.ForeignKey("frameworks.ReadingItem", on_delete=models.CASCADE, related_name="suggestions")
    was = models.CharField(max_length=100)
    suggests = models.CharField(max_length=100)
    says = models.CharField(max_length=300)
    is_taken = models.BooleanField(default=False)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, is_taken=False)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="reading_suggestion_decided_by_somebody",
            )
        ]

    def as_line(self) -> SuggestionLine:
        """The suggestion as a value; wants ``decided_by`` fetched with it."""
        by = self.decided_by
        return SuggestionLine(
            self.ref,
            self.was,
            self.suggests,
            self.says,
            self.is_taken,
            by.name if by is not None else "",
            self.decided_at,
        )
