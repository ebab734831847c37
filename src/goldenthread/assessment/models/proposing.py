"""Proposals of who marks what, kept until somebody accepts them or puts them away."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.briefs import Window
from goldenthread.assessment.models.scripts import Script
from goldenthread.assessment.types.words import ProposalState


class MarkingDeadline(models.Model):
    """By which day the scripts of a window are to be marked, where it is another than the policy says. Never changed:
    the newest row holds. Its reason is the window's, and names nobody."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""
    written_once: ClassVar[tuple[str, ...]] = ("window", "due_on", "why", "by", "at")

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="deadlines")
    due_on = models.DateField()
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(why=""), name="marking_deadline_has_a_reason")]
        indexes = [models.Index(fields=["window", "-id"], name="deadlines_of_a_window")]


class Proposal(models.Model):
    """One proposal for a window. ``stands`` says what it rests on; ``stage`` how far the work has come.

    ``would_do``: markers (by id) of whom one more place each would fill one more seat.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ProposalState])
    stage = models.CharField(max_length=10, blank=True, default="")
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    stands = models.CharField(max_length=64, blank=True, default="")
    is_proved = models.BooleanField(default=False)
    missing = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    most = models.PositiveIntegerField(default=0)
    groups = models.PositiveIntegerField(default=0)
    would_do = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in ProposalState]), name="proposal_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["window"],
                condition=models.Q(state__in=["asked", "ready"]),
                name="window_has_one_proposal_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["window", "-id"], name="proposals_of_a_window")]


class ProposedSeat(models.Model):
    """One script for one marker. ``others``: how many more could have had it. ``replaces``: whose seat it is now, who
    may not mark it any more."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="seats")
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="+")
    seat = models.PositiveSmallIntegerField()
    marker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    others = models.PositiveSmallIntegerField()
    replaces = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "script", "seat"], name="seat_is_proposed_once"),
            models.UniqueConstraint(fields=["proposal", "script", "marker"], name="marker_is_proposed_once_a_script"),
            models.CheckConstraint(condition=models.Q(seat__gte=1), name="proposed_seats_are_counted_from_one"),
        ]


class ProposedGap(models.Model):
    """A script with seats that stay empty, and why: how many could but are full, and how many cannot, by reason."""

    personal: ClassVar[tuple[str, ...]] = ()
    about_person: ClassVar[str] = ""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="gaps")
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField()
    possible = models.PositiveSmallIntegerField()
    left_out = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "script"], name="gap_is_told_once_a_script")]
