"""Qualifications, as the catalogue describes them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.programmes import types
from goldenthread.programmes.rules.catalogue import facts_from


class Qualification(models.Model):
    """One entry of the catalogue. ``described`` holds the facts as their file gave them."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=30)
    suite = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=20, choices=[(k.value, k.value) for k in types.Level])
    assessment = models.CharField(max_length=20, choices=[(k.value, k.value) for k in types.AssessmentKind])
    course_identifier = models.CharField(max_length=60, blank=True, default="")
    described = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "suite"], name="qualification_is_in_the_catalogue_once"),
            models.CheckConstraint(
                condition=models.Q(level__in=[k.value for k in types.Level]), name="qualification_level_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(assessment__in=[k.value for k in types.AssessmentKind]),
                name="qualification_assessment_is_known",
            ),
        ]

    def as_facts(self) -> types.QualificationFacts:
        """What the catalogue says of it."""
        return facts_from(self.described, file=f"{self.code} {self.suite}")
