"""The texts that participants sign, what they put below them, and what a file says about itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.assessment.models.scripts import Script, ScriptVersion
from goldenthread.assessment.types.submitting import Declaration


class DeclarationText(models.Model):
    """One version of the declaration of own work. Never changed: another wording is another version.

    The first, which comes with this software, is no row. ``kept``: what is kept of somebody's work and why.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("number", "text", "ai_asks", "asks_name", "kept", "by", "at")

    number = models.PositiveSmallIntegerField(unique=True)
    text = models.TextField()
    ai_asks = models.TextField(blank=True, default="")
    asks_name = models.BooleanField()
    kept = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=2), name="declaration_written_here_is_not_the_first"),
            models.CheckConstraint(condition=~Q(text=""), name="declaration_has_a_text"),
        ]

    def as_declaration(self) -> Declaration:
        """The text as a value."""
        return Declaration(self.number, self.text, self.ai_asks, self.asks_name, self.kept)


class SignedDeclaration(models.Model):
    """What a participant put below the declaration of a version, beside ticking it: their name as they typed it, and
    what they said of tools. Never changed.
    """

    personal: ClassVar[tuple[str, ...]] = ("name", "used_for")
    written_once: ClassVar[tuple[str, ...]] = ("version", "used_ai", "signed_at")

    version = models.OneToOneField(ScriptVersion, on_delete=models.PROTECT, related_name="signed")
    name = models.CharField(max_length=200, blank=True, default="")
    used_ai = models.BooleanField(null=True)
    used_for = models.TextField(blank=True, default="")
    signed_at = models.DateTimeField()


class FileProperties(models.Model):
    """What a file that was handed over says about itself: who saved it, when, with what. Read from the original, and
    shown to nobody but those who judge a case.
    """

    personal: ClassVar[tuple[str, ...]] = ("said",)
    written_once: ClassVar[tuple[str, ...]] = ("script", "file", "read_at")

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="file_properties")
    file = models.OneToOneField("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    said = models.JSONField(default=dict)
    read_at = models.DateTimeField()
