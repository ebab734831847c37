"""Letters that did not arrive, and addresses that rest because of it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.reporting.types.bouncing import Severity, Via


class LetterFailure(models.Model):
    """One time that a letter failed, as the mail server or a report said. Never changed but for erasure."""

    personal: ClassVar[tuple[str, ...]] = ("says",)
    about_person: ClassVar[str] = "@letter__address"
    written_once: ClassVar[tuple[str, ...]] = ("letter", "severity", "via", "code", "report", "at")

    letter = models.ForeignKey("reporting.LetterSent", on_delete=models.PROTECT, related_name="failures")
    severity = models.CharField(max_length=4, choices=[(s.value, s.value) for s in Severity])
    via = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Via])
    code = models.CharField(max_length=12, blank=True, default="")
    says = models.CharField(max_length=500, blank=True, default="")
    report = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(severity__in=[s.value for s in Severity]), name="letter_failure_severity_is_known"
            ),
            models.UniqueConstraint(fields=["letter", "report"], name="report_of_a_failure_counts_once"),
        ]
        indexes = [models.Index(fields=["-at"], name="failures_newest_first")]


class AddressPause(models.Model):
    """An address of somebody to which nothing is sent, from a moment until another. ``why`` is what was written when it
    was opened again. Another address of the same person is not paused."""

    personal: ClassVar[tuple[str, ...]] = ("address", "why")
    about_person: ClassVar[str] = "person"

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="address_pauses")
    address = models.EmailField(max_length=254)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "address"], condition=models.Q(ended_at=None), name="address_is_paused_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_by__isnull=False),
                name="address_pause_is_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="pauses_of_a_person")]
