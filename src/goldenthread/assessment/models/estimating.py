"""Figures about how marks are given, as they were worked out, and how far a new working is."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.briefs import Window


class Estimate(models.Model):
    """What the markings of a window, or of all windows under a scheme, came to at one time. Never changed.

    ``inputs`` is a hash of every mark that went in, so that the same markings are never worked out twice and figures
    can be checked by working them out again. ``markings`` and ``newest`` say quickly whether others came since.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "scheme",
        "window",
        "inputs",
        "markings",
        "newest",
        "figures",
        "made_at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    scheme = models.UUIDField()
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="estimates")
    inputs = models.CharField(max_length=64)
    markings = models.PositiveIntegerField()
    newest = models.BigIntegerField()
    figures = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["scheme", "window", "-id"], name="estimates_of_a_scope")]


class Estimating(models.Model):
    """A working that somebody asked for or the clock began: which step it is at, and when it ended."""

    personal: ClassVar[tuple[str, ...]] = ()

    scheme = models.UUIDField()
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window"], name="window_is_estimated_once_at_a_time"),
            models.UniqueConstraint(
                fields=["scheme"], condition=models.Q(window=None), name="scheme_is_estimated_once_at_a_time"
            ),
        ]
