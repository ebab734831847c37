"""Plans of telling, and the days on which they were carried out."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.planning import Part, Plan, Rhythm


class UpdatePlan(models.Model):
    """When schools are told and of what, for one cohort or, without one, for all. Never changed: the newest version
    that is in force counts."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref", "cohort", "version", "in_force_from", "rhythm", "day", "dates", "events", "optional", "set_by", "set_at",
    )  # fmt: skip

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(
        "cohorts.Cohort", on_delete=models.PROTECT, null=True, blank=True, related_name="update_plans"
    )
    version = models.PositiveIntegerField()
    in_force_from = models.DateField()
    rhythm = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Rhythm])
    day = models.PositiveSmallIntegerField()
    dates = models.JSONField(default=list)
    events = models.JSONField(default=list)
    optional = models.JSONField(default=list)
    set_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rhythm__in=[r.value for r in Rhythm]), name="update_plan_rhythm_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(day__gte=1, day__lte=28), name="update_plan_day_is_in_every_month"
            ),
            models.UniqueConstraint(fields=["version"], name="update_plan_version_is_unique"),
        ]

    def as_plan(self) -> Plan:
        """The plan as a value."""
        return Plan(
            in_force_from=self.in_force_from,
            rhythm=Rhythm(self.rhythm),
            day=self.day,
            dates=tuple(date.fromisoformat(day) for day in self.dates),
            events=frozenset(Cause(event) for event in self.events),
            optional=frozenset(Part(part) for part in self.optional),
            version=self.version,
        )


class PlannedTelling(models.Model):
    """A regular update of a cohort went out for a day. Missed days are made up for once, by the newest of them."""

    personal: ClassVar[tuple[str, ...]] = ()

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="planned_tellings")
    day = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "day"], name="cohort_is_told_of_once_for_each_day"),
        ]
