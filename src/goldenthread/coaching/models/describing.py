"""What is recorded of a coach, and the conflicts of interest that are declared."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.coaching.types.describing import CoachDetails, Meets, Tie
from goldenthread.people.types import Phase


class CoachRecord(models.Model):
    """What holds of a coach from a day on. Never changed: the newest row of those that have begun is what holds."""

    personal: ClassVar[tuple[str, ...]] = ("areas",)
    written_once: ClassVar[tuple[str, ...]] = ("person", "capacity", "phases", "meets", "from_on", "by", "at")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="coach_records")
    capacity = models.PositiveSmallIntegerField()
    phases = models.JSONField(default=list)
    areas = models.TextField(blank=True, default="")
    meets = models.JSONField(default=list)
    from_on = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(capacity__lte=200), name="coach_has_a_capacity_that_can_be_meant")
        ]
        indexes = [models.Index(fields=["person", "from_on", "id"], name="records_of_a_coach")]

    def as_details(self) -> CoachDetails:
        """What holds."""
        return CoachDetails(
            capacity=self.capacity,
            phases=frozenset(Phase(phase) for phase in self.phases),
            areas=tuple(self.areas.splitlines()),
            meets=frozenset(Meets(how) for how in self.meets),
        )


class Conflict(models.Model):
    """A conflict of interest of a coach, with somebody (then ``party`` says with whom) or with a school; until it ends.

    ``urn`` is the school's number as declared: it holds for a school that is not known here yet, too.
    """

    personal: ClassVar[tuple[str, ...]] = ("words", "why_ended")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="conflicts")
    tie = models.CharField(max_length=14, choices=[(t.value, t.value) for t in Tie])
    urn = models.CharField(max_length=8, blank=True, default="")
    words = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    why_ended = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(tie__in=[t.value for t in Tie]), name="conflict_tie_is_known"),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None, why_ended="")
                | (models.Q(ended_at__isnull=False, ended_by__isnull=False) & ~models.Q(why_ended="")),
                name="conflict_that_ended_says_who_and_why",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="conflicts_of_a_coach")]


class ConflictParty(models.Model):
    """With whom a coach has a conflict, by e-mail as it was declared: they need not be known here."""

    personal: ClassVar[tuple[str, ...]] = ("email",)
    about_person: ClassVar[str] = "@email"
    named_by: ClassVar[str] = "conflict__person"

    conflict = models.OneToOneField(Conflict, on_delete=models.PROTECT, related_name="party")
    email = models.EmailField(max_length=254)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(email=""), name="conflict_party_has_an_address")]
