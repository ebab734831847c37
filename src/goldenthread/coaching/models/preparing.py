"""What is written before a meeting, and calls for help between two of them."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models


class Preparation(models.Model):
    """What a participant writes for a meeting, as typed: nobody else reads any of it here. ``private_notes`` are never
    shared; the rest is read by the coach as a :class:`PreparationVersion`, once it is shared."""

    personal: ClassVar[tuple[str, ...]] = ("wants", "did", "private_notes")

    meeting = models.OneToOneField("coaching.Meeting", on_delete=models.PROTECT, related_name="preparation")
    wants = models.TextField(blank=True, default="")
    did = models.TextField(blank=True, default="")
    private_notes = models.TextField(blank=True, default="")
    kept_at = models.DateTimeField()


class PreparationVersion(models.Model):
    """What a participant shared before a meeting. Never changed; the newest counts."""

    personal: ClassVar[tuple[str, ...]] = ("wants", "did")
    written_once: ClassVar[tuple[str, ...]] = ("preparation", "number", "at")

    preparation = models.ForeignKey(Preparation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    wants = models.TextField(blank=True, default="")
    did = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["preparation", "number"], name="preparation_version_number_is_unique")
        ]


class HelpCallSet(models.QuerySet["HelpCall"]):
    """Calls for help."""

    def waiting(self) -> Self:
        """Those that are neither answered nor taken back."""
        return self.filter(answered_at=None, taken_back_at=None)


class HelpCall(models.Model):
    """A participant asks their coach for help between meetings. Answered once, or taken back by who asked."""

    personal: ClassVar[tuple[str, ...]] = ("words", "answer")
    written_once: ClassVar[tuple[str, ...]] = ("ref", "enrolment", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="help_calls")
    words = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = HelpCallSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=models.Q(answered_at=None, taken_back_at=None),
                name="participant_asks_for_help_once_at_a_time",
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="help_call_has_words"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="help_call_answered_says_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | models.Q(taken_back_at=None),
                name="help_call_is_answered_or_taken_back",
            ),
        ]
