"""Targets and costs that somebody entered for a year."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.reporting.types.yearly import Aim, AimLine


class YearAim(models.Model):
    """A number for a year and a qualification, and where it is from. A later row takes its place; none is changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("ref", "year", "qualification", "what", "number", "source", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    qualification = models.ForeignKey("programmes.Qualification", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=15, choices=[(a.value, a.value) for a in Aim])
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(what__in=[a.value for a in Aim]), name="year_aim_is_known"),
            models.CheckConstraint(condition=~models.Q(source=""), name="year_aim_has_a_source"),
        ]
        indexes = [models.Index(fields=["year", "qualification"], name="aims_of_a_year")]

    def as_line(self) -> AimLine:
        """As pages show it; wants ``by`` fetched."""
        return AimLine(Aim(self.what), self.number, self.source, self.by.name, self.at)
