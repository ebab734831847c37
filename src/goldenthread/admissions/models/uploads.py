"""Uploaded tables of participants, and what became of each row."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.admissions.models.applications import SEES_EVERYTHING
from goldenthread.people.types import Actor, Duty


class UploadSet(models.QuerySet["Upload"]):
    """Uploads, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Whoever may see the applications that came of them."""
        if actor.wears_for_provider(*SEES_EVERYTHING):
            return self
        return self.filter(cohort__partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))


class Upload(models.Model):
    """One uploaded file. The same bytes for the same cohort are one upload, however often they are sent."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="uploads")
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+", null=True)
    file_name = models.CharField(max_length=200)
    ignored = models.JSONField(default=list, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = UploadSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "sha256"], name="upload_enters_once")]


class UploadRow(models.Model):
    """One row: the application it became, or the reasons why it came back with the cells as they were typed.

    ``looks``: what somebody should look at before they accept the application.
    """

    personal: ClassVar[tuple[str, ...]] = ("cells",)

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    application = models.OneToOneField(
        "admissions.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="row"
    )
    reasons = models.JSONField(default=list, blank=True)
    looks = models.JSONField(default=list, blank=True)
    cells = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="upload_line_is_there_once"),
            models.CheckConstraint(
                condition=models.Q(application=None) & ~models.Q(reasons=[])
                | models.Q(application__isnull=False, reasons=[]),
                name="upload_row_entered_or_has_reasons",
            ),
        ]
