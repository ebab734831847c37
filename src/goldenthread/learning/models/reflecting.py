"""What participants wrote in answer to a prompt, version by version, and whom they let read it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Reflection(models.Model):
    """One version of a reflection. It grows while somebody sits and types; after that it never changes. ``tab`` names
    the page that it was typed on, so that two devices never type into one version."""

    personal: ClassVar[tuple[str, ...]] = ("words",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="reflections")
    unit = models.ForeignKey("learning.Unit", on_delete=models.PROTECT, related_name="reflections")
    question_key = models.UUIDField()
    words = models.TextField()
    is_enough = models.BooleanField(default=False)
    key = models.UUIDField(null=True, blank=True)
    tab = models.UUIDField(null=True, blank=True)
    began_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["enrolment", "question_key"], name="reflections_on_a_prompt")]
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="reflection_says_something")]


class Sharing(models.Model):
    """A participant let their coach and tutor read a reflection, or took that back; the newest row says which."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("enrolment", "unit", "question_key", "is_shared", "at")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="sharings")
    unit = models.ForeignKey("learning.Unit", on_delete=models.PROTECT, related_name="sharings")
    question_key = models.UUIDField()
    is_shared = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["enrolment", "question_key"], name="sharings_of_a_reflection")]
