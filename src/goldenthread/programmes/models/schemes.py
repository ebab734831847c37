"""Mark schemes, their criteria and what each mark means."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.programmes import types
from goldenthread.programmes.types import SchemeState


class MarkScheme(models.Model):
    """One version of a qualification's mark scheme. A frozen one never changes; a change is a new version. ``parts``:
    each with its code, its title, the codes of its criteria and its minimum."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    qualification = models.ForeignKey("programmes.Qualification", on_delete=models.PROTECT, related_name="mark_schemes")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in SchemeState])
    is_illustrative = models.BooleanField()
    minimum_total = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=500)
    parts = models.JSONField(default=list, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["qualification", "version"], name="mark_scheme_version_is_unique"),
            models.CheckConstraint(
                condition=models.Q(state="draft", frozen_at=None) | models.Q(state="frozen", frozen_at__isnull=False),
                name="mark_scheme_frozen_has_a_moment",
            ),
        ]

    def as_scheme(self) -> types.MarkScheme:
        """The scheme with everything in it; wants ``criteria__levels`` and ``qualification`` fetched beforehand."""
        criteria = sorted(self.criteria.all(), key=lambda criterion: criterion.position)
        kept = tuple(criterion.as_criterion() for criterion in criteria)
        most = {each.code: each.weight * each.highest for each in kept if each.levels}
        return types.MarkScheme(
            ref=types.MarkSchemeRef(self.ref),
            qualification=self.qualification.code,
            version=self.version,
            title=self.title,
            state=SchemeState(self.state),
            is_illustrative=self.is_illustrative,
            minimum_total=self.minimum_total,
            criteria=kept,
            source=self.source,
            parts=tuple(
                types.SchemePart(
                    code=part["code"],
                    title=part["title"],
                    criteria=tuple(part["criteria"]),
                    minimum=part["minimum"],
                    highest=sum(most.get(code, 0) for code in part["criteria"]),
                )
                for part in self.parts
            ),
        )


class Criterion(models.Model):
    """One thing that is judged."""

    personal: ClassVar[tuple[str, ...]] = ()

    scheme = models.ForeignKey("programmes.MarkScheme", on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    asks = models.TextField(blank=True, default="")
    weight = models.PositiveSmallIntegerField()
    minimum = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="criterion_code_is_unique_in_its_scheme"),
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="criterion_weighs_something"),
        ]

    def as_criterion(self) -> types.Criterion:
        """The criterion with its levels, the lowest mark first."""
        levels = sorted(self.levels.all(), key=lambda level: level.mark)
        return types.Criterion(
            code=self.code,
            title=self.title,
            weight=self.weight,
            minimum=self.minimum,
            levels=tuple(types.LevelDescriptor(level.mark, level.label, level.description) for level in levels),
            asks=self.asks,
        )


class LevelDescriptor(models.Model):
    """What one mark on one criterion means."""

    personal: ClassVar[tuple[str, ...]] = ()

    criterion = models.ForeignKey("programmes.Criterion", on_delete=models.CASCADE, related_name="levels")
    mark = models.SmallIntegerField()
    label = models.CharField(max_length=100)
    description = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criterion", "mark"], name="level_mark_is_unique_on_its_criterion")
        ]
