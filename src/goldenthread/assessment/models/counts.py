"""What people say of a count."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.scripts import ScriptVersion


class Recount(models.Model):
    """A person's count of what was handed in, where the reader was wrong. Never changed; the newest stands."""

    personal: ClassVar[tuple[str, ...]] = ("reason",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "version", "words", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, related_name="recounts")
    words = models.PositiveIntegerField()
    reason = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="recount_has_a_reason"),
            models.CheckConstraint(condition=models.Q(words__lte=200_000), name="recount_is_not_beyond_reason"),
        ]
        indexes = [models.Index(fields=["version", "-id"], name="recounts_of_a_version")]
