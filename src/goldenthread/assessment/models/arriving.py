"""Files that arrived, each with its hash and its moment, before anybody has read them."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.assessment.models.scripts import Script, ScriptUpload
from goldenthread.assessment.types.arriving import ArrivalRef, ArrivalState
from goldenthread.ground.types import Refusal

_TURNED_AWAY = ArrivalState.TURNED_AWAY.value
_WITH_UPLOAD = sorted((ArrivalState.READ.value, ArrivalState.HANDED_IN.value))


class ArrivalSet(models.QuerySet["Arrival"]):
    """Files that arrived."""

    def waiting(self) -> Self:
        """Those that are still to be read; one that was erased with whoever sent it waits for nothing."""
        return self.filter(state=ArrivalState.ARRIVED.value, file__erased_at=None)

    def to_hand_in(self) -> Self:
        """Those that are still to be read and, if they can be, handed in."""
        return self.waiting().filter(hands_in=True)


class Arrival(models.Model):
    """A file that somebody sent for a script, kept before it was read.

    ``arrived_at`` is the server's time at which the request that brought it began: it is handed in as of then, or not
    at all. ``signature``: what was put below the declaration. ``asked_at``: when the worker was last asked to read it;
    none while the request that brought it does.
    """

    personal: ClassVar[tuple[str, ...]] = ("signature",)
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "script",
        "file",
        "receipt",
        "hands_in",
        "declaration",
        "arrived_at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="arrivals")
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=20, unique=True)
    hands_in = models.BooleanField()
    declaration = models.PositiveSmallIntegerField()
    signature = models.JSONField(default=dict)
    arrived_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ArrivalState])
    upload = models.OneToOneField(ScriptUpload, on_delete=models.PROTECT, null=True, blank=True, related_name="arrival")
    asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True, default="")
    says = models.TextField(blank=True, default="")
    mend = models.TextField(blank=True, default="")

    objects = ArrivalSet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["script", "-id"], name="arrivals_of_a_script"),
            models.Index(fields=["arrived_at"], condition=models.Q(state="arrived"), name="arrivals_that_wait"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(s.value for s in ArrivalState)), name="arrival_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_WITH_UPLOAD) | models.Q(upload__isnull=False),
                name="arrival_that_was_read_has_its_upload",
            ),
            models.CheckConstraint(
                condition=models.Q(state=_TURNED_AWAY) & ~models.Q(says="")
                | ~models.Q(state=_TURNED_AWAY) & models.Q(says=""),
                name="arrival_turned_away_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ArrivalState.ARRIVED.value, ended_at=None)
                | ~models.Q(state=ArrivalState.ARRIVED.value) & models.Q(ended_at__isnull=False),
                name="arrival_waits_or_has_ended",
            ),
        ]

    def as_ref(self) -> ArrivalRef:
        """Its reference."""
        return ArrivalRef(self.ref)

    def as_refusal(self) -> Refusal | None:
        """Why it cannot be taken, if so."""
        return Refusal(self.code, self.says, self.mend) if self.says else None
