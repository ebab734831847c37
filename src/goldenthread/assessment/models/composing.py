"""The questions and materials of a version of a brief. With their version they are published and never change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.briefs import BriefVersion
from goldenthread.assessment.types.composing import MaterialKind, Question


class BriefQuestion(models.Model):
    """A question, at its place among those of its version."""

    personal: ClassVar[tuple[str, ...]] = ()

    version = models.ForeignKey(BriefVersion, on_delete=models.PROTECT, related_name="questions")
    place = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=120)
    asks = models.TextField()
    words = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="brief_has_one_question_at_a_place"),
            models.CheckConstraint(condition=models.Q(place__gte=1), name="brief_question_places_begin_at_one"),
            models.CheckConstraint(condition=~models.Q(heading=""), name="brief_question_has_a_heading"),
        ]

    def as_question(self) -> Question:
        """The question as a value."""
        return Question(self.place, self.heading, self.asks, self.words)


class BriefMaterial(models.Model):
    """A material, at its place among those of its version."""

    personal: ClassVar[tuple[str, ...]] = ()

    version = models.ForeignKey(BriefVersion, on_delete=models.PROTECT, related_name="materials")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in MaterialKind])
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True, default="")
    file = models.ForeignKey(
        "ground.StoredFile", to_field="ref", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="brief_has_one_material_at_a_place"),
            models.CheckConstraint(condition=models.Q(place__gte=1), name="brief_material_places_begin_at_one"),
            models.CheckConstraint(condition=~models.Q(title=""), name="brief_material_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in MaterialKind]), name="brief_material_kind_is_known"
            ),
        ]
