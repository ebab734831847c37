"""The record: one row for each thing done, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """Who did what to what, when, and why. Append-only: only words are taken out, when whoever they told of is erased.

    ``by`` and ``facts`` hold references, counts and dates, never words that somebody typed (decision 0078).
    """

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("at", "did", "to")

    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    did = models.CharField(max_length=80)
    to = models.CharField(max_length=80)
    why = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["to", "-at"], name="audit_of_one_thing"),
            models.Index(fields=["by", "-at"], name="audit_of_one_person"),
            models.Index(fields=["did", "-at"], name="audit_of_one_deed"),
            models.Index(fields=["-at"], name="audit_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(by="") & ~models.Q(did=""), name="audit_says_who_and_what"),
        ]
