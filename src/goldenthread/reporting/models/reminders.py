"""Reminders that were made: one row for each occasion."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.reporting.types.reminding import Kind, Occasion


class Reminder(models.Model):
    """Somebody was reminded, or somebody was told about them. ``subject`` is the window, session or cohort; ``day`` is
    the day it closes, takes place or was noticed, so that what is moved to another day is told again."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in Kind])
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="reminders")
    subject = models.UUIDField()
    day = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=[k.value for k in Kind]), name="reminder_kind_is_known"),
            models.UniqueConstraint(
                fields=["kind", "enrolment", "subject", "day"], name="person_is_reminded_once_on_each_occasion"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "subject"], name="reminders_of_a_subject"),
            models.Index(fields=["kind", "-made_at"], name="reminders_newest_first"),
        ]

    def as_occasion(self) -> Occasion:
        """What it was made for."""
        return Occasion(Kind(self.kind), self.enrolment_id, self.subject, self.day)
