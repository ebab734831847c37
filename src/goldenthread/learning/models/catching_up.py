"""Catching up on missed sessions, and what there is to do it with."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.learning.models.working import Step, Written, WrittenSet
from goldenthread.learning.rules.states import WorkState
from goldenthread.learning.types.catching_up import MaterialKind, Reflection

_STATES = [s.value for s in WorkState]


class Material(models.Model):
    """A link or a file for those who were not at a session, or at any session of a component."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        "cohorts.Session", to_field="ref", on_delete=models.CASCADE, null=True, blank=True, related_name="materials"
    )
    component = models.ForeignKey(
        "programmes.Component", on_delete=models.CASCADE, null=True, blank=True, related_name="materials"
    )
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in MaterialKind])
    title = models.CharField(max_length=200)
    link = models.URLField(max_length=600, blank=True, default="")
    transcript = models.TextField(blank=True, default="")
    file = models.ForeignKey(
        "ground.StoredFile", to_field="ref", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in MaterialKind]), name="material_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(session=None, component__isnull=False)
                | models.Q(session__isnull=False, component=None),
                name="material_is_of_a_session_or_of_a_component",
            ),
            models.CheckConstraint(
                condition=(models.Q(link="") & models.Q(file__isnull=False))
                | (~models.Q(link="") & models.Q(file=None)),
                name="material_is_a_link_or_a_file",
            ),
        ]


class CatchUp(Written):
    """One participant's catching up on one session. ``due_on`` as the terms said when it was begun."""

    personal: ClassVar[tuple[str, ...]] = ("words", "references")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("cohorts.Session", on_delete=models.PROTECT, related_name="catch_ups")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="catch_ups")
    references = models.TextField(blank=True, default="")
    due_on = models.DateField()

    objects = WrittenSet["CatchUp"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="session_is_caught_up_on_once"),
            models.CheckConstraint(condition=models.Q(state__in=_STATES), name="catch_up_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(state="drafted") | models.Q(submitted_at__isnull=False),
                name="catch_up_handed_in_has_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted", credit_ref__isnull=False)
                | (~models.Q(state="accepted") & models.Q(credit_ref=None)),
                name="catch_up_is_credited_while_accepted",
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="catch_ups_that_wait")]

    def as_reflection(self) -> Reflection:
        """What is written so far."""
        return Reflection(self.words, self.references)


class CatchUpStep(Step):
    """Something that happened to somebody's catching up."""

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "catch_up", "event", "state", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    catch_up = models.ForeignKey(CatchUp, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=_STATES), name="catch_up_step_state_is_known"),
            models.CheckConstraint(
                condition=~models.Q(event__in=["reopen", "send_back"]) | ~models.Q(why=""),
                name="catch_up_sent_back_has_a_reason",
            ),
        ]


class SentReflection(models.Model):
    """A reflection as it was handed in."""

    personal: ClassVar[tuple[str, ...]] = ("words", "references")
    written_once: ClassVar[tuple[str, ...]] = ("catch_up", "number", "word_count", "at")

    catch_up = models.ForeignKey(CatchUp, on_delete=models.PROTECT, related_name="sent")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    references = models.TextField()
    word_count = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["catch_up", "number"], name="reflection_number_is_unique")]
