"""Leadership reflections: the participant's own, every version kept."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.coaching.models.instruments import InstrumentVersion


class Reflection(models.Model):
    """One version of somebody's reflection, as they saved it. Nobody else reads it."""

    personal: ClassVar[tuple[str, ...]] = ("name", "ratings", "comments")
    written_once: ClassVar[tuple[str, ...]] = ("participant", "version", "number", "on", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reflections")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="reflections")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    on = models.DateField()
    ratings = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "number"], name="reflection_has_each_number_once"),
        ]
