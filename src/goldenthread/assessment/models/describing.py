"""What is recorded of those who mark: how much they take, what they are trained for, when they cannot mark, and with
whom they have a conflict of interest. Everything is dated; nothing is taken out."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.briefs import Window
from goldenthread.assessment.types.describing import Tie
from goldenthread.assessment.types.marking import Away, Trained

_ENDED = models.Q(ended_at=None, ended_by=None, why_ended="") | (
    models.Q(ended_at__isnull=False, ended_by__isnull=False) & ~models.Q(why_ended="")
)


class MarkerRecord(models.Model):
    """How many scripts of a window somebody takes, and which phases they know. Never changed: the newest row holds.

    Without a ``window`` it holds for every window that has none of its own.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("person", "window", "capacity", "phases", "by", "at")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="marker_records")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="marker_records", null=True, blank=True)
    capacity = models.PositiveSmallIntegerField()
    phases = models.JSONField(default=list)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity__lte=5000), name="marker_has_a_capacity_that_can_be_meant"
            )
        ]
        indexes = [models.Index(fields=["person", "window", "-id"], name="records_of_a_marker")]


class MarkerTraining(models.Model):
    """That somebody is trained to mark a qualification, from a day and, if it says so, until and on another."""

    personal: ClassVar[tuple[str, ...]] = ("why_ended",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="marker_trainings")
    qualification = models.ForeignKey("programmes.Qualification", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    why_ended = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="training_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=_ENDED, name="training_that_was_ended_says_who_and_why"),
        ]
        indexes = [models.Index(fields=["person"], name="trainings_of_a_marker")]

    def as_trained(self) -> Trained:
        """What it is for and when; wants the qualification fetched."""
        return Trained(self.qualification.ref, self.from_on, self.until_on)


class MarkerAbsence(models.Model):
    """Days on which somebody cannot mark, and why."""

    personal: ClassVar[tuple[str, ...]] = ("why", "why_ended")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="marker_absences")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    why_ended = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="absence_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="absence_has_a_reason"),
            models.CheckConstraint(condition=_ENDED, name="absence_that_was_ended_says_who_and_why"),
        ]
        indexes = [models.Index(fields=["person"], name="absences_of_a_marker")]

    def as_away(self) -> Away:
        """From when until when."""
        return Away(self.from_on, self.until_on)


class MarkerConflict(models.Model):
    """A conflict of interest of a marker: with a school, a delivery partner, or somebody (then ``party`` says with
    whom); until it ends. ``urn`` is the school's number as declared, known here or not."""

    personal: ClassVar[tuple[str, ...]] = ("words", "why_ended")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="marker_conflicts")
    tie = models.CharField(max_length=14, choices=[(t.value, t.value) for t in Tie])
    urn = models.CharField(max_length=8, blank=True, default="")
    partner = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    words = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    why_ended = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tie__in=[t.value for t in Tie]), name="marker_conflict_tie_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="marker_conflict_has_a_reason"),
            models.CheckConstraint(condition=_ENDED, name="marker_conflict_that_ended_says_who_and_why"),
        ]
        indexes = [models.Index(fields=["person"], name="conflicts_of_a_marker")]


class MarkerConflictParty(models.Model):
    """With whom a marker has a conflict, by e-mail as it was declared: they need not be known here. Where they are,
    ``known`` holds when their address changes."""

    personal: ClassVar[tuple[str, ...]] = ("email",)
    about_person: ClassVar[str] = "@email"
    named_by: ClassVar[str] = "conflict__person"
    kept_back: ClassVar[str] = "Who marks what is told to nobody whose work it may be, and what keeps markers from it."

    conflict = models.OneToOneField(MarkerConflict, on_delete=models.PROTECT, related_name="party")
    email = models.EmailField(max_length=254)
    known = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(email=""), name="marker_conflict_party_has_an_address")
        ]
