"""Kept files: bytes under their own hash, names as data."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """One kept file. The bytes lie in the default storage under ``key``; the row never changes.

    But where it was erased with whoever it belonged to: then nobody reads it any more, from ``erased_at`` on, and
    ``cleared_at`` says when its bytes were taken out of the store, or stayed because they are somebody else's too.
    """

    personal: ClassVar[tuple[str, ...]] = ("name",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "key", "media_type", "size", "sha256", "kept_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="file_by_hash")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(sha256=""), name="file_has_a_hash"),
            models.CheckConstraint(
                condition=models.Q(cleared_at=None) | models.Q(erased_at__isnull=False),
                name="file_is_cleared_once_it_is_erased",
            ),
        ]
