"""What somebody writes for whoever coaches next."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class HandOverNote(models.Model):
    """A note for the next coach, by the one who leaves or by who arranges it; each author's newest counts.

    It may speak of others, and of a participant in ways that people look at before it is handed out.
    """

    personal: ClassVar[tuple[str, ...]] = ("words",)
    asked_for_only: ClassVar[tuple[str, ...]] = ("words",)
    written_once: ClassVar[tuple[str, ...]] = ("pairing", "by", "at")

    pairing = models.ForeignKey("coaching.Pairing", on_delete=models.PROTECT, related_name="notes")
    words = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="hand_over_note_has_words")]
