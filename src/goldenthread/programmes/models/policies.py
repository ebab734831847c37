"""Dated policies: rows that are never changed."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from goldenthread.programmes import types
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.policies import read_assessment, read_engagement


class Policy(models.Model):
    """What every kind of policy has: whose it is, since when, and on whose word. A row is never changed."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    qualification = models.ForeignKey("programmes.Qualification", on_delete=models.PROTECT, null=True, related_name="+")
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField()
    in_force_from = models.DateField()
    source = models.CharField(max_length=500)
    is_illustrative = models.BooleanField(default=False)
    body = models.JSONField()
    set_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(qualification=None, programme__isnull=False)
                | models.Q(qualification__isnull=False, programme=None),
                name="%(class)s_belongs_to_one_thing",
            ),
            models.UniqueConstraint(
                fields=["qualification", "version"],
                condition=models.Q(programme=None),
                name="%(class)s_version_is_unique",
            ),
            models.UniqueConstraint(
                fields=["programme", "version"],
                condition=models.Q(qualification=None),
                name="%(class)s_own_version_is_unique",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="%(class)s_has_a_source"),
        ]

    def as_terms(self) -> types.PolicyTerms:
        """Since when, on whose word."""
        return types.PolicyTerms(self.in_force_from, self.source, self.is_illustrative, self.version)

    def as_fields(self) -> Fields:
        """The rest, ready to be read."""
        body: Any = self.body
        return Fields(body, file=f"{type(self).__name__} {self.ref}")


class EngagementPolicy(Policy):
    """When somebody has engaged enough."""

    personal: ClassVar[tuple[str, ...]] = ()

    def as_policy(self) -> types.EngagementPolicy:
        """The policy. :raises Faulty: if what is kept cannot be read."""
        fields = self.as_fields()
        policy = read_engagement(fields, self.as_terms())
        fields.refuse()
        return policy


class AssessmentPolicy(Policy):
    """How the work is submitted and marked."""

    personal: ClassVar[tuple[str, ...]] = ()

    def as_policy(self) -> types.AssessmentPolicy:
        """The policy. :raises Faulty: if what is kept cannot be read."""
        fields = self.as_fields()
        policy = read_assessment(fields, self.as_terms())
        fields.refuse()
        return policy
