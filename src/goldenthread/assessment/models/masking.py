"""Passages that were reported because they give somebody away, and the masks laid over them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.assessment.models.markings import Allocation
from goldenthread.assessment.models.scripts import Script, ScriptVersion
from goldenthread.assessment.types.masking import ReportState


class PassageReport(models.Model):
    """Somebody who judges a script says that words of it give somebody away. ``block`` is empty where they stand in a
    document and not in the text. ``knows``: they can tell whose it is.
    """

    personal: ClassVar[tuple[str, ...]] = ("quote", "why")
    kept_back: ClassVar[str] = "What a marker could tell from your work is theirs; the words are in what you handed in."
    written_once: ClassVar[tuple[str, ...]] = ("ref", "script", "version", "block", "knows", "seat", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="passage_reports")
    version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, related_name="passage_reports")
    block = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField()
    why = models.TextField()
    knows = models.BooleanField()
    seat = models.ForeignKey(Allocation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=7, choices=[(s.value, s.value) for s in ReportState])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.WAITING.value, decided_at=None)
                | Q(state__in=[ReportState.LEFT.value, ReportState.MASKED.value], decided_at__isnull=False),
                name="passage_is_decided_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="passages_by_state")]


class Mask(models.Model):
    """Words of a version that nobody who judges it reads any more. The text itself stays as it was handed in.

    ``places`` are written ``block:start:end``, one after another; ``quote`` hides the same words in documents.
    """

    personal: ClassVar[tuple[str, ...]] = ("quote",)
    kept_back: ClassVar[str] = "The words are in what you handed in, which is told whole."
    written_once: ClassVar[tuple[str, ...]] = ("version", "report", "places", "by", "at")

    version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, related_name="masks")
    report = models.OneToOneField(PassageReport, on_delete=models.PROTECT, related_name="mask")
    places = models.TextField(blank=True, default="")
    quote = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class MaskSeen(models.Model):
    """Somebody had begun or finished marking before a passage was masked, and may have read it."""

    personal: ClassVar[tuple[str, ...]] = ()
    kept_back: ClassVar[str] = "What a marker could tell from your work is theirs."
    written_once: ClassVar[tuple[str, ...]] = ("mask", "seat")

    mask = models.ForeignKey(Mask, on_delete=models.PROTECT, related_name="seen")
    seat = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mask", "seat"], name="seat_saw_a_masked_passage_once")]
