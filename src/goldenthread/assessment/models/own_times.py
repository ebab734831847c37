"""Times of one's own within a window, and the incidents that gave them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from goldenthread.assessment.models.briefs import Window
from goldenthread.assessment.types.own_times import Affected, TimeEntry, TimeKind
from goldenthread.ground.models.listing import Listed, moment_of


class Incident(models.Model):
    """Something technical that took time from people in a window, and what they were given for it. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "window",
        "what",
        "began_at",
        "ended_at",
        "affected",
        "minutes",
        "by",
        "at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="incidents")
    what = models.TextField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    affected = models.CharField(max_length=12, choices=[(a.value, a.value) for a in Affected])
    minutes = models.PositiveIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(what=""), name="incident_says_what_happened"),
            models.CheckConstraint(
                condition=models.Q(ended_at__gt=models.F("began_at")), name="incident_ends_after_it_began"
            ),
            models.CheckConstraint(condition=models.Q(minutes__gte=1), name="incident_gives_time"),
        ]


class OwnTime(models.Model):
    """More time for one person in one window. It is ended, never changed: before its window opens or with its incident.

    ``why`` is read by those who decide; one that an incident gave says nothing, because the incident does.
    """

    personal: ClassVar[tuple[str, ...]] = ("why", "why_ended")
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "window",
        "enrolment",
        "kind",
        "minutes",
        "closes_at",
        "incident",
        "by",
        "at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="own_times")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="own_times")
    kind = models.CharField(max_length=15, choices=[(k.value, k.value) for k in TimeKind])
    minutes = models.PositiveIntegerField(default=0)
    closes_at = models.DateTimeField(null=True, blank=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="times")
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why_ended = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=TimeKind.EXTRA_MINUTES.value, minutes__gte=1, closes_at=None)
                | models.Q(kind=TimeKind.LATER_CLOSE.value, minutes=0, closes_at__isnull=False),
                name="own_time_is_minutes_or_a_moment",
            ),
            models.UniqueConstraint(
                fields=["incident", "enrolment"],
                condition=models.Q(incident__isnull=False),
                name="incident_gives_a_person_time_once",
            ),
        ]
        indexes = [models.Index(fields=["window", "enrolment"], name="own_times_in_a_window")]

    def as_entry(self) -> TimeEntry:
        """What it adds."""
        return TimeEntry(self.minutes, self.closes_at)


def listed_times(*, window: str, enrolment: str) -> Listed:
    """The times of one's own that stand, as a column beside rows that name a window and an enrolment."""
    stand = OwnTime.objects.filter(window=models.OuterRef(window), enrolment=models.OuterRef(enrolment), ended_at=None)
    return Listed(stand, minutes="minutes", closes_at="closes_at")


def entries_in(lines: Iterable[Mapping[str, Any]]) -> tuple[TimeEntry, ...]:
    """The entries of such a column."""
    return tuple(TimeEntry(each["minutes"], _moment(each["closes_at"])) for each in lines)


def _moment(said: str | None) -> datetime | None:
    return moment_of(said) if said else None
