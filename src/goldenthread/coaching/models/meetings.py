"""Meetings, what was agreed in them, and what happened to them since."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.coaching.rules.states import MeetingEvent, MeetingState
from goldenthread.coaching.types import Place


class Meeting(models.Model):
    """One conversation. ``private_notes`` are read by the coach who wrote them and by nobody else.

    ``credit_ref`` names the entry of the ledger that this meeting made, so that a correction can take it back.
    """

    personal: ClassVar[tuple[str, ...]] = ("shared_notes", "private_notes")
    # A coach's own notes may speak of others: people read them before they are handed out.
    asked_for_only: ClassVar[tuple[str, ...]] = ("private_notes",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    pairing = models.ForeignKey("coaching.Pairing", on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in MeetingState])
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=0)
    place = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Place])
    shared_notes = models.TextField(blank=True, default="")
    private_notes = models.TextField(blank=True, default="")
    component = models.ForeignKey(
        "programmes.Component", on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    credit_ref = models.UUIDField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in MeetingState]), name="meeting_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="held") | (models.Q(minutes__gte=1) & ~models.Q(shared_notes="")),
                name="meeting_held_has_notes_and_minutes",
            ),
            models.CheckConstraint(
                condition=models.Q(credit_ref=None) | models.Q(component__isnull=False),
                name="meeting_credit_has_a_component",
            ),
        ]
        indexes = [models.Index(fields=["pairing", "-starts_at"], name="meetings_of_a_pairing")]


class MeetingStep(models.Model):
    """Something that happened to a meeting. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("why",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=12, choices=[(e.value, e.value) for e in MeetingEvent])
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in MeetingState])
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(event="take_back") | ~models.Q(why=""), name="meeting_taken_back_has_a_reason"
            ),
        ]


class MeetingAction(models.Model):
    """What the participant said they would do. Ticked once; a tick can be taken off again."""

    personal: ClassVar[tuple[str, ...]] = ("words",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="agreed_action_has_words")]
