"""Meetings, what was agreed in them, and what happened to them since."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.coaching.rules.states import MeetingEvent, MeetingState
from goldenthread.coaching.types import Place
from goldenthread.coaching.types.meetings import Change


class Meeting(models.Model):
    """One conversation. ``private_notes`` are read by the coach who wrote them and by nobody else.

    ``credit_ref`` names the entry of the ledger that this meeting made, so that a correction can take it back.
    ``sequence`` counts the changes that a calendar has to follow; ``proposed_by``: who waits for an answer to a time.
    ``instead_at`` and what goes with it: the time suggested in place of the one that is booked, which stands meanwhile.
    ``held_from``: when it was held, for the database to see that a pairing holds no two meetings at once; nothing on
    what was recorded before that was looked at.
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
    where = models.CharField(max_length=300, blank=True, default="")
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    instead_at = models.DateTimeField(null=True, blank=True)
    instead_minutes = models.PositiveSmallIntegerField(default=0)
    instead_place = models.CharField(max_length=10, blank=True, default="")
    instead_where = models.CharField(max_length=300, blank=True, default="")
    held_from = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=models.Q(state="proposed", proposed_by__isnull=False, instead_at=None)
                | models.Q(state="booked", proposed_by__isnull=False, instead_at__isnull=False)
                | (~models.Q(state="proposed") & models.Q(proposed_by=None, instead_at=None)),
                name="meeting_suggested_says_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(instead_at=None, instead_minutes=0, instead_place="", instead_where="")
                | (models.Q(instead_at__isnull=False, instead_minutes__gte=1) & ~models.Q(instead_place="")),
                name="meeting_suggested_instead_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(held_from=None) | models.Q(state="held", held_from=models.F("starts_at")),
                name="meeting_held_from_is_its_start",
            ),
            models.UniqueConstraint(fields=["pairing", "held_from"], name="pairing_holds_one_meeting_at_a_time"),
        ]
        indexes = [
            models.Index(fields=["pairing", "-starts_at"], name="meetings_of_a_pairing"),
            models.Index(fields=["state", "starts_at"], name="meetings_by_day"),
        ]


class MeetingStep(models.Model):
    """Something that happened to a meeting. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("why",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=12, choices=[(e.value, e.value) for e in MeetingEvent])
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in MeetingState])
    why = models.TextField(blank=True, default="")
    starts_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(event="take_back") | ~models.Q(why=""), name="meeting_taken_back_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(event="miss") | ~models.Q(why=""), name="meeting_missed_has_a_reason"
            ),
        ]


class MeetingVersion(models.Model):
    """What the record of a meeting says, in versions: the newest stands on the meeting too. Only the participant's
    answer to it is added later."""

    personal: ClassVar[tuple[str, ...]] = ("shared_notes", "why", "answer")
    written_once: ClassVar[tuple[str, ...]] = ("meeting", "number", "starts_at", "minutes", "focus", "by", "at")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    shared_notes = models.TextField()
    focus = models.JSONField(default=list)
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_agreed = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meeting_version_number_is_unique"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(why=""), name="meeting_corrected_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(is_agreed=None, answered_at=None)
                | models.Q(is_agreed__isnull=False, answered_at__isnull=False),
                name="meeting_answer_has_a_moment",
            ),
        ]


class MeetingFocus(models.Model):
    """A statement of the programme's framework that a meeting is about."""

    personal: ClassVar[tuple[str, ...]] = ()

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="focus")
    statement = models.ForeignKey("frameworks.Statement", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "statement"], name="meeting_names_a_statement_once")]


class MeetingAction(models.Model):
    """What one of the two said they would do. ``MeetingActionStep`` keeps what was said of it since."""

    personal: ClassVar[tuple[str, ...]] = ("words",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)
    is_coachs = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="agreed_action_has_words"),
            models.CheckConstraint(
                condition=models.Q(done_at=None) | models.Q(dropped_at=None), name="agreed_action_is_done_or_dropped"
            ),
        ]


class MeetingActionStep(models.Model):
    """Something said of an agreed action. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("note",)
    written_once: ClassVar[tuple[str, ...]] = ("action", "event", "due_on", "by", "at")

    action = models.ForeignKey(MeetingAction, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Change])
    due_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(event__in=[c.value for c in Change]), name="action_step_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(event="drop") | ~models.Q(note=""), name="action_dropped_says_why"
            ),
            models.CheckConstraint(
                condition=~models.Q(event="move") | models.Q(due_on__isnull=False), name="action_moved_has_a_day"
            ),
        ]
