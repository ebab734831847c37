"""Documents that were read again to see what the present reader makes of them. Only the comparison is kept."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.frameworks.models.readings import Reading
from goldenthread.frameworks.types import Change, Kind, Progress, Stage
from goldenthread.frameworks.types.rereading import Compared, RereadingState
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor


class RereadingSet(models.QuerySet["Rereading"]):
    """Rereadings, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Those of readings that this actor may see."""
        return self.filter(reading__in=Reading.objects.seen_by(actor))


class Rereading(models.Model):
    """Reading a reading's document again: waiting, compared or unreadable, then taken up as a new reading, or left.

    ``lines`` holds what would change; ``gained`` and ``lost`` are doubts about the whole.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reading = models.ForeignKey("frameworks.Reading", on_delete=models.CASCADE, related_name="rereadings")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in RereadingState])
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage], default=Stage.WAITING.value)
    stage_done = models.PositiveIntegerField(default=0)
    stage_of = models.PositiveIntegerField(default=0)
    unread_code = models.CharField(max_length=30, blank=True, default="")
    unread_says = models.CharField(max_length=300, blank=True, default="")
    unread_mend = models.CharField(max_length=300, blank=True, default="")
    reader = models.CharField(max_length=12, blank=True, default="")
    is_reliable = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    gained = models.JSONField(default=list)
    lost = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    taken_as = models.OneToOneField(
        "frameworks.Reading", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_from"
    )

    objects = RereadingSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reading"], condition=Q(state=RereadingState.WAITING.value), name="rereading_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state=RereadingState.TAKEN.value, taken_as__isnull=False)
                | (~Q(state=RereadingState.TAKEN.value) & Q(taken_as=None)),
                name="rereading_taken_has_a_reading",
            ),
            models.CheckConstraint(
                condition=~Q(state=RereadingState.UNREADABLE.value) | (~Q(unread_code="") & ~Q(unread_says="")),
                name="rereading_unreadable_says_why",
            ),
        ]

    def progress(self) -> Progress:
        """How far it has come."""
        return Progress(Stage(self.stage), self.stage_done, self.stage_of)

    def why_unreadable(self) -> Refusal | None:
        """Why it could not be read, or ``None``."""
        return Refusal(self.unread_code, self.unread_says, self.unread_mend) if self.unread_code else None

    def keep(self, lines: tuple[Compared, ...]) -> None:
        """What would change, as it is kept: what stays the same in every way is only counted."""
        self.lines = [
            [c.change.value, c.kind.value, c.old_place, c.new_place, c.old_text, c.new_text,
             list(c.gained), list(c.lost), c.was_corrected, c.is_addition]
            for c in lines if not c.is_same
        ]  # fmt: skip

    def compared(self) -> tuple[Compared, ...]:
        """What was kept, as values."""
        return tuple(
            Compared(Change(change), Kind(kind), old, new, was, is_, tuple(gained), tuple(lost), *hands)
            for change, kind, old, new, was, is_, gained, lost, *hands in self.lines
        )
